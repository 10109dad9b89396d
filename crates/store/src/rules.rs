//! The rules: one file, and how often each of them decided. What is in the file, the caller knows.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};

use crate::events::timestamp;

/// How often a rule decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleUse {
    /// The rule's name.
    pub name: String,
    /// How often.
    pub uses: u64,
    /// When last.
    pub last_used_at: Timestamp,
}

/// Keeps a file of rules in the place of the one there is, with the counts of those that are still there; returns its
/// revision.
pub(crate) fn put(connection: &Connection, file: &str, names: &[String]) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached("SELECT name FROM rule_uses")?;
    let counted: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut forget = connection.prepare_cached("DELETE FROM rule_uses WHERE name = ?1")?;
    for name in counted.iter().filter(|name| !names.contains(name)) {
        forget.execute([name])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO rules VALUES (1, 1, ?1)
             ON CONFLICT (id) DO UPDATE SET file = excluded.file, revision = revision + 1 RETURNING revision",
        )?
        .query_row([file], |row| row.get(0))
}

/// The revision of the file; 0 as long as there is none.
pub(crate) fn revision(connection: &Connection) -> rusqlite::Result<i64> {
    let found = connection.prepare_cached("SELECT revision FROM rules")?.query_row([], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(0))
}

/// The file, and its revision.
pub(crate) fn file(connection: &Connection) -> rusqlite::Result<Option<(i64, String)>> {
    connection
        .prepare_cached("SELECT revision, file FROM rules")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Notes that a rule decided.
pub(crate) fn count_use(connection: &Connection, name: &str, at: Timestamp) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO rule_uses VALUES (?1, 1, ?2) ON CONFLICT (name) DO UPDATE
             SET uses = uses + 1, last_used_at = max(last_used_at, excluded.last_used_at)",
        )?
        .execute((name, at.as_microsecond()))
        .map(drop)
}

/// How often each rule decided.
pub(crate) fn uses(connection: &Connection) -> rusqlite::Result<Vec<RuleUse>> {
    let mut statement = connection.prepare_cached("SELECT name, uses, last_used_at FROM rule_uses")?;
    let rows = statement
        .query_map([], |row| Ok(RuleUse { name: row.get(0)?, uses: row.get(1)?, last_used_at: timestamp(row, 2)? }))?;
    rows.collect()
}
