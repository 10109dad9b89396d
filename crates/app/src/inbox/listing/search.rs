//! The background task that searches for the ids of a listing.

use hookglass_store::{SearchCursor, Store, StoreError};
use std::sync::{Arc, Weak};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio_util::task::AbortOnDropHandle;

use crate::base::jobs::Jobs;

/// Ids to find before the older ones are counted: those of the first two windows.
const FIRST_IDS: usize = 400;

/// The results of the task. Dropping this stops the task.
#[derive(Debug)]
pub(super) struct Search {
    pub(super) results: UnboundedReceiver<Result<SearchResult, StoreError>>,
    pub(super) _task: AbortOnDropHandle<()>,
}

/// A result of the task. The last `i64` is the id of the last tombstone that the result reflects.
#[derive(Debug)]
pub(super) enum SearchResult {
    /// The next ids, newest first.
    Ids(Vec<i64>, i64),
    /// The total number of matching events. The cursor reads the ids that were not sent.
    Counted(u64, SearchCursor, i64),
    /// All ids have been sent.
    Done,
}

impl Search {
    /// Starts the task. With `all`, it searches for every id even if the index could count them.
    /// The task does not keep the database open.
    pub(super) fn begin(store: &Arc<Store>, jobs: &Jobs, cursor: SearchCursor, all: bool) -> Self {
        let (sender, results) = mpsc::unbounded_channel();
        let store = Arc::downgrade(store);
        let task = jobs.spawn_background(async move {
            if let Err(error) = search(store, cursor, all, &sender).await {
                // The listing may be closed already.
                let _ = sender.send(Err(error));
            }
        });
        Self { results, _task: AbortOnDropHandle::new(task) }
    }
}

async fn search(
    store: Weak<Store>,
    mut cursor: SearchCursor,
    all: bool,
    sender: &UnboundedSender<Result<SearchResult, StoreError>>,
) -> Result<(), StoreError> {
    let (mut found, mut may_count) = (0, !all);
    while !cursor.is_finished() {
        let Some(store) = store.upgrade() else { return Ok(()) };
        let removals = store.removals().since(i64::MAX).await?.upto;
        if found >= FIRST_IDS
            && std::mem::take(&mut may_count)
            && let Some(total) = store.search().count(&mut cursor).await?
        {
            let _ = sender.send(Ok(SearchResult::Counted(total, cursor, removals)));
            return Ok(());
        }
        let max = if found < FIRST_IDS { FIRST_IDS - found } else { usize::MAX };
        let ids = store.search().next(&mut cursor, max).await?;
        found += ids.len();
        if sender.send(Ok(SearchResult::Ids(ids, removals))).is_err() {
            return Ok(());
        }
    }
    let _ = sender.send(Ok(SearchResult::Done));
    Ok(())
}
