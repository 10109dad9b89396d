//! Where a search stands.

use hookglass_filter::{Filter, Now};
use std::sync::Arc;

use super::{hits::ScanState, query::Query};

/// A search for the events that exist when it begins. It does not notice later deletions: a caller
/// that keeps its hits reads the log of removals.
#[derive(Debug)]
pub struct SearchCursor {
    pub(super) filter: Filter,
    pub(super) now: Now,
    /// Prepared on first use.
    pub(super) query: Option<Arc<Query>>,
    pub(super) after: i64,
    pub(super) upto: i64,
    /// The id up to which the next batch searches; `None` once all is searched.
    pub(super) next: Option<i64>,
    pub(super) state: ScanState,
    pub(super) batches: u32,
}

impl SearchCursor {
    pub(super) fn new(filter: Filter, now: Now, after: i64, upto: i64) -> Self {
        let next = Some(upto).filter(|upto| *upto > after);
        Self { filter, now, query: None, after, upto, next, state: ScanState::default(), batches: 0 }
    }

    /// The newest event that the search includes.
    pub fn upto(&self) -> i64 {
        self.upto
    }

    /// Whether all events are searched.
    pub fn is_finished(&self) -> bool {
        self.next.is_none()
    }
}
