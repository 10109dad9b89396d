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
    output::{Failure, bytes, json, line, size},
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
    /// The exact header lines, only if a value is not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    headers_base64: Option<String>,
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
    let body = app.events.body(args.id).await?;
    if args.body {
        bytes(&body)?;
        return Ok(ExitCode::SUCCESS);
    }
    let detail = app.inbox.event(args.id).await?;
    if args.json {
        json(&details(&detail, &app.inbox.headers(args.id).await?, &body))?;
    } else {
        let body = if args.reveal { body } else { app.events.redacted_body(args.id).await? };
        print(&detail, &body)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn details<'a>(detail: &'a EventDetail, headers: &Headers, body: &'a [u8]) -> Details<'a> {
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
        headers_base64: (!exact).then(|| BASE64.encode(headers.block())),
        envelope: &detail.envelope,
        description: detail.description.as_deref(),
        signature_detail: &detail.signature,
        findings: &detail.findings,
        answer: detail.answer.as_ref(),
        body: text,
        body_base64: text.is_none().then(|| BASE64.encode(body)),
    }
}

fn print(detail: &EventDetail, body: &[u8]) -> Result<(), Failure> {
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
    let secret = match &detail.lifetime {
        _ if detail.masked.is_empty() => None,
        Some(lifetime) => {
            let members = lifetime.members.join(" and ");
            Some(format!("{members}, valid until {} at the latest (--reveal shows them)", lifetime.expires_at))
        }
        None => Some(format!("{} (--reveal shows it)", detail.masked.join(" "))),
    };
    fact("secret", secret.as_deref())?;
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
            line(format_args!("(not UTF-8 at byte {at}; `hookglass show {} --body` prints the exact bytes)", row.id))?;
        }
    }
    line("")
}
