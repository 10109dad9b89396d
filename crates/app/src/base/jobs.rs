//! Work that goes on after the call that began it.
//!
//! One registry for all of it: cancellable work has a key, and beginning the same key again cancels what ran under it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::time::timeout;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::lock;

/// A handle on the registry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jobs(Arc<Registry>);

#[derive(Debug, Default)]
struct Registry {
    running: Mutex<HashMap<JobKey, (u64, CancellationToken)>>,
    /// What must finish before the program ends, though no caller waits for it.
    late: Mutex<TaskTracker>,
}

/// What a cancellable job is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum JobKey {
    /// A chain of handlers for an event.
    Chain(i64),
}

impl Jobs {
    /// Runs `work` to its end, though no caller waits for it. [`Jobs::finish`] does.
    pub(crate) fn finish_late(&self, work: impl Future<Output = ()> + Send + 'static) {
        lock(&self.0.late).spawn(work);
    }

    /// Waits for late work, for `within` at most; returns whether all of it has ended.
    pub(crate) async fn finish(&self, within: Duration) -> bool {
        let late = std::mem::take(&mut *lock(&self.0.late));
        late.close();
        timeout(within, late.wait()).await.is_ok()
    }
}
