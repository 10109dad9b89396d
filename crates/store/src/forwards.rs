//! The tables of targets that events are passed on to, and of how far each has come.

use hookglass_automation::forward::{Mode, Target};
use rusqlite::{Connection, Row, named_params};

use crate::{
    events::word,
    listing::latest,
    resends::{self, NewResend},
};

/// A target, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredForward {
    /// The target.
    pub target: Target,
    /// Every event up to this one was passed on, or passed over.
    pub upto: i64,
    /// Events that it took, in all.
    pub delivered: u64,
    /// Events that it did not take, in all.
    pub failed: u64,
}

/// What came of some events that were passed on.
#[derive(Debug, Clone, Default)]
pub struct Forwarded {
    /// The requests that went out. Those of events that have gone meanwhile are left out.
    pub resends: Vec<NewResend>,
    /// How far the targets have come.
    pub progress: Vec<Progress>,
}

/// How far a target has come since the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The target.
    pub target: i64,
    /// Every event up to this one was passed on, or passed over.
    pub upto: i64,
    /// How many more it took.
    pub delivered: u64,
    /// How many more it did not take.
    pub failed: u64,
}

impl Forwarded {
    /// About how much is to be written.
    pub fn bytes(&self) -> usize {
        let of = |resend: &NewResend| 512 + resend.outgoing.headers.block().len() + resend.attempt.outcome.kept();
        self.resends.iter().map(of).sum()
    }
}

pub(crate) fn save(connection: &Connection, target: &Target, anew: bool) -> rusqlite::Result<Option<i64>> {
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
        connection.execute("INSERT INTO forward_targets VALUES (:id, :url, :filter, :enabled, :mode, :retry, :verify_tls, :deadline_ms)", columns)?;
        connection.last_insert_rowid()
    };
    connection.execute("INSERT OR IGNORE INTO forward_cursors VALUES (?1, ?2, 0, 0)", (id, latest(connection)?))?;
    if anew {
        connection
            .execute("UPDATE forward_cursors SET event_id = ?2 WHERE target_id = ?1", (id, latest(connection)?))?;
    }
    Ok(Some(id))
}

pub(crate) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    Ok(connection.execute("DELETE FROM forward_targets WHERE id = ?1", [id])? > 0)
}

pub(crate) fn append(connection: &Connection, forwarded: &Forwarded) -> rusqlite::Result<()> {
    let mut is_there = connection.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?;
    for resend in &forwarded.resends {
        if is_there.exists([resend.event_id])? {
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

pub(crate) fn list(connection: &Connection) -> rusqlite::Result<Vec<StoredForward>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, url, filter, enabled, mode, retry, verify_tls, deadline_ms, event_id, delivered, failed
         FROM forward_targets JOIN forward_cursors ON target_id = id ORDER BY id",
    )?;
    statement.query_map([], stored)?.collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredForward> {
    let target = Target {
        id: row.get(0)?,
        url: row.get(1)?,
        filter: row.get(2)?,
        on: row.get(3)?,
        mode: word(row, 4, Mode::from_word)?,
        retry: row.get(5)?,
        verify_tls: row.get(6)?,
        deadline_ms: row.get(7)?,
    };
    Ok(StoredForward { target, upto: row.get(8)?, delivered: row.get(9)?, failed: row.get(10)? })
}
