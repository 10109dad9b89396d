//! The index: a second database file, derived from the events, that makes searches fast.
//!
//! `hookglass-index.db` can be deleted at any time. It contains the events up to a position;
//! readers find the rest in the events' table (`view.rs`). One process at a time fills it
//! (`indexer.rs`). Kept out: what searches ask of it (`search/plan.rs`).

mod chunk;
mod event_terms;
pub(crate) mod file;
pub(crate) mod indexer;
pub(crate) mod tombstones;

use indexer::IndexerSlot;
use tokio::sync::watch;

use crate::{error::StoreError, readers::Readers};

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexProgress {
    /// The newest indexed event; 0 without an index.
    pub upto: i64,
    /// The newest event.
    pub latest: i64,
}

/// The index of a store.
#[derive(Debug, Clone, Copy)]
pub struct Index<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) indexer: &'a IndexerSlot,
}

impl Index<'_> {
    /// Fills the index from now on. If another process already does, this one takes over when that
    /// process ends. Short-lived programs need not call it: searches work without it.
    pub fn start_filling(self) -> Result<(), StoreError> {
        self.indexer.start()
    }

    /// Changes whenever this process has written to the index.
    pub fn writes(self) -> watch::Receiver<u64> {
        self.indexer.writes()
    }

    /// How far the index has come.
    pub async fn progress(self) -> Result<IndexProgress, StoreError> {
        self.readers.query(|view| Ok(IndexProgress { upto: view.indexed_upto, latest: view.upto })).await
    }
}
