//! A cache of user labels, for searches.

use std::collections::{HashMap, HashSet};
use tokio::sync::{Mutex, MutexGuard};

/// The cache, behind a lock that is held while the cache is filled.
#[derive(Debug, Default)]
pub(crate) struct LabelCache(Mutex<CachedLabels>);

/// The labels of each user in lower case, one per line. The key is the user's newest event.
#[derive(Debug, Default)]
pub(crate) struct CachedLabels {
    lines: HashMap<i64, Box<str>>,
    generation: u64,
}

impl LabelCache {
    /// The cache. Clears it first if it has another generation.
    pub(crate) async fn of(&self, generation: u64) -> MutexGuard<'_, CachedLabels> {
        let mut cached = self.0.lock().await;
        if cached.generation != generation {
            *cached = CachedLabels { generation, ..CachedLabels::default() };
        }
        cached
    }
}

impl CachedLabels {
    pub(crate) fn has(&self, last: i64) -> bool {
        self.lines.contains_key(&last)
    }

    pub(crate) fn get(&self, last: i64) -> Option<&str> {
        self.lines.get(&last).map(AsRef::as_ref)
    }

    pub(crate) fn insert(&mut self, last: i64, lines: String) {
        self.lines.insert(last, lines.into());
    }

    /// Drops the labels of users who have a newer event by now.
    pub(crate) fn retain(&mut self, lasts: &[i64]) {
        if self.lines.len() > lasts.len() {
            let current: HashSet<i64> = lasts.iter().copied().collect();
            self.lines.retain(|last, _| current.contains(last));
        }
    }
}
