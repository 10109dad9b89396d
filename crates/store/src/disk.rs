//! The database file: its size, free space and log.

use rusqlite::Connection;
use std::path::Path;
use tokio::sync::watch;

use crate::{connection::checkpoint, error::StoreError, paths, readers::Readers, settings, writer::Writer};

/// Reads the state of the file.
#[derive(Debug, Clone, Copy)]
pub struct Disk<'a> {
    pub(crate) readers: &'a Readers,
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl Disk<'_> {
    /// Bytes of the file.
    pub async fn size(self) -> Result<u64, StoreError> {
        let read = |connection: &Connection| used_and_free(connection).map(|(used, free)| used + free);
        self.readers.read(read).await
    }

    /// Bytes of the file that are in use.
    pub async fn used(self) -> Result<u64, StoreError> {
        Ok(self.readers.read(used_and_free).await?.0)
    }

    /// Bytes of the file that are free for new events.
    pub async fn free(self) -> Result<u64, StoreError> {
        Ok(self.readers.read(used_and_free).await?.1)
    }

    /// Bytes of the log, which checkpoints move into the file; 0 if it cannot be read.
    pub fn log_size(self) -> u64 {
        std::fs::metadata(paths::log(self.dir)).map_or(0, |log| log.len())
    }

    /// How many bytes the full disk could not take; `None` again once a write of that size
    /// succeeds.
    pub fn full(self) -> watch::Receiver<Option<usize>> {
        self.writer.full()
    }
}

/// Frees space on the disk.
#[derive(Debug, Clone, Copy)]
pub struct DiskMut<'a> {
    pub(crate) writer: &'a Writer,
    pub(crate) dir: &'a Path,
}

impl DiskMut<'_> {
    /// Returns up to `pages` free pages to the file system.
    pub async fn shrink(self, pages: u64) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| shrink(connection, pages)).await
    }

    /// Moves the log into the file and truncates it. Returns whether it is empty now: another
    /// connection that is reading or writing prevents that.
    pub async fn checkpoint(self) -> Result<bool, StoreError> {
        let dir = self.dir.to_owned();
        let done = tokio::task::spawn_blocking(move || checkpoint(&dir).map_err(StoreError::from));
        done.await.map_err(|_| StoreError::Closed)?
    }

    /// Writes and removes `bytes` bytes, to find out whether the disk has room for them.
    pub async fn probe(self, bytes: usize) -> Result<(), StoreError> {
        let text = "x".repeat(bytes);
        // Two transactions: in one, the bytes would never reach the disk.
        self.writer.write(bytes, move |connection| settings::put(connection, "probe", &text)).await?;
        self.writer.write(0, |connection| settings::remove(connection, "probe")).await
    }
}

/// Bytes of the file that are in use, and those that are free.
pub(crate) fn used_and_free(connection: &Connection) -> rusqlite::Result<(u64, u64)> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, u64>(0));
    let (pages, free, size) = (number("page_count")?, number("freelist_count")?, number("page_size")?);
    Ok((pages.saturating_sub(free) * size, free * size))
}

fn shrink(connection: &Connection, pages: u64) -> rusqlite::Result<()> {
    // The pragma frees one page per row that is read.
    let mut statement = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}
