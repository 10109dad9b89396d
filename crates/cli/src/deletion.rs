//! `hookglass delete` and `prune`.

use hookglass_app::{
    App,
    view::{Deletion, Retention},
};
use std::{process::ExitCode, sync::Arc};

use crate::{
    args::{Delete, Prune},
    output::{Failure, is_confirmed, line},
};

pub(crate) async fn delete(app: &Arc<App>, args: Delete) -> Result<ExitCode, Failure> {
    let ids: Option<Vec<i64>> = args.what.iter().map(|word| word.parse().ok()).collect();
    let what = match (ids, args.what.as_slice()) {
        (Some(ids), _) => Deletion::Ids { ids },
        (None, [filter]) if filter.trim().is_empty() => Deletion::All,
        (None, [filter]) => Deletion::Filter { filter: filter.clone() },
        (None, _) => {
            let sentence = "give the numbers of events, or one filter in quotes: hookglass delete 'type:user.created'";
            return Err(Failure::Trouble(sentence.to_owned()));
        }
    };
    let count = app.inbox.count_to_delete(&what).await?;
    if count == 0 {
        return Err(Failure::Trouble("no event is like that; nothing was deleted".to_owned()));
    }
    if !args.yes && !is_confirmed(&format!("Delete {} for good?", events(count)))? {
        return Err(Failure::Trouble("nothing was deleted; --yes answers for you".to_owned()));
    }
    let deleted = app.inbox.delete(what).await?;
    app.inbox.empty_trash(deleted.undo).await?;
    line(format_args!("deleted {}", events(deleted.count)))?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn prune(app: &Arc<App>, args: Prune) -> Result<ExitCode, Failure> {
    let given = Retention { events: args.keep_events, days: args.keep_days, bytes: args.keep_bytes };
    let none = Retention { events: None, days: None, bytes: None };
    let retention = if given == none { app.retention.limits() } else { given };
    if args.dry_run {
        let count = app.retention.to_prune(retention).await?;
        let about = if retention.bytes.is_some() && count > 0 { "about " } else { "" };
        line(format_args!("would remove {about}{}", events(count)))?;
        return Ok(ExitCode::SUCCESS);
    }
    match app.retention.prune(retention).await? {
        Some(pruned) => {
            line(format_args!("removed {}, received up to {}", events(pruned.count), pruned.before))?;
        }
        None => line("removed 0 events")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn events(count: u64) -> String {
    format!("{count} {}", if count == 1 { "event" } else { "events" })
}
