//! Deleting events from the events' file and the index, so that no reader sees a wrong answer in
//! between.

use rusqlite::Connection;
use std::path::Path;

use crate::{
    damage,
    error::StoreError,
    events,
    index::tombstones::{Entry, add_tombstones, entries},
    readers::Readers,
    retention::PrunedEvents,
    writer::Writer,
};

/// Which of some events are deleted in a transaction, and how many of them count as lost.
pub(crate) type Selected = (Vec<i64>, u64);

/// Selects events in a transaction, which can be repeated.
pub(crate) trait Select: Fn(&Connection, &[i64]) -> rusqlite::Result<Selected> + Clone + Send + 'static {}

impl<F> Select for F where F: Fn(&Connection, &[i64]) -> rusqlite::Result<Selected> + Clone + Send + 'static {}

/// Deletes events. Callers pass some hundred ids at a time, so that other writers do not wait long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deleter<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl Deleter<'_> {
    /// Deletes events and all that belongs to them. Returns how many there were. An event whose
    /// pages are damaged stays.
    pub(crate) async fn delete(&self, ids: Vec<i64>) -> Result<u64, StoreError> {
        Ok(self.delete_if(ids, |_, ids| Ok((ids.to_vec(), 0))).await?.events)
    }

    /// Deletes the events that `select` returns in the same transaction.
    pub(crate) async fn delete_if(&self, ids: Vec<i64>, select: impl Select) -> Result<PrunedEvents, StoreError> {
        let entries = self.readers.read(move |connection| entries(connection, &ids)).await?;
        let ids: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
        self.add_tombstones(entries.clone()).await?;
        let deleted = match self.delete_rows(ids.clone(), select.clone()).await {
            // A transaction that has met damage can do nothing else.
            Err(StoreError::Damaged(_)) => self.delete_one_by_one(ids, select).await?,
            deleted => deleted?,
        };
        // Once more: a new index that was built in the meantime may contain them.
        if let Err(error) = self.add_tombstones(entries).await {
            tracing::warn!(%error, "the index may contain deleted events");
        }
        Ok(deleted)
    }

    async fn delete_rows(&self, ids: Vec<i64>, select: impl Select) -> Result<PrunedEvents, StoreError> {
        let delete = move |connection: &Connection| {
            let (ids, lost) = select(connection, &ids)?;
            Ok(PrunedEvents { events: events::delete(connection, &ids)?, lost })
        };
        self.writer.free(delete).await
    }

    async fn delete_one_by_one(&self, ids: Vec<i64>, select: impl Select) -> Result<PrunedEvents, StoreError> {
        let mut deleted = PrunedEvents::default();
        for id in ids {
            match self.delete_rows(vec![id], select.clone()).await {
                Err(StoreError::Damaged(error)) => damage::report(id, &error),
                one => {
                    let one = one?;
                    deleted.events += one.events;
                    deleted.lost += one.lost;
                }
            }
        }
        Ok(deleted)
    }

    async fn add_tombstones(&self, entries: Vec<Entry>) -> Result<(), StoreError> {
        let (dir, reserve) = (self.dir.to_owned(), self.writer.reserve().clone());
        let added = tokio::task::spawn_blocking(move || {
            loop {
                match add_tombstones(&dir, &entries) {
                    Err(StoreError::Full) if reserve.release() => {}
                    added => return added,
                }
            }
        });
        added.await.map_err(|_| StoreError::Closed)?
    }
}
