//! The tables `forward_targets` and `forward_cursors`: where events are forwarded, and how far each
//! target has come.

use hookglass_automation::forward::{Mode, Target};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};
use std::sync::Arc;

use crate::{
    columns::TolerantRow,
    error::StoreError,
    event_ids,
    readers::Readers,
    resends::{self, NewResend},
    writer::Writer,
};

/// A target and its progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredForward {
    /// The target.
    pub target: Target,
    /// Every event up to this id was forwarded or skipped.
    pub upto: i64,
    /// Events it accepted, in total.
    pub delivered: u64,
    /// Events it did not accept, in total.
    pub failed: u64,
    /// Events that were pruned before it got them, in total.
    pub lost: u64,
}

/// Events that a target has not got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// The target.
    pub target: i64,
    /// Ids of events that match its filter.
    pub ids: Vec<i64>,
}

/// The results of some forwarded events.
#[derive(Debug, Clone, Default)]
pub struct Forwarded {
    /// The requests that were sent. Those of deleted events are not stored.
    pub resends: Vec<NewResend>,
    /// How far the targets have come.
    pub progress: Vec<Progress>,
}

/// How far a target has come since the last report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The target.
    pub target: i64,
    /// Every event up to this id was forwarded or skipped.
    pub upto: i64,
    /// How many more events it accepted.
    pub delivered: u64,
    /// How many more events it did not accept.
    pub failed: u64,
}

impl Forwarded {
    /// The approximate number of bytes that storing it writes.
    pub fn bytes(&self) -> usize {
        let of = |resend: &NewResend| 512 + resend.outgoing.headers.block().len() + resend.attempt.outcome.kept();
        self.resends.iter().map(of).sum()
    }
}

/// Reads forwarding targets.
#[derive(Debug, Clone, Copy)]
pub struct Forwards<'a> {
    pub(crate) readers: &'a Readers,
}

impl Forwards<'_> {
    /// All targets, in the order in which they were added.
    pub async fn all(self) -> Result<Vec<StoredForward>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, url, filter, enabled, mode, retry, verify_tls, deadline_ms, event_id, delivered, failed,
                    lost
                 FROM forward_targets JOIN forward_cursors ON target_id = id ORDER BY id",
            )?;
            statement.query_map([], stored)?.collect()
        };
        self.readers.read(read).await
    }
}

/// Writes forwarding targets and their progress.
#[derive(Debug, Clone, Copy)]
pub struct ForwardsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl ForwardsMut<'_> {
    /// Stores a target and returns its id. An id of 0 adds a target; `None` means that there is no
    /// target to change. With `restart`, it starts with the events that arrive from now on.
    pub async fn save(self, target: Target, restart: bool) -> Result<Option<i64>, StoreError> {
        self.writer.write(0, move |connection| save(connection, &target, restart)).await
    }

    /// Removes a target. Returns whether it existed.
    pub async fn remove(self, id: i64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM forward_targets WHERE id = ?1";
        self.writer.write(0, move |connection| Ok(connection.execute(sql, [id])? > 0)).await
    }

    /// Stores the results of forwarded events and the progress of their targets in one transaction.
    pub async fn append(self, forwarded: Arc<Forwarded>) -> Result<(), StoreError> {
        self.writer.write(forwarded.bytes(), move |connection| append(connection, &forwarded)).await
    }
}

fn save(connection: &Connection, target: &Target, restart: bool) -> rusqlite::Result<Option<i64>> {
    let columns = named_params! {
        ":id": (target.id > 0).then_some(target.id),
        ":url": target.url,
        ":filter": target.filter,
        ":enabled": target.on,
        ":mode": target.mode.word(),
        ":retry": target.retry,
        ":verify_tls": target.verify_tls,
        ":deadline_ms": target.deadline_ms,
    };
    let id = if target.id > 0 {
        let changed = connection.execute(
            "UPDATE forward_targets SET url = :url, filter = :filter, enabled = :enabled, mode = :mode, retry = :retry,
                verify_tls = :verify_tls, deadline_ms = :deadline_ms
             WHERE id = :id",
            columns,
        )?;
        if changed == 0 {
            return Ok(None);
        }
        target.id
    } else {
        connection.execute(
            "INSERT INTO forward_targets
             VALUES (:id, :url, :filter, :enabled, :mode, :retry, :verify_tls, :deadline_ms)",
            columns,
        )?;
        connection.last_insert_rowid()
    };
    let latest = event_ids::latest(connection)?;
    connection.execute("INSERT OR IGNORE INTO forward_cursors VALUES (?1, ?2, 0, 0, 0)", (id, latest))?;
    if restart {
        connection.execute("UPDATE forward_cursors SET event_id = ?2 WHERE target_id = ?1", (id, latest))?;
    }
    Ok(Some(id))
}

fn append(connection: &Connection, forwarded: &Forwarded) -> rusqlite::Result<()> {
    let mut event = connection.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?;
    for resend in &forwarded.resends {
        if event.exists([resend.event_id])? {
            resends::insert(connection, resend)?;
        }
    }
    let mut advance = connection.prepare_cached(
        "UPDATE forward_cursors SET event_id = max(event_id, ?2), delivered = delivered + ?3, failed = failed + ?4
         WHERE target_id = ?1",
    )?;
    forwarded.progress.iter().try_for_each(|progress| {
        advance.execute((progress.target, progress.upto, progress.delivered, progress.failed)).map(drop)
    })
}

/// Counts the events among those that are pruned now which targets have not got. Returns how many.
pub(crate) fn count_lost(connection: &Connection, unsent: &[Unsent], pruned: &[i64]) -> rusqlite::Result<u64> {
    let mut cursor = connection.prepare_cached("SELECT event_id FROM forward_cursors WHERE target_id = ?1")?;
    let mut add = connection.prepare_cached("UPDATE forward_cursors SET lost = lost + ?2 WHERE target_id = ?1")?;
    let mut total = 0;
    for Unsent { target, ids } in unsent {
        // The target may have got some of them, or may have been removed, in the meantime.
        let Some(upto) = cursor.query_row([target], |row| row.get::<_, i64>(0)).optional()? else { continue };
        let lost = ids.iter().filter(|id| **id > upto && pruned.contains(id)).count() as u64;
        add.execute((target, lost))?;
        total += lost;
    }
    Ok(total)
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredForward> {
    let row = TolerantRow::of(row);
    let mut target = Target {
        id: row.get("id")?,
        url: row.get("url")?,
        filter: row.get("filter")?,
        on: row.get("enabled")?,
        mode: row.word("mode", Mode::from_word, Mode::Background)?,
        retry: row.get("retry")?,
        verify_tls: row.get("verify_tls")?,
        deadline_ms: row.get("deadline_ms")?,
    };
    // What is not fully understood does not act.
    target.on &= !row.is_damaged();
    Ok(StoredForward {
        target,
        upto: row.get("event_id")?,
        delivered: row.get("delivered")?,
        failed: row.get("failed")?,
        lost: row.get("lost")?,
    })
}
