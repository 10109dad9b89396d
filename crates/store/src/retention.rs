//! How much is stored, how much of it can be pruned, and deleting the oldest events.
//!
//! Pruning keeps events with a star or a note and their resends, the events in the trash that a
//! person can restore, scenarios and rules. These are not compared with the limits: otherwise they
//! would push out every new event.
//!
//! Kept out: when to prune, and what is too new to be pruned.

mod by_age;
mod kept_size;

pub use by_age::Aged;
pub(crate) use kept_size::KeptSize;

use jiff::Timestamp;
use rusqlite::Connection;
use std::{ops::ControlFlow, path::Path, sync::Arc};

use crate::{
    annotations,
    columns::timestamp,
    damage::{Order, read_past},
    delete::Deleter,
    disk,
    error::StoreError,
    forwards::{Unsent, count_lost},
    readers::Readers,
    type_counts,
    view::View,
    writer::Writer,
};

/// Bytes of bodies that one step deletes: a large body has thousands of pages.
const MAX_STEP_BYTES: u64 = 8 << 20;

/// How much is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Events, without deleted ones.
    pub events: u64,
    /// Of these, events with a star or a note.
    pub kept: u64,
    /// Bytes of the file that are in use.
    pub bytes: u64,
    /// Of these, the bytes that pruning does not free. An estimate that is rather too high.
    pub kept_bytes: u64,
    /// Bytes of the file that are free for new events.
    pub free: u64,
}

impl Usage {
    /// Events that can be pruned.
    pub fn prunable(&self) -> u64 {
        self.events.saturating_sub(self.kept)
    }

    /// Bytes that can be pruned.
    pub fn prunable_bytes(&self) -> u64 {
        self.bytes.saturating_sub(self.kept_bytes)
    }
}

/// Events that can be pruned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prunable {
    /// Their ids, oldest first.
    pub ids: Vec<i64>,
    /// When the newest of them was received.
    pub last: Option<Timestamp>,
}

/// Reads how much is stored.
#[derive(Debug, Clone, Copy)]
pub struct Retention<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) kept_size: &'a KeptSize,
}

impl Retention<'_> {
    /// How much is stored.
    pub async fn usage(self) -> Result<Usage, StoreError> {
        let kept_bytes = self.kept_size.read(self.readers).await?;
        self.readers.query(move |view| usage(view, kept_bytes)).await
    }

    /// The oldest prunable events after an id, up to another. At most `max` events, and no more
    /// once their bodies have `max_bytes`.
    pub async fn prunable(self, after: i64, upto: i64, max: usize, max_bytes: u64) -> Result<Prunable, StoreError> {
        self.readers.read(move |connection| prunable(connection, after, upto, max, max_bytes)).await
    }
}

/// What a step of pruning has removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PrunedEvents {
    /// Events.
    pub events: u64,
    /// How many of them targets have not got; an event counts once for each target.
    pub lost: u64,
}

/// Deletes old events.
#[derive(Debug, Clone, Copy)]
pub struct RetentionMut<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl RetentionMut<'_> {
    /// Permanently deletes events, except those that got a star or a note or were moved to the
    /// trash in the meantime. Returns how many. Pass some hundred ids at a time, so that other
    /// writers do not wait long.
    pub async fn prune(self, ids: Vec<i64>) -> Result<u64, StoreError> {
        Ok(self.prune_unsent(ids, Vec::new()).await?.events)
    }

    /// The same for events that some targets have not got. These are counted for their targets.
    pub async fn prune_unsent(self, ids: Vec<i64>, unsent: Vec<Unsent>) -> Result<PrunedEvents, StoreError> {
        let deleter = Deleter { readers: self.readers, writer: self.writer, dir: self.dir };
        let unsent = Arc::new(unsent);
        let select = move |connection: &Connection, ids: &[i64]| {
            let ids = still_prunable(connection, ids)?;
            let lost = count_lost(connection, &unsent, &ids)?;
            Ok((ids, lost))
        };
        deleter.delete_if(ids, select).await
    }
}

fn usage(view: &View<'_>, kept_bytes: u64) -> rusqlite::Result<Usage> {
    let (bytes, free) = disk::used_and_free(view.connection)?;
    let (events, kept) = (type_counts::count_all(view)?, annotations::count_annotated(view.connection)?);
    Ok(Usage { events, kept, bytes, kept_bytes, free })
}

/// The condition that a person did not attach anything to an event.
const IS_PRUNABLE: &str = "id NOT IN (SELECT event_id FROM stars) AND id NOT IN (SELECT event_id FROM notes)";

fn prunable(connection: &Connection, after: i64, upto: i64, max: usize, max_bytes: u64) -> rusqlite::Result<Prunable> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, size FROM events WHERE id > ?1 AND id <= ?2 AND {IS_PRUNABLE} ORDER BY id LIMIT ?3"
    ))?;
    let (mut prunable, mut bytes) = (Prunable::default(), 0);
    let read = |(after, upto): (i64, i64), last: &mut i64| {
        let mut rows = statement.query((after, upto, max))?;
        while prunable.ids.len() < max && bytes < max_bytes.min(MAX_STEP_BYTES) {
            let Some(row) = rows.next()? else { return Ok(ControlFlow::Continue(())) };
            let (id, received_at, size): (_, _, u64) =
                (row.get("id")?, timestamp(row, "received_at")?, row.get("size")?);
            bytes += size;
            prunable.ids.push(id);
            prunable.last = prunable.last.max(Some(received_at));
            *last = id;
        }
        Ok(ControlFlow::Break(()))
    };
    read_past((after, upto), Order::OldestFirst, read, |_| {})?;
    Ok(prunable)
}

/// Which of the events can still be pruned.
pub(crate) fn still_prunable(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT 1 FROM main.events WHERE id = ?1 AND {IS_PRUNABLE} AND id NOT IN (SELECT event_id FROM trash)"
    ))?;
    let mut prunable = Vec::new();
    for id in ids {
        if statement.exists([id])? {
            prunable.push(*id);
        }
    }
    Ok(prunable)
}
