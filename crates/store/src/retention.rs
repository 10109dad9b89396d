//! What old events have to go when there are limits, and how the file gives space back.
//!
//! The oldest go first; those with a star or a note stay. Kept out: when it is time (`app`).

use jiff::Timestamp;
use rusqlite::Connection;
use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

use crate::{connection::make_file, marks, tallies, view::View};

/// How much may be kept; `None` is no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Events.
    pub events: Option<u64>,
    /// Only what was received from then on.
    pub since: Option<Timestamp>,
    /// Bytes of the database that are in use.
    pub bytes: Option<u64>,
}

/// How much is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Events, without deleted ones.
    pub events: u64,
    /// Bytes of the file that are in use.
    pub bytes: u64,
    /// Bytes of the file that are free; new events take them.
    pub free: u64,
    /// Events with a star or a note.
    pub kept: u64,
}

/// Events that are to go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prunable {
    /// Their ids, oldest first.
    pub ids: Vec<i64>,
    /// When the newest of them was received.
    pub last: Option<Timestamp>,
}

/// Bytes of bodies that go in one step: a large one has thousands of pages.
const MOST_BYTES: u64 = 8 << 20;

/// Bytes of the file that are in use, and those that are free.
pub(crate) fn bytes(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, u64>(0));
    let (pages, free, size) = (number("page_count")?, number("freelist_count")?, number("page_size")?);
    Ok((pages.saturating_sub(free) * size, free * size))
}

pub(crate) fn usage(view: &View<'_>) -> rusqlite::Result<Usage> {
    let (bytes, free) = bytes(view.connection)?;
    let (events, kept) = (tallies::count_all(view)?, marks::count_kept(view.connection)?);
    Ok(Usage { events, bytes, free, kept })
}

/// How many events have to go for the limits on their number and bytes; by bytes this is an estimate, by their mean size.
pub(crate) fn excess(usage: Usage, limits: Limits) -> u64 {
    let by_number = limits.events.map_or(0, |most| usage.events.saturating_sub(most));
    let by_bytes = limits.bytes.map_or(0, |most| {
        let mean = (usage.bytes / usage.events.max(1)).max(1);
        usage.bytes.saturating_sub(most).div_ceil(mean)
    });
    by_number.max(by_bytes).min(usage.events)
}

const PRUNABLE: &str = "id NOT IN (SELECT event_id FROM stars) AND id NOT IN (SELECT event_id FROM notes)";

/// The oldest events that can go behind an id: `most` at most, only until their bodies have so many bytes, and only what was
/// received before a moment if one is given.
pub(crate) fn oldest(
    connection: &Connection,
    after: i64,
    before: Option<Timestamp>,
    most: usize,
    bytes: u64,
) -> rusqlite::Result<Prunable> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, size FROM events WHERE id > ?1 AND {PRUNABLE} ORDER BY id LIMIT ?2"
    ))?;
    let mut rows = statement.query((after, most))?;
    let (mut found, mut seen) = (Prunable::default(), 0);
    while seen < bytes.min(MOST_BYTES)
        && let Some(row) = rows.next()?
    {
        let received_at = crate::events::timestamp(row, 1)?;
        // They arrive in the order of their ids, as good as the clock is.
        if before.is_some_and(|before| received_at >= before) {
            break;
        }
        seen += row.get::<_, u64>(2)?;
        found.ids.push(row.get(0)?);
        found.last = found.last.max(Some(received_at));
    }
    Ok(found)
}

/// How many events that can go were received before a moment.
pub(crate) fn count_before(connection: &Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let newer = "SELECT id FROM events WHERE received_at >= ?1 ORDER BY id LIMIT 1";
    let sql = format!("SELECT count(*) FROM events WHERE id < coalesce(({newer}), 9223372036854775807) AND {PRUNABLE}");
    connection.query_row(&sql, [before.as_microsecond()], |row| row.get(0))
}

/// Those of some events that can still go.
pub(crate) fn still_prunable(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT 1 FROM main.events WHERE id = ?1 AND {PRUNABLE}"))?;
    let mut can_go = Vec::new();
    for id in ids {
        if statement.exists([id])? {
            can_go.push(*id);
        }
    }
    Ok(can_go)
}

/// Gives free pages at the end of the file back, `pages` at most.
pub(crate) fn shrink(connection: &Connection, pages: u64) -> rusqlite::Result<()> {
    // A row for each page; only reading them all frees them all.
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

/// Nobody else prunes as long as this is open; `None` when somebody does.
pub(crate) fn take_lock(dir: &Path, name: &str) -> io::Result<Option<File>> {
    let path = dir.join(name);
    make_file(&path)?;
    let file = File::options().write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
