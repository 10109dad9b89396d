//! `hookglass delete` and `prune`.

use hookglass_app::{
    App,
    view::{Deletion, Retention},
};
use std::{process::ExitCode, sync::Arc};

use crate::{
    args::{Delete, Prune},
    output::{Failure, is_confirmed, line, note},
    selection::several_filters,
};

/// Exit code: there was nothing to delete.
const NOTHING: u8 = 1;

pub(crate) async fn delete(app: &Arc<App>, args: Delete) -> Result<ExitCode, Failure> {
    let ids: Option<Vec<i64>> = args.what.iter().map(|word| word.parse().ok()).collect();
    let what = match (ids, args.what.as_slice()) {
        (Some(ids), _) => Deletion::Ids { ids },
        (None, [filter]) if filter.trim().is_empty() => Deletion::All,
        (None, [filter]) => Deletion::Filter { filter: filter.clone() },
        (None, words) => return Err(several_filters(words)),
    };
    let count = app.inbox.count_to_delete(&what).await?;
    if count == 0 {
        return Ok(nothing_deleted());
    }
    if !args.yes && !is_confirmed(&format!("Permanently delete {}?", events(count)))? {
        return Err(Failure::with_hint("nothing was deleted", "add --yes to confirm"));
    }
    let deleted = app.inbox.delete(what).await?;
    app.inbox.empty_trash(deleted.undo).await?;
    // Another program can have deleted them first.
    if deleted.count == 0 {
        return Ok(nothing_deleted());
    }
    line(format_args!("deleted {}", events(deleted.count)))?;
    Ok(ExitCode::SUCCESS)
}

fn nothing_deleted() -> ExitCode {
    note("no event matches, so nothing was deleted", None);
    ExitCode::from(NOTHING)
}

pub(crate) async fn prune(app: &Arc<App>, args: Prune) -> Result<ExitCode, Failure> {
    let given = Retention { events: args.keep_events, days: args.keep_days, bytes: args.keep_bytes };
    let none = Retention { events: None, days: None, bytes: None };
    let retention = if given == none { app.retention.limits() } else { given };
    if args.dry_run {
        let count = app.retention.to_prune(retention).await?;
        let about = if retention.bytes.is_some() && count > 0 { "about " } else { "" };
        line(format_args!("would delete {about}{}", events(count)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let report = app.retention.prune(retention).await?;
    match report.before {
        Some(before) => line(format_args!("deleted {}, received up to {before}", events(report.count)))?,
        None => line("deleted 0 events")?,
    }
    for reason in report.unmet {
        note(&reason, None);
    }
    Ok(ExitCode::SUCCESS)
}

fn events(count: u64) -> String {
    format!("{count} {}", if count == 1 { "event" } else { "events" })
}
