//! The database file: its size, free space and log.

use rusqlite::Connection;
use std::path::Path;
use tokio::sync::watch;

use crate::{connection::checkpoint, error::StoreError, paths, readers::Readers, writer::Writer};

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

    /// Fails if the disk has no room for `bytes` more bytes of events. Does not see a quota.
    pub fn ensure_room(self, bytes: usize) -> Result<(), StoreError> {
        self.writer.ensure_room(bytes)
    }

    /// How many bytes the full disk could not take; `None` again once there is room for them.
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
        self.writer.free(move |connection| shrink(connection, pages)).await
    }

    /// Moves the log into the file and truncates it. Returns whether it is empty now: another
    /// connection that is reading or writing prevents that. Uses the reserve if the disk is full.
    pub async fn checkpoint(self) -> Result<bool, StoreError> {
        let (dir, reserve) = (self.dir.to_owned(), self.writer.reserve().clone());
        blocking(move || {
            loop {
                match checkpoint(&dir).map_err(StoreError::from) {
                    Err(StoreError::Full) if reserve.release() => {}
                    result => return result,
                }
            }
        })
        .await
    }

    /// Finds out whether the disk has room for `bytes` more bytes of events, and reports if so.
    pub async fn probe(self, bytes: usize) -> Result<(), StoreError> {
        let reserve = self.writer.reserve().clone();
        blocking(move || reserve.probe(bytes).map_err(|_| StoreError::Full)).await?;
        self.writer.has_room(bytes);
        Ok(())
    }

    /// Reserves space for deleting once the disk is full, as far as there is room now.
    pub async fn reserve(self) -> Result<(), StoreError> {
        let (reserve, file) = (self.writer.reserve().clone(), paths::reserve(self.dir));
        blocking(move || reserve.fill().map_err(|error| StoreError::lock_file(&file, error))).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)?
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
