//! `hookglass resend`: resends an event, or prints its request for another tool.

use bytes::Bytes;
use hookglass_app::{
    App, OutboundError, Replay, ReplayError, Resend,
    view::{ResendOutcome, ResendView, SigningChoice, Timing, VerdictView},
};
use hookglass_json::display::visible;
use hookglass_request::{headers::Headers, outgoing::end_to_end};
use std::{
    fs,
    io::{self, Read},
    path::Path,
    process::ExitCode,
};

use crate::{
    args,
    output::{Failure, confirm_host, json, line, note, size},
};

/// Exit code: no response arrived.
const NO_RESPONSE: u8 = 1;

pub(crate) async fn run(app: &App, args: args::Resend) -> Result<ExitCode, Failure> {
    if args.curl && args.body.as_deref() == Some(Path::new("-")) {
        return Err(Failure::with_hint("`--curl` and `--body -` both read standard input", "use only one of them"));
    }
    let args::Sending { timeout, insecure, yes, json: as_json } = args.sending;
    let mut options = Resend {
        body: args.body.as_deref().map(read).transpose()?,
        to: args.to,
        edits: [args.set, args.unset].concat(),
        fresh: args::generated(&args.fresh),
        headers: args.header,
        signing: args.sign.unwrap_or(SigningChoice::AsReceived),
        timeout,
        verify_tls: !insecure,
        confirmed: yes,
        ..Resend::default()
    };
    if args.curl {
        let text = String::from_utf8(read(Path::new("-"))?.to_vec())
            .map_err(|_| Failure::error("the command line on standard input is not UTF-8 text"))?;
        let (request, notes) = Replay::outgoing_of_curl(&text)?;
        notes.iter().for_each(|text| note(text, None));
        options.request = Some(request);
    }
    report_dropped_headers(&options);
    if let Some(format) = args.copy {
        let copied = app.replay.copy_resend(args.id, &options, format, args.reveal).await?;
        let hint = copied.masked.then_some("--reveal for the real values");
        copied.notes.iter().for_each(|text| note(text, hint.filter(|_| text.starts_with("Redacted"))));
        line(&copied.text)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut answered = true;
    for _ in 0..args.repeat {
        let resend = send(app, args.id, &mut options).await?;
        answered &= resend.is_response();
        let resend = if args.reveal { app.replay.revealed(resend.id).await? } else { resend };
        if as_json { json(&resend)? } else { print(&resend)? }
    }
    Ok(if answered { ExitCode::SUCCESS } else { ExitCode::from(NO_RESPONSE) })
}

/// Sends the event. Asks for confirmation first if the target is another computer.
async fn send(app: &App, id: i64, options: &mut Resend) -> Result<ResendView, Failure> {
    match app.replay.resend(id, options).await {
        Err(ReplayError::Outbound(OutboundError::UnconfirmedHost(host))) => {
            confirm_host(&host, &format!("event {id}"))?;
            options.confirmed = true;
            Ok(app.replay.resend(id, options).await?)
        }
        other => Ok(other?),
    }
}

/// Reports the given headers that are not sent because they belong to one connection.
fn report_dropped_headers(options: &Resend) {
    let imported = options.request.iter().flat_map(|request| request.headers.iter());
    let imported = imported.map(|(name, value)| (name.as_bytes(), value));
    let added = options.headers.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()));
    let (_, mut dropped) = end_to_end(&Headers::from_pairs(imported.chain(added)));
    dropped.retain(|name| !name.eq_ignore_ascii_case("host"));
    if !dropped.is_empty() {
        note(&format!("connection headers are generated or left out: {}", dropped.join(", ")), None);
    }
}

fn read(file: &Path) -> Result<Bytes, Failure> {
    let read = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map(Bytes::from)
        .map_err(|error| Failure::error(format!("cannot read the body from {}: {error}", file.display())))
}

fn print(resend: &ResendView) -> Result<(), Failure> {
    let body = if resend.edited { "edited" } else { "unchanged" };
    let signed = match resend.signed.as_str() {
        "anew" => "re-signed",
        "original" if resend.edited => "not re-signed",
        "original" => "original signature",
        "wrong" => "wrong signature",
        _ => "unsigned",
    };
    let milliseconds = resend.duration_us as f64 / 1000.0;
    line(format_args!("{} {}  {} {body}, {signed}", resend.method, visible(&resend.url), size(resend.size)))?;
    match &resend.outcome {
        ResendOutcome::Failed { why, sentence } => {
            line(format_args!("{why} after {milliseconds:.1} ms: {}", visible(sentence)))?;
        }
        ResendOutcome::Response { status, reason, size: bytes, .. } => {
            line(format_args!("{status} {reason}  {milliseconds:.1} ms, {}", size(*bytes)))?;
        }
    }
    if let Some(steps) = resend.timing.as_ref().and_then(steps) {
        line(steps)?;
    }
    if let Some(verdict) = &resend.verdict {
        print_verdict(verdict)?;
    }
    let ResendOutcome::Response { headers, body, truncated, .. } = &resend.outcome else { return Ok(()) };
    for header in headers {
        line(format_args!("{}: {}", visible(&header.name), visible(&header.value)))?;
    }
    let cut = if *truncated { "\n(only the first 16 MiB are stored)" } else { "" };
    let lines: Vec<_> = body.lines().map(visible).collect();
    line(format_args!("\n{}{cut}", lines.join("\n")))
}

/// `name 0.4 ms, connection 0.3 ms, TLS 12.0 ms, first byte 20.1 ms`
fn steps(timing: &Timing) -> Option<String> {
    let steps = [
        ("name", timing.resolve_us),
        ("connection", timing.connect_us),
        ("TLS", timing.tls_us),
        ("first byte", timing.first_byte_us),
    ];
    let took = |(name, step): (_, Option<u64>)| Some(format!("{name} {:.1} ms", step? as f64 / 1000.0));
    let parts: Vec<_> = steps.into_iter().filter_map(took).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn print_verdict(verdict: &VerdictView) -> Result<(), Failure> {
    line(format_args!("{}: {}", verdict.outcome.replace('_', " "), visible(&verdict.sentence)))?;
    for (name, text) in [("title", &verdict.title), ("reason", &verdict.reason)] {
        if let Some(text) = text {
            line(format_args!("  {name}: {}", visible(text)))?;
        }
    }
    for remark in &verdict.remarks {
        let place = if remark.pointer.is_empty() { "" } else { &format!("{} ", visible(&remark.pointer)) };
        line(format_args!("  {}: {place}{}", remark.severity, visible(&remark.sentence)))?;
    }
    Ok(())
}
