//! A cache of the counts of saved searches.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::time::Instant;

use crate::base::lock;

/// The counts, by filter.
#[derive(Debug, Default)]
pub(crate) struct SearchCounts {
    counts: Mutex<HashMap<String, SearchCount>>,
    running: Mutex<HashSet<String>>,
    generation: AtomicU64,
}

/// The count of one search, and the state of the database that it reflects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SearchCount {
    pub(crate) count: u64,
    pub(crate) upto: i64,
    pub(crate) removals: i64,
    pub(crate) generation: u64,
    /// The value of the change counter that it reflects.
    pub(crate) change: u64,
    pub(crate) at: Instant,
}

impl SearchCounts {
    /// Makes every count stale. Called when a value that filters match on has changed.
    pub(crate) fn invalidate(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts of another generation are stale.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    pub(crate) fn get(&self, filter: &str) -> Option<SearchCount> {
        lock(&self.counts).get(filter).copied().filter(|count| count.generation == self.generation())
    }

    pub(crate) fn insert(&self, filter: &str, count: SearchCount) {
        lock(&self.counts).insert(filter.to_owned(), count);
    }

    /// Drops the counts of all other filters.
    pub(crate) fn retain(&self, filters: &HashSet<&str>) {
        lock(&self.counts).retain(|filter, _| filters.contains(filter.as_str()));
    }

    /// Marks a count as running. Returns false if it was running already.
    pub(crate) fn start(&self, filter: &str) -> bool {
        lock(&self.running).insert(filter.to_owned())
    }

    pub(crate) fn finish(&self, filter: &str) {
        lock(&self.running).remove(filter);
    }
}
