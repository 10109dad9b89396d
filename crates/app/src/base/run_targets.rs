//! The progress of forwarding targets that belong to one run of the program and retry. It is not
//! stored, so pruning in this process learns it here.

use hookglass_automation::forward::Target;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
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

/// A shared handle to the targets of this run that retry.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunTargets(Arc<Mutex<BTreeMap<i64, (Target, Cursor)>>>);

impl RunTargets {
    pub(crate) fn put(&self, target: Target, cursor: Cursor) {
        lock(&self.0).insert(target.id, (target, cursor));
    }

    pub(crate) fn all(&self) -> Vec<(Target, Cursor)> {
        lock(&self.0).values().cloned().collect()
    }
}
