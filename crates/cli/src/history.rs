//! `hookglass history`.

use hookglass_app::{
    App,
    view::{HistoryEntry, LifecycleChangeView},
};
use hookglass_json::display::visible;
use hookglass_senders::snapshot::{LifecycleChange, ObjectKind};
use std::process::ExitCode;

use crate::{
    args::History,
    output::{Failure, is_closed, json, line, note},
};

/// How many entries are printed by default.
const DEFAULT_LIMIT: usize = 50;
/// How many entries are read from the database at a time.
const CHUNK: usize = 200;

pub(crate) async fn run(app: &App, args: History) -> Result<ExitCode, Failure> {
    let user = app.users.find(&args.user).await?;
    let limit = args.limit.unwrap_or(if args.json { usize::MAX } else { DEFAULT_LIMIT });
    let mut shown = 0;
    loop {
        let window = app.users.history(&user, shown as u64, CHUNK.min(limit - shown) as u64).await?;
        shown += window.entries.len();
        for entry in &window.entries {
            if args.json { json(entry)? } else { print(entry)? }
        }
        if window.entries.is_empty() || shown >= limit || is_closed() {
            if args.limit.is_none() && window.total > shown as u64 {
                note(&format!("showing {shown} of {} events", window.total), Some("--limit N"));
            }
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn print(entry: &HistoryEntry) -> Result<(), Failure> {
    let name = entry.event_type.as_deref().unwrap_or("-");
    line(format_args!("{:>6}  {}  {:<40}  {}", entry.id, entry.received_at, visible(name), visible(&entry.words)))?;
    for sentence in &entry.breaks {
        line(format_args!("        ! {}", visible(sentence)))?;
    }
    for LifecycleChangeView { thing, id, name, turn } in &entry.turns {
        let sign = if *turn == LifecycleChange::Went { '-' } else { '+' };
        let thing = match thing {
            ObjectKind::User => "user",
            ObjectKind::Identity => "identity",
            ObjectKind::Session => "session",
        };
        line(format_args!("        {sign} {thing} {}", visible(name.as_deref().unwrap_or(id))))?;
    }
    Ok(())
}
