//! Opening and closing a database, and noticing its changes.

use hookglass_clock::Clock;
use rusqlite::Connection;
use std::{
    fs::File,
    path::{Path, PathBuf},
};
use tokio::sync::watch;

use crate::{
    connection::{lay_out, make_dir, open_error, open_writer, prepare_writer},
    error::{OpenError, StoreError},
    index::indexer::IndexerSlot,
    locks, paths, permissions,
    readers::Readers,
    reserve::Reserve,
    reserved_ids,
    retention::KeptSize,
    schema,
    trash::SessionSlot,
    writer::Writer,
};

/// An open database. Dropping it writes what is in the queue and closes the file.
#[derive(Debug)]
pub struct Store {
    pub(crate) dir: PathBuf,
    pub(crate) clock: Clock,
    // Dropped before the writer: the last connection to close moves the log into the file.
    pub(crate) readers: Readers,
    // Dropped before the writer too, because it reads the events.
    pub(crate) indexer: IndexerSlot,
    pub(crate) writer: Writer,
    // Dropped after the writer, so that it covers all deletions.
    pub(crate) session: SessionSlot,
    pub(crate) kept_size: KeptSize,
    // Dropped last: until then, the database is not moved aside.
    _open: Option<File>,
}

impl Store {
    /// Opens the database in a folder. Creates both if needed.
    pub fn open(dir: &Path, clock: Clock) -> Result<Self, OpenError> {
        make_dir(dir).map_err(|source| OpenError::Folder { dir: dir.to_owned(), source })?;
        let open = locks::use_together(dir);
        let file = paths::database(dir);
        let reserve = Reserve::of(dir);
        let connection = loop {
            match connect(dir, &file) {
                // Even reading needs the file of shared memory.
                Err(error) if error.can_be_out_of_space() && reserve.release() => {}
                connected => break connected?,
            }
        };
        let writer =
            Writer::start(connection, reserve, clock.clone()).map_err(|source| OpenError::File { file, source })?;
        Ok(Self {
            dir: dir.to_owned(),
            readers: Readers::new(dir.to_owned()),
            indexer: IndexerSlot::new(dir.to_owned(), writer.arrivals(), clock.clone()),
            writer,
            session: SessionSlot::default(),
            kept_size: KeptSize::default(),
            clock,
            _open: open,
        })
    }

    /// Whether there is a database in a folder.
    pub fn exists(dir: &Path) -> bool {
        paths::database(dir).exists()
    }

    /// Counts the commits of this store. Code that detects a commit of another program adds it.
    pub fn commits(&self) -> &watch::Sender<u64> {
        self.writer.commits()
    }

    /// A number that changes with every commit, of this process or another.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        self.readers.data_version().await
    }
}

/// Opens the database and brings it up to date.
fn connect(dir: &Path, file: &Path) -> Result<Connection, OpenError> {
    let mut connection = open_writer(dir)?;
    let failed = |source| open_error(file, source);
    if schema::check(&connection, file)? {
        lay_out(&connection).map_err(failed)?;
    }
    permissions::tighten(dir)?;
    prepare_writer(&connection).map_err(failed)?;
    schema::migrate(&mut connection, file)?;
    reserved_ids::skip_reserved(&connection, dir).map_err(failed)?;
    Ok(connection)
}
