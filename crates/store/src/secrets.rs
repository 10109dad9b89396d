//! The table of signing secrets: a name each, a scheme, and the secret itself unless the system's keychain has it.
//!
//! Kept out: the keychain, and what a secret's text means.

use hookglass_senders::signature::Scheme;
use rusqlite::Connection;
use std::fmt;

use crate::events::word;

/// A secret as it is stored. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSecret {
    /// Its id in this database; an id is never given twice.
    pub id: i64,
    /// What a person calls it.
    pub name: String,
    /// The scheme it signs by.
    pub scheme: Scheme,
    /// The secret; `None` when the keychain has it.
    pub text: Option<String>,
}

impl fmt::Debug for StoredSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, name, scheme, text } = self;
        let place = if text.is_some() { "here" } else { "in the keychain" };
        write!(f, "StoredSecret({id}, {name:?}, {}, {place})", scheme.word())
    }
}

/// In the order in which they were added.
pub(crate) fn list(connection: &Connection) -> rusqlite::Result<Vec<StoredSecret>> {
    let mut statement = connection.prepare_cached("SELECT id, name, scheme, secret FROM secrets ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok(StoredSecret {
            id: row.get(0)?,
            name: row.get(1)?,
            scheme: word(row, 2, Scheme::from_word)?,
            text: row.get(3)?,
        })
    })?;
    rows.collect()
}

/// An id for a secret of that name, which no other will have; `None` when the name is taken.
pub(crate) fn reserve(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
    overwriting(connection, |connection| {
        let added = connection
            .execute("INSERT INTO secrets (name, scheme) VALUES (?1, '') ON CONFLICT (name) DO NOTHING", [name])?;
        if added == 0 {
            return Ok(None);
        }
        let id = connection.last_insert_rowid();
        connection.execute("DELETE FROM secrets WHERE id = ?1", [id])?;
        Ok(Some(id))
    })
}

/// Adds one; returns whether its name was still free.
pub(crate) fn insert(connection: &Connection, secret: &StoredSecret) -> rusqlite::Result<bool> {
    let StoredSecret { id, name, scheme, text } = secret;
    let added = overwriting(connection, |connection| {
        connection.execute(
            "INSERT INTO secrets (id, name, scheme, secret) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO NOTHING",
            (id, name, scheme.word(), text),
        )
    });
    added.map(|added| added > 0)
}

/// Removes one; its bytes in the file are overwritten. Returns whether it was there.
pub(crate) fn remove(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let removed = overwriting(connection, |connection| connection.execute("DELETE FROM secrets WHERE id = ?1", [id]));
    removed.map(|removed| removed > 0)
}

/// Leaves no copy of a secret where it no longer is: also adding one moves others to another page. Only for this table:
/// for everything else that leaves it would double the writing.
fn overwriting<T>(
    connection: &Connection,
    write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.pragma_update(None, "secure_delete", true)?;
    let written = write(connection);
    connection.pragma_update(None, "secure_delete", false)?;
    written
}
