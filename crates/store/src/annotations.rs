//! The tables `stars` and `notes`: what a person attached to an event.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// Reads stars and notes.
#[derive(Debug, Clone, Copy)]
pub struct Annotations<'a> {
    pub(crate) readers: &'a Readers,
}

impl Annotations<'_> {
    /// The note of an event.
    pub async fn note(self, event_id: i64) -> Result<Option<String>, StoreError> {
        self.readers
            .read(move |connection| {
                connection
                    .prepare_cached("SELECT text FROM notes WHERE event_id = ?1")?
                    .query_row([event_id], |row| row.get("text"))
                    .optional()
            })
            .await
    }

    /// How many events have a star, without deleted ones.
    pub async fn count_starred(self) -> Result<u64, StoreError> {
        self.readers.read(|connection| count(connection, "stars")).await
    }
}

/// Writes stars and notes.
#[derive(Debug, Clone, Copy)]
pub struct AnnotationsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl AnnotationsMut<'_> {
    /// Stars events, or removes their stars. If an event does not exist, changes nothing and
    /// returns its id.
    pub async fn star(self, ids: Vec<i64>, starred: bool) -> Result<Option<i64>, StoreError> {
        self.writer.write(0, move |connection| star(connection, &ids, starred)).await
    }

    /// Replaces the note of an event; an empty text removes it. Returns whether the event exists.
    pub async fn set_note(self, event_id: i64, text: String) -> Result<bool, StoreError> {
        self.writer.write(text.len(), move |connection| set_note(connection, event_id, &text)).await
    }
}

fn star(connection: &Connection, ids: &[i64], starred: bool) -> rusqlite::Result<Option<i64>> {
    for id in ids {
        if !exists(connection, *id)? {
            return Ok(Some(*id));
        }
    }
    let sql = if starred { "INSERT OR IGNORE INTO stars VALUES (?1)" } else { "DELETE FROM stars WHERE event_id = ?1" };
    let mut statement = connection.prepare_cached(sql)?;
    ids.iter().try_for_each(|id| statement.execute([id]).map(drop))?;
    Ok(None)
}

/// Whether an event exists and is not deleted. The writer sees the trash.
fn exists(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM events WHERE id = ?1 AND id NOT IN (SELECT event_id FROM trash)";
    connection.prepare_cached(sql)?.exists([id])
}

fn set_note(connection: &Connection, event_id: i64, text: &str) -> rusqlite::Result<bool> {
    let exists = exists(connection, event_id)?;
    if exists && text.is_empty() {
        connection.execute("DELETE FROM notes WHERE event_id = ?1", [event_id])?;
    } else if exists {
        connection.execute(
            "INSERT INTO notes VALUES (?1, ?2) ON CONFLICT (event_id) DO UPDATE SET text = excluded.text",
            (event_id, text),
        )?;
    }
    Ok(exists)
}

/// How many events have a star or a note, and so survive pruning.
pub(crate) fn count_annotated(connection: &Connection) -> rusqlite::Result<u64> {
    count(connection, "(SELECT event_id FROM stars UNION SELECT event_id FROM notes)")
}

fn count(connection: &Connection, source: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {source} WHERE event_id NOT IN (SELECT event_id FROM trash)");
    connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}

/// The SQL condition that an event has a star.
pub(crate) const IS_STARRED: &str = "events.id IN (SELECT event_id FROM stars)";

/// The SQL condition that an event has a note.
pub(crate) const HAS_NOTE: &str = "events.id IN (SELECT event_id FROM notes)";
