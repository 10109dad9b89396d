//! The tables `rules` (one file) and `rule_uses`. The file's format belongs to the caller.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use crate::{columns::TolerantRow, error::StoreError, readers::Readers, writer::Writer};

/// How often a rule decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleUse {
    /// The rule's name.
    pub name: String,
    /// How often it decided.
    pub uses: u64,
    /// When it decided last.
    pub last_used_at: Timestamp,
}

/// Reads the rules.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    pub(crate) readers: &'a Readers,
}

impl Rules<'_> {
    /// The revision of the file; 0 without a file.
    pub async fn revision(self) -> Result<i64, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT revision FROM rules")?;
            Ok(statement.query_row([], |row| row.get("revision")).optional()?.unwrap_or(0))
        };
        self.readers.read(read).await
    }

    /// The revision and the text of the file.
    pub async fn file(self) -> Result<Option<(i64, String)>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT revision, file FROM rules")?;
            statement.query_row([], |row| Ok((row.get("revision")?, row.get("file")?))).optional()
        };
        self.readers.read(read).await
    }

    /// How often each rule decided.
    pub async fn uses(self) -> Result<Vec<RuleUse>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT name, uses, last_used_at FROM rule_uses")?;
            let rows = statement.query_map([], |row| {
                let row = TolerantRow::of(row);
                Ok(RuleUse {
                    name: row.get("name")?,
                    uses: row.get("uses")?,
                    last_used_at: row.timestamp("last_used_at")?,
                })
            })?;
            rows.collect()
        };
        self.readers.read(read).await
    }
}

/// Writes the rules.
#[derive(Debug, Clone, Copy)]
pub struct RulesMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl RulesMut<'_> {
    /// Replaces the file and keeps the counts of the rules in `names`. Returns the new revision.
    pub async fn replace(self, file: String, names: Vec<String>) -> Result<i64, StoreError> {
        self.writer.write(file.len(), move |connection| replace(connection, &file, &names)).await
    }
}

fn replace(connection: &Connection, file: &str, names: &[String]) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached("SELECT name FROM rule_uses")?;
    let counted: Vec<String> = statement.query_map([], |row| row.get("name"))?.collect::<Result<_, _>>()?;
    let mut forget = connection.prepare_cached("DELETE FROM rule_uses WHERE name = ?1")?;
    for name in counted.iter().filter(|name| !names.contains(name)) {
        forget.execute([name])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO rules VALUES (1, 1, ?1)
             ON CONFLICT (id) DO UPDATE SET file = excluded.file, revision = revision + 1 RETURNING revision",
        )?
        .query_row([file], |row| row.get("revision"))
}

/// Counts a use of a rule.
pub(crate) fn count_use(connection: &Connection, name: &str, at: Timestamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO rule_uses VALUES (?1, 1, ?2) ON CONFLICT (name) DO UPDATE
             SET uses = uses + 1, last_used_at = max(last_used_at, excluded.last_used_at)",
        )?
        .execute((name, at.as_microsecond()))
        .map(drop)
}
