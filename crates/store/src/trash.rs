//! The tables `trash` and `deletions`: deleted events that can still be restored.
//!
//! Deletion has two steps. First the events are hidden: each reading connection has a view in place
//! of the events' table that leaves out the trash (`visibility.rs`), and counts of the index are
//! corrected. Later [`TrashMut::empty`] deletes them. A deletion can be undone while the program
//! that made it runs (`session.rs`), and for at least a minute. Pruning by age uses the trash too
//! (`pruned.rs`).

mod pruned;
mod session;

pub(crate) use session::{PRUNING, SessionSlot};

use hookglass_clock::Clock;
use rusqlite::Connection;
use session::Session;
use std::{path::Path, time::Duration};

use crate::{delete::Deleter, error::StoreError, readers::Readers, removals, writer::Writer};

/// How long a deletion can be undone at least, even if its program has ended.
pub const MIN_UNDO_TIME: Duration = Duration::from_secs(60);
/// Events that one transaction hides or restores.
const MAX_HIDDEN_AT_ONCE: usize = 2_000;

/// A deletion that can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trashed {
    /// The id to undo it with.
    pub undo: i64,
    /// How many events it hides.
    pub count: u64,
}

/// Reads deletions.
#[derive(Debug, Clone, Copy)]
pub struct Trash<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) dir: &'a Path,
    pub(crate) clock: &'a Clock,
}

impl Trash<'_> {
    /// The deletions by a person that can no longer be undone.
    pub async fn expired_deletions(self) -> Result<Vec<i64>, StoreError> {
        let (dir, now) = (self.dir.to_owned(), self.clock.wall());
        self.readers.read(move |connection| expired(connection, &dir, (now - MIN_UNDO_TIME).as_microsecond())).await
    }
}

/// Deletes and restores events.
#[derive(Debug, Clone, Copy)]
pub struct TrashMut<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
    pub(crate) session: &'a SessionSlot,
    pub(crate) clock: &'a Clock,
}

impl TrashMut<'_> {
    /// Hides events from all readers at once. [`TrashMut::restore`] undoes it while this store is
    /// open, and for at least a minute.
    pub async fn hide(self, ids: Vec<i64>) -> Result<Trashed, StoreError> {
        let session = self.session.name(self.dir, self.readers).await?;
        let now = self.clock.wall().as_microsecond();
        let undo = self.writer.free(move |connection| begin(connection, &session, now)).await?;
        let mut count = 0;
        for chunk in ids.chunks(MAX_HIDDEN_AT_ONCE) {
            let chunk = chunk.to_vec();
            let hide = move |connection: &Connection| {
                removals::record(connection, Some(&chunk))?;
                hide(connection, undo, &chunk)
            };
            count += self.writer.free(hide).await?;
        }
        Ok(Trashed { undo, count })
    }

    /// Restores the events of a deletion, and returns how many there were.
    pub async fn restore(self, undo: i64) -> Result<u64, StoreError> {
        let mut restored = 0;
        loop {
            let chunk = self.writer.free(move |connection| restore(connection, undo, MAX_HIDDEN_AT_ONCE)).await?;
            restored += chunk;
            if chunk == 0 {
                break;
            }
        }
        let end = move |connection: &Connection| {
            end(connection, undo)?;
            removals::record(connection, None)
        };
        self.writer.free(end).await?;
        Ok(restored)
    }

    /// Permanently deletes up to `max` events of a deletion, and returns how many; 0 once none are
    /// left.
    pub async fn empty(self, undo: i64, max: usize) -> Result<u64, StoreError> {
        let ids = self.readers.read(move |connection| ids_of_deletion(connection, undo, max)).await?;
        if ids.is_empty() {
            self.writer.free(move |connection| end(connection, undo)).await?;
            return Ok(0);
        }
        Deleter { readers: self.readers, writer: self.writer, dir: self.dir }.delete(ids).await
    }
}

fn begin(connection: &Connection, session: &str, now: i64) -> rusqlite::Result<i64> {
    connection.execute("INSERT INTO deletions (deleted_at, session) VALUES (?1, ?2)", (now, session))?;
    Ok(connection.last_insert_rowid())
}

/// Returns how many of the events were visible.
fn hide(connection: &Connection, deletion: i64, ids: &[i64]) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO trash SELECT id, ?2 FROM events WHERE id = ?1")?;
    ids.iter().try_fold(0, |count, id| Ok(count + statement.execute((id, deletion))? as u64))
}

fn restore(connection: &Connection, deletion: i64, max: usize) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM trash WHERE event_id IN (SELECT event_id FROM trash WHERE deletion = ?1 LIMIT ?2)";
    Ok(connection.execute(sql, (deletion, max))? as u64)
}

/// Removes a deletion whose events are all restored or deleted.
fn end(connection: &Connection, deletion: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM deletions WHERE id = ?1", [deletion]).map(drop)
}

fn ids_of_deletion(connection: &Connection, deletion: i64, max: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT event_id FROM trash WHERE deletion = ?1 ORDER BY event_id LIMIT ?2")?;
    statement.query_map((deletion, max), |row| row.get("event_id"))?.collect()
}

fn expired(connection: &Connection, dir: &Path, before: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT id, session FROM deletions WHERE deleted_at < ?1 AND session <> ?2 ORDER BY id")?;
    let rows = statement.query_map((before, PRUNING), |row| Ok((row.get("id")?, row.get::<_, String>("session")?)))?;
    let all = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|(_, session)| Session::has_ended(dir, session)).map(|(id, _)| id).collect())
}
