//! The forwarding targets that belong to one run of the program, and their progress. They are not
//! stored, so pruning in this process learns here what they have not got yet.

use hookglass_automation::forward::Target;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use super::lock;

/// How far a target has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursor {
    upto: Arc<AtomicI64>,
    lost: Arc<AtomicU64>,
}

impl Cursor {
    pub(crate) fn at(upto: i64) -> Self {
        Self { upto: Arc::new(AtomicI64::new(upto)), lost: Arc::default() }
    }

    /// Every event up to this one was delivered or skipped.
    pub(crate) fn upto(&self) -> i64 {
        self.upto.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, upto: i64) {
        self.upto.fetch_max(upto, Ordering::Relaxed);
    }

    /// Events that were pruned before the target got them.
    pub(crate) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    pub(crate) fn add_lost(&self, events: u64) {
        self.lost.fetch_add(events, Ordering::Relaxed);
    }
}

/// A shared handle to the targets of this run.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunTargets(Arc<Mutex<Vec<(Target, Cursor)>>>);

impl RunTargets {
    /// Adds a target, which gets the events after `upto`. Targets of a run have negative ids.
    pub(crate) fn add(&self, target: Target, upto: i64) {
        let mut targets = lock(&self.0);
        let id = -1 - i64::try_from(targets.len()).unwrap_or_default();
        targets.push((Target { id, ..target }, Cursor::at(upto)));
    }

    pub(crate) fn all(&self) -> Vec<(Target, Cursor)> {
        lock(&self.0).clone()
    }
}
