//! The table of settings: names and texts. What a setting means is known where it is used.

use rusqlite::{Connection, OptionalExtension};

pub(crate) fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get(0)).optional()
}

pub(crate) fn put(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .execute("INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))
        .map(drop)
}

/// Takes a setting away, if it still has this value.
pub(crate) fn remove(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM settings WHERE name = ?1 AND value = ?2", (name, value)).map(drop)
}

/// Takes a setting away, whatever its value.
pub(crate) fn clear(connection: &Connection, name: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM settings WHERE name = ?1", [name]).map(drop)
}

/// Hands out `count` numbers, all of them above `floor` and above those handed out under this name before; returns the one
/// before the first.
pub(crate) fn hand_out(connection: &Connection, name: &str, floor: i64, count: i64) -> rusqlite::Result<i64> {
    let before = get(connection, name)?.and_then(|text| text.parse().ok()).unwrap_or(0).max(floor);
    put(connection, name, &before.saturating_add(count).to_string())?;
    Ok(before)
}

/// A random id of this database, made when it is first asked for. Two programs that ask at once get the same.
pub(crate) fn database_id(connection: &Connection) -> rusqlite::Result<String> {
    connection.execute(
        "INSERT INTO settings VALUES ('database_id', lower(hex(randomblob(16)))) ON CONFLICT DO NOTHING",
        [],
    )?;
    connection.query_row("SELECT value FROM settings WHERE name = 'database_id'", [], |row| row.get(0))
}
