//! The table of hosts outside this computer to which a person has confirmed that requests may go.

use rusqlite::Connection;

/// Remembers a host.
pub(crate) fn put(connection: &Connection, host: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT OR IGNORE INTO known_hosts VALUES (?1)", [host]).map(drop)
}

/// Whether a host is known.
pub(crate) fn is_known(connection: &Connection, host: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM known_hosts WHERE host = ?1")?.exists([host])
}

/// The known hosts, by name.
pub(crate) fn all(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT host FROM known_hosts ORDER BY host")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Forgets a host.
pub(crate) fn remove(connection: &Connection, host: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM known_hosts WHERE host = ?1", [host]).map(drop)
}
