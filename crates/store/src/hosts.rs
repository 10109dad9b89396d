//! The table `known_hosts`: hosts outside this computer that the user has confirmed as
//! destinations, with their scheme: `https://example.com`.

use rusqlite::Connection;

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// Reads the confirmed hosts.
#[derive(Debug, Clone, Copy)]
pub struct Hosts<'a> {
    pub(crate) readers: &'a Readers,
}

impl Hosts<'_> {
    /// Whether requests may go to a host.
    pub async fn contains(self, host: String) -> Result<bool, StoreError> {
        self.readers
            .read(move |connection| {
                connection.prepare_cached("SELECT 1 FROM known_hosts WHERE host = ?1")?.exists([host])
            })
            .await
    }

    /// The confirmed hosts, by name.
    pub async fn all(self) -> Result<Vec<String>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare_cached("SELECT host FROM known_hosts ORDER BY host")?;
            statement.query_map([], |row| row.get("host"))?.collect()
        };
        self.readers.read(read).await
    }
}

/// Writes the confirmed hosts.
#[derive(Debug, Clone, Copy)]
pub struct HostsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl HostsMut<'_> {
    /// Adds a host. Nothing happens if the host is already confirmed.
    pub async fn add(self, host: String) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO known_hosts VALUES (?1)";
        self.writer.write(0, move |connection| connection.execute(sql, [&host]).map(drop)).await
    }

    /// Removes a host, so that the next request to it has to be confirmed again.
    pub async fn remove(self, host: String) -> Result<(), StoreError> {
        let sql = "DELETE FROM known_hosts WHERE host = ?1";
        self.writer.write(0, move |connection| connection.execute(sql, [&host]).map(drop)).await
    }
}
