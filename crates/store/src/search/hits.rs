//! The hits of a batch, and what it may still read.

use std::sync::Arc;

/// Ids that are scanned before an index query that is slow to start.
const FIRST_SAMPLE: i64 = 128;
const NEXT_SAMPLE: i64 = 512;
/// If many events pass, a scan finds hits sooner than the index. It continues until it has read
/// `MAX_SAMPLED` events or found `MAX_SAMPLE_HITS`, as long as one in `MIN_HIT_RATIO` passes.
pub(super) const MAX_SAMPLED: i64 = 4_096;
const MAX_SAMPLE_HITS: usize = 400;
const MIN_HIT_RATIO: usize = 16;

/// What a batch leaves to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct ScanState {
    /// The hits of an index query that is slow to start, newest first. They still have to be
    /// checked.
    pub(super) candidates: Option<Arc<[i64]>>,
    /// Indexed ids that were scanned, and how many passed.
    pub(super) sampled: (i64, usize),
}

impl ScanState {
    /// How many ids to scan next instead of using the index.
    pub(super) fn sample(&self) -> Option<i64> {
        let (read, passed) = self.sampled;
        if self.candidates.is_some() {
            return None;
        }
        if read == 0 {
            return Some(FIRST_SAMPLE);
        }
        let goes_on =
            passed < MAX_SAMPLE_HITS && read < MAX_SAMPLED && passed * MIN_HIT_RATIO >= read.unsigned_abs() as usize;
        goes_on.then_some(NEXT_SAMPLE)
    }
}

/// How much one batch reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ScanBudget {
    /// Ids of a scan.
    pub(super) span: i64,
    /// Bytes of events.
    pub(super) bytes: usize,
}

impl ScanBudget {
    pub(super) const UNLIMITED: Self = Self { span: i64::MAX, bytes: usize::MAX };

    /// The budget of a batch with `batches` before it. The first take milliseconds, later ones
    /// tenths of a second.
    pub(crate) fn after(batches: u32) -> Self {
        let less = 2 * 3_u32.saturating_sub(batches);
        Self { span: 200_000 >> less, bytes: (32 << 20) >> less }
    }
}

/// The hits so far.
pub(super) struct Hits {
    /// Newest first.
    pub(super) ids: Vec<i64>,
    pub(super) max: usize,
    /// Bytes that may still be read.
    pub(super) bytes: usize,
    pub(super) state: ScanState,
}

impl Hits {
    pub(super) fn new(max: usize, budget: ScanBudget, state: ScanState) -> Self {
        Self { ids: Vec::new(), max, bytes: budget.bytes, state }
    }

    /// For a query whose hits are all needed.
    pub(super) fn unlimited() -> Self {
        Self::new(usize::MAX, ScanBudget::UNLIMITED, ScanState::default())
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes == 0 || self.ids.len() >= self.max
    }

    /// Takes ids, newest first, until there are enough. If there may be more, returns the id after
    /// which it has taken all.
    pub(super) fn fill(&mut self, ids: impl Iterator<Item = i64>) -> Option<i64> {
        self.ids.extend(ids.take(self.max - self.ids.len()));
        self.ids.last().filter(|_| self.ids.len() == self.max).map(|last| last - 1)
    }
}

/// Two lists, newest first, as one without duplicates.
pub(super) fn merged(mut one: Vec<i64>, other: Vec<i64>) -> Vec<i64> {
    if !other.is_empty() {
        one.extend(other);
        one.sort_unstable_by(|one, other| other.cmp(one));
        one.dedup();
    }
    one
}
