//! The tables of what a person put on events: stars and notes.

use rusqlite::{Connection, OptionalExtension};

use crate::condition::Condition;

/// The condition of having a star.
pub(crate) fn starred() -> Condition {
    Condition::Sql("events.id IN (SELECT event_id FROM stars)".into(), Vec::new())
}

/// The condition of having a note.
pub(crate) fn noted() -> Condition {
    Condition::Sql("events.id IN (SELECT event_id FROM notes)".into(), Vec::new())
}

/// Puts stars on events, or takes them off. An event that is not there gets none.
pub(crate) fn star(connection: &Connection, ids: &[i64], starred: bool) -> rusqlite::Result<()> {
    let sql = if starred {
        "INSERT OR IGNORE INTO stars SELECT id FROM events WHERE id = ?1"
    } else {
        "DELETE FROM stars WHERE event_id = ?1"
    };
    let mut statement = connection.prepare_cached(sql)?;
    ids.iter().try_for_each(|id| statement.execute([id]).map(drop))
}

/// Puts a note on an event in the place of the one it has; an empty one takes it off. Returns whether the event is there.
pub(crate) fn set_note(connection: &Connection, id: i64, text: &str) -> rusqlite::Result<bool> {
    let there = connection.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?.exists([id])?;
    if there && text.is_empty() {
        connection.execute("DELETE FROM notes WHERE event_id = ?1", [id])?;
    } else if there {
        connection.execute(
            "INSERT INTO notes VALUES (?1, ?2) ON CONFLICT (event_id) DO UPDATE SET text = excluded.text",
            (id, text),
        )?;
    }
    Ok(there)
}

/// The note of an event.
pub(crate) fn note(connection: &Connection, id: i64) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT text FROM notes WHERE event_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// How many events have a star; one that is deleted counts no more.
pub(crate) fn count_starred(connection: &Connection) -> rusqlite::Result<u64> {
    count(connection, "stars")
}

/// How many events have a star or a note, and so stay when old ones are pruned.
pub(crate) fn count_kept(connection: &Connection) -> rusqlite::Result<u64> {
    count(connection, "(SELECT event_id FROM stars UNION SELECT event_id FROM notes)")
}

fn count(connection: &Connection, of: &str) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) FROM {of} WHERE event_id NOT IN (SELECT event_id FROM trash)");
    connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}
