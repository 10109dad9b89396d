//! The task that searches for the ids of a listing.

use hookglass_store::{SearchCursor, Store, StoreError};
use std::sync::{Arc, Weak};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio_util::task::AbortOnDropHandle;

use crate::base::jobs::Jobs;

/// Ids that are searched for before the others are counted: the first two windows.
const FIRST_IDS: usize = 400;

/// The results of the task. Dropping this ends the task.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) found: UnboundedReceiver<Result<Found, StoreError>>,
    pub(super) _task: AbortOnDropHandle<()>,
}

/// A result, with the tombstone up to which deleted events are left out of it.
#[derive(Debug)]
pub(super) enum Found {
    /// Newest first.
    Ids(Vec<i64>, i64),
    Counted(u64, SearchCursor, i64),
    Over,
}

impl Search {
    /// Starts the task. With `all` it searches for every id, even where the index can count them. The task does not keep
    /// the database open.
    pub(super) fn begin(store: &Arc<Store>, jobs: &Jobs, cursor: SearchCursor, all: bool) -> Self {
        let (sender, found) = mpsc::unbounded_channel();
        let store = Arc::downgrade(store);
        let task = jobs.spawn_background(async move {
            if let Err(error) = search(store, cursor, all, &sender).await {
                // The listing may be closed already.
                let _ = sender.send(Err(error));
            }
        });
        Self { found, _task: AbortOnDropHandle::new(task) }
    }
}

async fn search(
    store: Weak<Store>,
    mut cursor: SearchCursor,
    all: bool,
    sender: &UnboundedSender<Result<Found, StoreError>>,
) -> Result<(), StoreError> {
    let (mut found, mut may_count) = (0, !all);
    while !cursor.is_finished() {
        let Some(store) = store.upgrade() else { return Ok(()) };
        let removals = store.removals().since(i64::MAX).await?.upto;
        if found >= FIRST_IDS
            && std::mem::take(&mut may_count)
            && let Some(total) = store.search().count(&mut cursor).await?
        {
            let _ = sender.send(Ok(Found::Counted(total, cursor, removals)));
            return Ok(());
        }
        let max = if found < FIRST_IDS { FIRST_IDS - found } else { usize::MAX };
        let ids = store.search().next(&mut cursor, max).await?;
        found += ids.len();
        if sender.send(Ok(Found::Ids(ids, removals))).is_err() {
            return Ok(());
        }
    }
    let _ = sender.send(Ok(Found::Over));
    Ok(())
}
