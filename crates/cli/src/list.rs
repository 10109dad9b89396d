//! `hookglass list`.

use hookglass_app::{
    App,
    view::{EventRow, RefusedRequest},
};
use hookglass_filter::Filter;
use hookglass_json::display::visible;
use hookglass_request::capture::Truncation;
use std::process::ExitCode;

use crate::{
    args::List,
    output::{Failure, is_closed, json, line, note, size},
};

/// How many rows are printed by default.
const DEFAULT_LIMIT: usize = 50;
/// How many rows are read from the database at a time.
const CHUNK: usize = 500;

/// Checks the syntax of the filter.
pub(crate) fn check(args: &List) -> Result<(), Failure> {
    Filter::parse(&args.filter).map(drop).map_err(|error| Failure::InvalidArgument {
        message: error.to_string(),
        argument: args.filter.clone(),
        span: error.span.start..error.span.end,
    })
}

pub(crate) async fn run(app: &App, args: List) -> Result<ExitCode, Failure> {
    if args.refused {
        return refused(app, &args).await;
    }
    let limit = args.limit.unwrap_or(if args.json { usize::MAX } else { DEFAULT_LIMIT });
    // One id more than is printed shows whether there are more.
    let ids = app.inbox.newest(&args.filter, limit.saturating_add(1)).await?;
    for chunk in ids[..ids.len().min(limit)].chunks(CHUNK) {
        if is_closed() {
            break;
        }
        for row in app.inbox.rows(chunk.to_vec()).await? {
            if args.json { json(&row)? } else { line(text(&row))? }
        }
    }
    if ids.len() > limit && args.limit.is_none() {
        note(&format!("showing the newest {limit} events; more match"), Some("--limit N"));
    }
    Ok(ExitCode::SUCCESS)
}

async fn refused(app: &App, args: &List) -> Result<ExitCode, Failure> {
    for request in app.receive.refused().await?.iter().take(args.limit.unwrap_or(usize::MAX)) {
        if args.json {
            json(request)?;
        } else {
            let RefusedRequest { received_at, peer, sentence, hint, first_bytes, .. } = request;
            line(format_args!("{received_at}  {peer}  {sentence}"))?;
            if let Some(hint) = hint {
                line(format_args!("    {hint}"))?;
            }
            line(format_args!("    {first_bytes}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn text(row: &EventRow) -> String {
    let name = row.event_type.clone().unwrap_or_else(|| format!("{} {}", row.method, row.path));
    let status = row.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let subject = row.subject.as_deref().unwrap_or("-");
    let columns = format!(
        "{:>6}  {}  {:<44}  {:<34}  {:>3}  {:>10}  {}",
        row.id,
        row.received_at,
        visible(&name),
        visible(subject),
        status,
        size(row.size),
        marks(row),
    );
    columns.trim_end().to_owned()
}

/// The signature, why the event is not trusted, and whether it is damaged.
fn marks(row: &EventRow) -> String {
    let distrust = row.untrusted.map(|why| format!(", {}", why.label())).unwrap_or_default();
    let damaged = if row.truncated == Some(Truncation::Damaged) { ", damaged" } else { "" };
    format!("{}{distrust}{damaged}", row.signature.word())
}
