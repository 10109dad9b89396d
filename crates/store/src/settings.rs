//! The tables of settings and of secrets: names and texts. What a setting means is known where it is used.

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

pub(crate) fn secret(connection: &Connection, vendor: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT secret FROM secrets WHERE scheme = ?1 ORDER BY id LIMIT 1", [vendor], |row| row.get(0))
        .optional()
}

/// Replaces a secret; `None` removes it.
pub(crate) fn put_secret(connection: &Connection, vendor: &str, secret: Option<&str>) -> rusqlite::Result<()> {
    match secret {
        None => connection.execute("DELETE FROM secrets WHERE scheme = ?1", [vendor]),
        Some(secret) => connection.execute(
            "INSERT INTO secrets (name, scheme, secret) VALUES (?1, ?1, ?2) ON CONFLICT DO UPDATE SET secret = excluded.secret",
            (vendor, secret),
        ),
    }
    .map(drop)
}
