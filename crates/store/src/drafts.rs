//! The table of drafts: what a person edited of an event and did not send yet. What is in it, the caller knows.

use rusqlite::{Connection, OptionalExtension};

/// Keeps the draft of an event in the place of the one it has; returns whether the event is there.
pub(crate) fn put(connection: &Connection, event_id: i64, request: &str) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO drafts SELECT id, ?2 FROM events WHERE id = ?1
               ON CONFLICT (event_id) DO UPDATE SET request = excluded.request";
    Ok(connection.prepare_cached(sql)?.execute((event_id, request))? > 0)
}

/// Forgets the draft of an event.
pub(crate) fn remove(connection: &Connection, event_id: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM drafts WHERE event_id = ?1")?.execute([event_id]).map(drop)
}

/// The draft of an event.
pub(crate) fn get(connection: &Connection, event_id: i64) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT request FROM drafts WHERE event_id = ?1")?
        .query_row([event_id], |row| row.get(0))
        .optional()
}
