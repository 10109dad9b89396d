//! The table `secrets`: signing secrets with a name and a scheme. The text is NULL when the
//! system's keychain has it.
//!
//! Kept out: the keychain, and what a secret's text means.

use hookglass_senders::signature::Scheme;
use rusqlite::Connection;
use std::fmt;

use crate::{columns::TolerantRow, error::StoreError, readers::Readers, writer::Writer};

/// A stored secret. Its `Debug` output does not show the text.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredSecret {
    /// Its id in this database. Ids are never reused.
    pub id: i64,
    /// Its unique name.
    pub name: String,
    /// The scheme it signs with.
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

/// Reads secrets.
#[derive(Debug, Clone, Copy)]
pub struct Secrets<'a> {
    pub(crate) readers: &'a Readers,
}

impl Secrets<'_> {
    /// All secrets, in the order in which they were added.
    pub async fn all(self) -> Result<Vec<StoredSecret>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement =
                connection.prepare_cached("SELECT id, name, scheme, secret FROM secrets ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                let row = TolerantRow::of(row);
                let secret = StoredSecret {
                    id: row.get("id")?,
                    name: row.get("name")?,
                    scheme: row.word("scheme", Scheme::from_word, Scheme::Authgear)?,
                    text: row.get("secret")?,
                };
                if row.is_damaged() {
                    tracing::warn!(secret.id, "a secret is of a kind that this version does not know, and is not used");
                }
                Ok((!row.is_damaged()).then_some(secret))
            })?;
            rows.filter_map(Result::transpose).collect()
        };
        self.readers.read(read).await
    }
}

/// Writes secrets.
#[derive(Debug, Clone, Copy)]
pub struct SecretsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl SecretsMut<'_> {
    /// Reserves an id for a secret, so that its keychain entry can be created before the secret is
    /// visible.
    pub async fn reserve(self, name: String) -> Result<i64, StoreError> {
        let requested = name.clone();
        let id = self.writer.write(0, move |connection| reserve(connection, &name)).await?;
        id.ok_or(StoreError::NameTaken(requested))
    }

    /// Adds a secret under its reserved id.
    pub async fn add(self, secret: StoredSecret) -> Result<(), StoreError> {
        let requested = secret.name.clone();
        let added = self.writer.write(0, move |connection| insert(connection, &secret)).await?;
        if added { Ok(()) } else { Err(StoreError::NameTaken(requested)) }
    }

    /// Removes a secret and overwrites its bytes in the file. Returns whether it existed.
    pub async fn remove(self, id: i64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM secrets WHERE id = ?1";
        self.writer
            .write(0, move |connection| overwriting(connection, |connection| Ok(connection.execute(sql, [id])? > 0)))
            .await
    }
}

/// An id that no other secret will get; `None` when the name is taken.
fn reserve(connection: &Connection, name: &str) -> rusqlite::Result<Option<i64>> {
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

/// Returns whether the name was free.
fn insert(connection: &Connection, secret: &StoredSecret) -> rusqlite::Result<bool> {
    let StoredSecret { id, name, scheme, text } = secret;
    let sql = "INSERT INTO secrets (id, name, scheme, secret) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO NOTHING";
    overwriting(connection, |connection| Ok(connection.execute(sql, (id, name, scheme.word(), text))? > 0))
}

/// Overwrites freed bytes. An insert needs it too, because it can move other secrets to another
/// page. It is limited to this table because it would double the writes everywhere else.
fn overwriting<T>(
    connection: &Connection,
    write: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    connection.pragma_update(None, "secure_delete", true)?;
    let written = write(connection);
    connection.pragma_update(None, "secure_delete", false)?;
    written
}
