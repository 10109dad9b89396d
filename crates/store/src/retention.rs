//! Which old events exceed the limits. The oldest go first; events with a star or a note stay.
//!
//! Kept out: when to prune.

use jiff::Timestamp;
use rusqlite::Connection;
use std::path::Path;

use crate::{
    annotations, columns::timestamp, delete::Deleter, disk, error::StoreError, readers::Readers, type_counts,
    view::View, writer::Writer,
};

/// Bytes of bodies that one step deletes: a large body has thousands of pages.
const MAX_STEP_BYTES: u64 = 8 << 20;

/// How much may be stored; `None` is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Events.
    pub events: Option<u64>,
    /// Only events received at or after this time.
    pub since: Option<Timestamp>,
    /// Bytes of the database that are in use.
    pub bytes: Option<u64>,
}

/// How much is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Events, without deleted ones.
    pub events: u64,
    /// Bytes of the file that are in use.
    pub bytes: u64,
    /// Bytes of the file that are free for new events.
    pub free: u64,
    /// Events with a star or a note.
    pub kept: u64,
}

/// Events that can be pruned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prunable {
    /// Their ids, oldest first.
    pub ids: Vec<i64>,
    /// When the newest of them was received.
    pub last: Option<Timestamp>,
}

/// Compares what is stored with limits.
#[derive(Debug, Clone, Copy)]
pub struct Retention<'a> {
    pub(crate) readers: &'a Readers,
}

impl Retention<'_> {
    /// How much is stored.
    pub async fn usage(self) -> Result<Usage, StoreError> {
        self.readers.query(usage).await
    }

    /// How many of the oldest events exceed the limits. For bytes this is an estimate.
    pub async fn excess(self, limits: Limits) -> Result<u64, StoreError> {
        let usage = self.usage().await?;
        let by_age = match limits.since {
            Some(since) => self.readers.read(move |connection| count_before(connection, since)).await?,
            None => 0,
        };
        Ok(excess(usage, limits).max(by_age))
    }

    /// The oldest prunable events after an id, received before `before` if given. At most `max`
    /// events, and no more once their bodies have `max_bytes`.
    pub async fn prunable(
        self,
        after: i64,
        before: Option<Timestamp>,
        max: usize,
        max_bytes: u64,
    ) -> Result<Prunable, StoreError> {
        self.readers.read(move |connection| prunable(connection, after, before, max, max_bytes)).await
    }
}

/// Deletes old events.
#[derive(Debug, Clone, Copy)]
pub struct RetentionMut<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl RetentionMut<'_> {
    /// Permanently deletes events, except those that got a star or a note in the meantime. Returns
    /// how many. Pass some hundred ids at a time, so that other writers do not wait long.
    pub async fn prune(self, ids: Vec<i64>) -> Result<u64, StoreError> {
        let deleter = Deleter { readers: self.readers, writer: self.writer, dir: self.dir };
        deleter.delete_if(ids, still_prunable).await
    }
}

fn usage(view: &View<'_>) -> rusqlite::Result<Usage> {
    let (bytes, free) = disk::used_and_free(view.connection)?;
    let (events, kept) = (type_counts::count_all(view)?, annotations::count_annotated(view.connection)?);
    Ok(Usage { events, bytes, free, kept })
}

/// The excess by number and bytes. Bytes are converted to events by their mean size.
fn excess(usage: Usage, limits: Limits) -> u64 {
    let by_number = limits.events.map_or(0, |max| usage.events.saturating_sub(max));
    let by_bytes = limits.bytes.map_or(0, |max| {
        let mean = (usage.bytes / usage.events.max(1)).max(1);
        usage.bytes.saturating_sub(max).div_ceil(mean)
    });
    by_number.max(by_bytes).min(usage.events)
}

const IS_PRUNABLE: &str = "id NOT IN (SELECT event_id FROM stars) AND id NOT IN (SELECT event_id FROM notes)";

fn prunable(
    connection: &Connection,
    after: i64,
    before: Option<Timestamp>,
    max: usize,
    max_bytes: u64,
) -> rusqlite::Result<Prunable> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, size FROM events WHERE id > ?1 AND {IS_PRUNABLE} ORDER BY id LIMIT ?2"
    ))?;
    let mut rows = statement.query((after, max))?;
    let (mut prunable, mut bytes) = (Prunable::default(), 0);
    while bytes < max_bytes.min(MAX_STEP_BYTES)
        && let Some(row) = rows.next()?
    {
        let Ok(received_at) = timestamp(row, "received_at") else { continue };
        // Events arrive in the order of their ids, as far as the clock is right.
        if before.is_some_and(|before| received_at >= before) {
            break;
        }
        bytes += row.get::<_, u64>("size")?;
        prunable.ids.push(row.get("id")?);
        prunable.last = prunable.last.max(Some(received_at));
    }
    Ok(prunable)
}

/// How many prunable events were received before a time.
fn count_before(connection: &Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let newer = "SELECT id FROM events WHERE received_at >= ?1 ORDER BY id LIMIT 1";
    let sql =
        format!("SELECT count(*) FROM events WHERE id < coalesce(({newer}), 9223372036854775807) AND {IS_PRUNABLE}");
    connection.query_row(&sql, [before.as_microsecond()], |row| row.get(0))
}

fn still_prunable(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT 1 FROM main.events WHERE id = ?1 AND {IS_PRUNABLE}"))?;
    let mut prunable = Vec::new();
    for id in ids {
        if statement.exists([id])? {
            prunable.push(*id);
        }
    }
    Ok(prunable)
}
