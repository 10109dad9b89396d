//! Deleting events from the events' file and the index, so that no reader sees a wrong answer in
//! between.

use rusqlite::Connection;
use std::path::Path;

use crate::{
    error::StoreError,
    events,
    index::tombstones::{Entry, add_tombstones, entries},
    readers::Readers,
    writer::Writer,
};

/// Deletes events. Callers pass some hundred ids at a time, so that other writers do not wait long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deleter<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl Deleter<'_> {
    /// Deletes events and all that belongs to them. Returns how many existed.
    pub(crate) async fn delete(&self, ids: Vec<i64>) -> Result<u64, StoreError> {
        self.delete_if(ids, |_, ids| Ok(ids.to_vec())).await
    }

    /// Deletes the events that `filter` returns in the same transaction.
    pub(crate) async fn delete_if(
        &self,
        ids: Vec<i64>,
        mut filter: impl FnMut(&Connection, &[i64]) -> rusqlite::Result<Vec<i64>> + Send + 'static,
    ) -> Result<u64, StoreError> {
        let entries = self.readers.read(move |connection| entries(connection, &ids)).await?;
        let ids: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
        self.add_tombstones(entries.clone()).await?;
        let deleted =
            self.writer.write(0, move |connection| events::delete(connection, &filter(connection, &ids)?)).await?;
        // Once more: a new index that was built in the meantime may contain them.
        if let Err(error) = self.add_tombstones(entries).await {
            tracing::warn!(%error, "the index may contain deleted events");
        }
        Ok(deleted)
    }

    async fn add_tombstones(&self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let dir = self.dir.to_owned();
        let added = tokio::task::spawn_blocking(move || add_tombstones(&dir, &entries));
        added.await.map_err(|_| StoreError::Closed)?
    }
}
