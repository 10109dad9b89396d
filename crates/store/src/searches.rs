//! The tables of searches: those that a person gave a name, and those that were used last. What a filter means is not known
//! here.

use rusqlite::Connection;

/// Searches that are remembered without having been saved.
const MOST_RECENT: usize = 50;

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// What a person calls it; no two have the same name.
    pub name: String,
    /// The filter, as it was written.
    pub filter: String,
}

/// Saves a search, in the place of the one of that name.
pub(crate) fn save(connection: &Connection, name: &str, filter: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO saved_searches (name, filter) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET filter = excluded.filter";
    connection.execute(sql, (name, filter)).map(drop)
}

/// Forgets a search; returns whether it was there.
pub(crate) fn remove(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    Ok(connection.execute("DELETE FROM saved_searches WHERE name = ?1", [name])? > 0)
}

/// In the order in which they were first saved.
pub(crate) fn saved(connection: &Connection) -> rusqlite::Result<Vec<SavedSearch>> {
    let mut statement = connection.prepare_cached("SELECT name, filter FROM saved_searches ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok(SavedSearch { name: row.get(0)?, filter: row.get(1)? }))?;
    rows.collect()
}

/// Makes a filter the one that was used last.
pub(crate) fn remember(connection: &Connection, filter: &str) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM recent_searches WHERE filter = ?1", [filter])?;
    connection.execute("INSERT INTO recent_searches (filter) VALUES (?1)", [filter])?;
    let old = "DELETE FROM recent_searches
         WHERE id NOT IN (SELECT id FROM recent_searches ORDER BY id DESC LIMIT ?1)";
    connection.execute(old, [MOST_RECENT]).map(drop)
}

/// The last one first.
pub(crate) fn recent(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached("SELECT filter FROM recent_searches ORDER BY id DESC")?;
    statement.query_map([], |row| row.get(0))?.collect()
}
