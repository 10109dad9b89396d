//! `hookscope resend`: an event, sent again.

use bytes::Bytes;
use hookscope_app::{
    Fresh, Hookscope, Resend,
    view::{ResendOutcome, ResendView},
};
use hookscope_domain::shown::visible;
use std::{
    fs,
    io::{self, Read},
    path::Path,
    process::ExitCode,
};

use crate::{
    args::{self, FreshMember},
    output::{Failure, json, line, size},
};

/// The exit code that says that no response came.
const NO_RESPONSE: u8 = 1;

pub(crate) async fn run(app: &Hookscope, args: args::Resend) -> Result<ExitCode, Failure> {
    let body = args.body.as_deref().map(read).transpose()?;
    let fresh = |member| args.fresh.contains(&member);
    let how = Resend {
        to: args.to,
        body,
        edits: [args.set, args.unset].concat(),
        fresh: Fresh {
            id: fresh(FreshMember::Id),
            seq: fresh(FreshMember::Seq),
            timestamp: fresh(FreshMember::Timestamp),
        },
        headers: args.header,
        timeout: args.timeout,
    };
    let mut answered = true;
    for _ in 0..args.repeat {
        let resend = app.resend(args.id, &how).await?;
        answered &= matches!(resend.outcome, ResendOutcome::Response { .. });
        if args.json { json(&resend)? } else { print(&resend)? }
    }
    Ok(if answered { ExitCode::SUCCESS } else { ExitCode::from(NO_RESPONSE) })
}

fn read(file: &Path) -> Result<Bytes, Failure> {
    let read = if file == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    read.map(Bytes::from)
        .map_err(|error| Failure::Trouble(format!("cannot read the body from {}: {error}", file.display())))
}

fn print(resend: &ResendView) -> Result<(), Failure> {
    let body = if resend.edited { "edited" } else { "unchanged" };
    let signed = match resend.signed.as_str() {
        "anew" => "signed anew",
        "original" if resend.edited => "signature not made anew",
        "original" => "original signature",
        _ => "unsigned",
    };
    let milliseconds = resend.duration_us as f64 / 1000.0;
    line(format_args!("{} {}  {} {body}, {signed}", resend.method, visible(&resend.url), size(resend.size)))?;
    match &resend.outcome {
        ResendOutcome::Failed { why, sentence } => {
            line(format_args!("{why} after {milliseconds:.1} ms: {}", visible(sentence)))
        }
        ResendOutcome::Response { status, reason, headers, body, size: bytes, truncated, .. } => {
            line(format_args!("{status} {reason}  {milliseconds:.1} ms, {}", size(*bytes)))?;
            for header in headers {
                line(format_args!("{}: {}", visible(&header.name), visible(&header.value)))?;
            }
            let cut = if *truncated { "\n(the first 16 MiB are kept)" } else { "" };
            let shown: Vec<_> = body.lines().map(visible).collect();
            line(format_args!("\n{}{cut}", shown.join("\n")))
        }
    }
}
