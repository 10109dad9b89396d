//! `hookglass show`.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hookglass_app::{
    App,
    view::{AnswerView, EnvelopeView, EventDetail, EventRow, SignatureView},
};
use hookglass_json::display::visible;
use hookglass_request::headers::Headers;
use hookglass_senders::finding::{Finding, Severity};
use serde::Serialize;
use std::{process::ExitCode, str};

use crate::{
    args::Show,
    output::{Failure, bytes, json, line, note, size},
};

/// The JSON of `show --json`: a row of `list --json`, and details. Scripts depend on the names.
#[derive(Serialize)]
struct Details<'a> {
    #[serde(flatten)]
    row: &'a EventRow,
    began_at: &'a str,
    target: &'a str,
    version: &'a str,
    peer: &'a str,
    sha256: &'a str,
    headers: Vec<(String, String)>,
    /// The exact header lines, only if a value is not UTF-8 and no line is redacted.
    #[serde(skip_serializing_if = "Option::is_none")]
    headers_base64: Option<String>,
    /// What is redacted: JSON Pointers, names of headers, `request target`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    redacted: Vec<&'a str>,
    envelope: &'a EnvelopeView,
    description: Option<&'a str>,
    /// Explains the row's `signature`.
    signature_detail: &'a SignatureView,
    findings: &'a [Finding],
    answer: Option<&'a AnswerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
}

pub(crate) async fn run(app: &App, args: Show) -> Result<ExitCode, Failure> {
    let (body, is_redacted) = match args.reveal {
        true => (app.events.body(args.id).await?, false),
        false => app.events.redacted_body(args.id).await?,
    };
    if args.body {
        bytes(&body)?;
        if is_redacted {
            note("secrets in the body are redacted", Some("--reveal for the exact bytes"));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let inbox = &app.inbox;
    let detail = if args.reveal { inbox.revealed_event(args.id).await? } else { inbox.event(args.id).await? };
    if args.json {
        let hides_headers = !args.reveal && !detail.masked_head.is_empty();
        let headers = if hides_headers { None } else { Some(inbox.headers(args.id).await?) };
        json(&details(&detail, headers.as_ref(), &body, args.reveal))?;
    } else {
        print(&detail, &body, args.reveal)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn details<'a>(detail: &'a EventDetail, headers: Option<&Headers>, body: &'a [u8], reveal: bool) -> Details<'a> {
    let text = str::from_utf8(body).ok();
    let exact = detail.headers.iter().all(|header| header.exact);
    Details {
        row: &detail.row,
        began_at: &detail.began_at,
        target: &detail.target,
        version: &detail.version,
        peer: &detail.peer,
        sha256: &detail.body.sha256,
        headers: detail.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect(),
        headers_base64: headers.filter(|_| !exact).map(|headers| BASE64.encode(headers.block())),
        redacted: if reveal { Vec::new() } else { redacted(detail).collect() },
        envelope: &detail.envelope,
        description: detail.description.as_deref(),
        signature_detail: &detail.signature,
        findings: &detail.findings,
        answer: detail.answer.as_ref(),
        body: text,
        body_base64: text.is_none().then(|| BASE64.encode(body)),
    }
}

/// What is redacted unless it is revealed.
fn redacted(detail: &EventDetail) -> impl Iterator<Item = &str> {
    detail.masked_head.iter().chain(&detail.masked).map(String::as_str)
}

fn print(detail: &EventDetail, body: &[u8], reveal: bool) -> Result<(), Failure> {
    let row = &detail.row;
    let name = row.event_type.as_deref().unwrap_or("(no type)");
    line(format_args!("{}  event {}, {}", visible(name), row.id, row.vendor.word()))?;
    if let Some(description) = &detail.description {
        line(description)?;
    }
    let fact = |name: &str, value: Option<&str>| match value {
        Some(value) => line(format_args!("{name:<12} {}", visible(value))),
        None => Ok(()),
    };
    fact("received", Some(&row.received_at))?;
    fact("from", Some(&detail.peer))?;
    fact("request", Some(&format!("{} {} {}", row.method, detail.target, detail.version)))?;
    fact("subject", row.subject.as_deref())?;
    fact("user", row.user_id.as_deref())?;
    fact("app", row.app_id.as_deref())?;
    fact("id", row.event_id.as_deref())?;
    fact("seq", row.seq.as_deref())?;
    fact("triggered by", detail.envelope.triggered_by.as_deref())?;
    fact("signature", Some(&format!("{}. {}", row.signature.word(), detail.signature.sentence)))?;
    if let Some(why) = row.untrusted {
        fact("untrusted", Some(&format!("{}: not forwarded and not held", why.label())))?;
    }
    if let Some(answer) = &detail.answer {
        let by = match (&answer.decided_by, &answer.rule) {
            (Some(by), Some(rule)) => format!("{by}, rule '{rule}'"),
            (Some(by), None) => by.clone(),
            (None, Some(rule)) => format!("rule '{rule}'"),
            (None, None) => String::new(),
        };
        let after = answer.after_us.map(|us| format!(", after {:.3} s", us as f64 / 1e6)).unwrap_or_default();
        let what = match answer.status {
            Some(status) => format!("{status} {} ({by}{after})", answer.body),
            None => format!("no ({by}{after}). {}", answer.reason),
        };
        fact("answered", Some(&what))?;
        fact("", answer.note.as_deref())?;
    }
    fact("body", Some(&format!("{}, sha256 {}", size(row.size), detail.body.sha256)))?;
    fact("delivery", detail.delivery_note.as_deref())?;
    let mut secrets: Vec<_> = redacted(detail).collect();
    secrets.dedup();
    if !secrets.is_empty() {
        let hint = if reveal { "" } else { " (--reveal shows them)" };
        fact("secrets", Some(&format!("{}{hint}", secrets.join(", "))))?;
    }
    if let Some(lifetime) = &detail.lifetime {
        let members = lifetime.members.join(" and ");
        fact("", Some(&format!("{members} valid until {} at the latest", lifetime.expires_at)))?;
    }
    for finding in &detail.findings {
        let name = if finding.severity == Severity::Warning { "warning" } else { "note" };
        fact(name, Some(format!("{} {}", finding.pointer, finding.sentence).trim()))?;
    }
    line("")?;
    for header in &detail.headers {
        line(format_args!("{}: {}", visible(&header.name), visible(&header.value)))?;
    }
    line("")?;
    match str::from_utf8(body) {
        // Line breaks and tabs stay; other control characters are escaped.
        Ok(text) => text.split_inclusive('\n').try_for_each(|part| {
            let (part, end) = part.strip_suffix('\n').map_or((part, ""), |part| (part, "\n"));
            let part = part.strip_suffix('\r').unwrap_or(part);
            let cells: Vec<_> = part.split('\t').map(visible).collect();
            bytes(format!("{}{end}", cells.join("\t")).as_bytes())
        })?,
        Err(error) => {
            let at = error.valid_up_to();
            line(format_args!("(not UTF-8 at byte {at}; `hookglass show {} --body` prints the bytes)", row.id))?;
        }
    }
    line("")
}
