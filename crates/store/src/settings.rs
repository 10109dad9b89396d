//! The table `settings`: names and text values. A setting's meaning belongs to the code that uses
//! it.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// Reads settings.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    pub(crate) readers: &'a Readers,
}

impl Settings<'_> {
    /// The value of a setting.
    pub async fn get(self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.readers.read(move |connection| get(connection, name)).await
    }
}

/// Writes settings.
#[derive(Debug, Clone, Copy)]
pub struct SettingsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl SettingsMut<'_> {
    /// Sets a setting.
    pub async fn put(self, name: &'static str, value: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| put(connection, name, &value)).await
    }

    /// Removes a setting, unless it has changed to another value since.
    pub async fn remove_if(self, name: &'static str, value: String) -> Result<(), StoreError> {
        let sql = "DELETE FROM settings WHERE name = ?1 AND value = ?2";
        self.writer.write(0, move |connection| connection.execute(sql, (name, &value)).map(drop)).await
    }

    /// Reserves `count` consecutive numbers for this caller, also against other programs. They
    /// start after the returned number and are higher than `floor` and than all numbers reserved
    /// under this name before.
    pub async fn reserve_numbers(self, name: &'static str, floor: i64, count: i64) -> Result<i64, StoreError> {
        self.writer
            .write(0, move |connection| {
                let before = get(connection, name)?.and_then(|text| text.parse().ok()).unwrap_or(0).max(floor);
                put(connection, name, &before.saturating_add(count).to_string())?;
                Ok(before)
            })
            .await
    }

    /// A random id of this database. It is created on first use and never changes.
    pub async fn database_id(self) -> Result<String, StoreError> {
        self.writer.write(0, database_id).await
    }
}

pub(crate) fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM settings WHERE name = ?1", [name], |row| row.get("value")).optional()
}

pub(crate) fn put(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .execute("INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value))
        .map(drop)
}

/// Two programs that ask at the same time get the same id.
fn database_id(connection: &Connection) -> rusqlite::Result<String> {
    connection.execute(
        "INSERT INTO settings VALUES ('database_id', lower(hex(randomblob(16)))) ON CONFLICT DO NOTHING",
        [],
    )?;
    connection.query_row("SELECT value FROM settings WHERE name = 'database_id'", [], |row| row.get("value"))
}
