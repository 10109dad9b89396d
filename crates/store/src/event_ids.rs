//! The range of event ids.

use rusqlite::Connection;

/// The setting with the highest id that was deleted while it was the highest.
pub(crate) const HIGHEST_DELETED: &str = "highest_deleted";

/// The newest id, hidden events included; 0 if there is none.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(id), 0) FROM main.events", [], |row| row.get(0))
}

/// The id before the oldest, hidden events included; 0 if there is none.
pub(crate) fn before_first(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(min(id) - 1, 0) FROM main.events", [], |row| row.get(0))
}

/// The highest id that an event ever had; 0 before the first.
pub(crate) fn highest_assigned(connection: &Connection) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached(
        "SELECT max(coalesce((SELECT max(id) FROM main.events), 0),
            coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?1), 0))",
    )?;
    statement.query_row([HIGHEST_DELETED], |row| row.get(0))
}
