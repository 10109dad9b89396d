//! The table `scenarios`: files by name. Their format belongs to the caller.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// A scenario without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioRow {
    /// Its unique name.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// How many steps it has.
    pub steps: u64,
}

/// Reads scenarios.
#[derive(Debug, Clone, Copy)]
pub struct Scenarios<'a> {
    pub(crate) readers: &'a Readers,
}

impl Scenarios<'_> {
    /// All scenarios, in the order in which they were first stored.
    pub async fn all(self) -> Result<Vec<ScenarioRow>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT name, about, steps FROM scenarios ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                Ok(ScenarioRow { name: row.get("name")?, about: row.get("about")?, steps: row.get("steps")? })
            })?;
            rows.collect()
        };
        self.readers.read(read).await
    }

    /// The file of a scenario.
    pub async fn file(self, name: String) -> Result<Option<String>, StoreError> {
        self.readers
            .read(move |connection| {
                connection
                    .prepare_cached("SELECT file FROM scenarios WHERE name = ?1")?
                    .query_row([name], |row| row.get("file"))
                    .optional()
            })
            .await
    }
}

/// Writes scenarios.
#[derive(Debug, Clone, Copy)]
pub struct ScenariosMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl ScenariosMut<'_> {
    /// Stores a scenario. One with the same name is only overwritten if `replace`. Returns whether
    /// it was stored.
    pub async fn put(self, scenario: ScenarioRow, file: String, replace: bool) -> Result<bool, StoreError> {
        let sql = "INSERT INTO scenarios (name, about, steps, file) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (name) DO UPDATE SET about = excluded.about, steps = excluded.steps, file = excluded.file
                   WHERE ?5";
        self.writer
            .write(file.len(), move |connection| {
                let values = (&scenario.name, &scenario.about, scenario.steps, &file, replace);
                Ok(connection.prepare_cached(sql)?.execute(values)? > 0)
            })
            .await
    }

    /// Removes a scenario. Returns whether it existed.
    pub async fn remove(self, name: String) -> Result<bool, StoreError> {
        let sql = "DELETE FROM scenarios WHERE name = ?1";
        self.writer.write(0, move |connection| Ok(connection.prepare_cached(sql)?.execute([&name])? > 0)).await
    }
}
