//! The table of scenarios: files by their names. What is in a file, the caller knows.

use rusqlite::{Connection, OptionalExtension as _};

/// A scenario, but for its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioRow {
    /// What a person calls it; no two have the same name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// How many steps it has.
    pub steps: u64,
}

/// Keeps a scenario; one of its name goes when `replace`. Returns whether it is kept.
pub(crate) fn put(connection: &Connection, row: &ScenarioRow, file: &str, replace: bool) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO scenarios (name, about, steps, file) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (name) DO UPDATE SET about = excluded.about, steps = excluded.steps, file = excluded.file
               WHERE ?5";
    Ok(connection.prepare_cached(sql)?.execute((&row.name, &row.about, row.steps, file, replace))? > 0)
}

/// Forgets a scenario; returns whether it was there.
pub(crate) fn remove(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM scenarios WHERE name = ?1")?.execute([name])? > 0)
}

/// In the order in which they were first kept.
pub(crate) fn list(connection: &Connection) -> rusqlite::Result<Vec<ScenarioRow>> {
    let mut statement = connection.prepare_cached("SELECT name, about, steps FROM scenarios ORDER BY id")?;
    let rows =
        statement.query_map([], |row| Ok(ScenarioRow { name: row.get(0)?, about: row.get(1)?, steps: row.get(2)? }))?;
    rows.collect()
}

/// The file of a scenario.
pub(crate) fn file(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT file FROM scenarios WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}
