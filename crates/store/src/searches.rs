//! The tables `saved_searches` and `recent_searches`. The filter language belongs to the caller.

use rusqlite::Connection;

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// Recent searches that are remembered.
const MAX_RECENT: usize = 50;

/// A search with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its unique name.
    pub name: String,
    /// The filter, as written.
    pub filter: String,
}

/// Reads saved and recent searches.
#[derive(Debug, Clone, Copy)]
pub struct Searches<'a> {
    pub(crate) readers: &'a Readers,
}

impl Searches<'_> {
    /// The saved searches, in the order in which they were first saved.
    pub async fn saved(self) -> Result<Vec<SavedSearch>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT name, filter FROM saved_searches ORDER BY id")?;
            let rows = statement
                .query_map([], |row| Ok(SavedSearch { name: row.get("name")?, filter: row.get("filter")? }))?;
            rows.collect()
        };
        self.readers.read(read).await
    }

    /// The filters that were used last, newest first.
    pub async fn recent(self) -> Result<Vec<String>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT filter FROM recent_searches ORDER BY id DESC")?;
            statement.query_map([], |row| row.get("filter"))?.collect()
        };
        self.readers.read(read).await
    }
}

/// Writes saved and recent searches.
#[derive(Debug, Clone, Copy)]
pub struct SearchesMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl SearchesMut<'_> {
    /// Saves a search. It replaces the one with the same name.
    pub async fn save(self, search: SavedSearch) -> Result<(), StoreError> {
        let sql = "INSERT INTO saved_searches (name, filter) VALUES (?1, ?2)
                   ON CONFLICT (name) DO UPDATE SET filter = excluded.filter";
        self.writer.write(0, move |connection| connection.execute(sql, (&search.name, &search.filter)).map(drop)).await
    }

    /// Removes a saved search. Returns whether it existed.
    pub async fn remove(self, name: String) -> Result<bool, StoreError> {
        let sql = "DELETE FROM saved_searches WHERE name = ?1";
        self.writer.write(0, move |connection| Ok(connection.execute(sql, [&name])? > 0)).await
    }

    /// Makes a filter the most recent one.
    pub async fn remember(self, filter: String) -> Result<(), StoreError> {
        self.writer
            .write(0, move |connection| {
                connection.execute("DELETE FROM recent_searches WHERE filter = ?1", [&filter])?;
                connection.execute("INSERT INTO recent_searches (filter) VALUES (?1)", [&filter])?;
                let drop_old = "DELETE FROM recent_searches
                     WHERE id NOT IN (SELECT id FROM recent_searches ORDER BY id DESC LIMIT ?1)";
                connection.execute(drop_old, [MAX_RECENT]).map(drop)
            })
            .await
    }
}
