//! A pool of read-only connections. Each runs one query at a time on a blocking thread.
//!
//! A query that its caller no longer waits for is interrupted, so that a person's next keystroke
//! does not wait for the search of the previous one.

mod interrupt;
mod reader;

use interrupt::InterruptOnDrop;
use reader::Reader;
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

use crate::{connection::open_reader, error::StoreError, view::View};

/// Queries that run at the same time; more of them wait.
const MAX_CONNECTIONS: usize = 4;

#[derive(Debug)]
pub(crate) struct Readers {
    dir: PathBuf,
    idle: Arc<Mutex<Vec<Reader>>>,
    /// `data_version` values are only comparable on one connection.
    watching: Arc<Mutex<Option<Connection>>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(dir: PathBuf) -> Self {
        let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        Self { dir, idle: Arc::default(), watching: Arc::default(), permits }
    }

    /// Runs a query on the events' file alone.
    pub(crate) async fn read<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        self.with(move |reader, _| query(&reader.connection).map_err(StoreError::from)).await
    }

    /// Runs a query on one snapshot of the events and the index. It may run twice.
    pub(crate) async fn query<T, F>(&self, query: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&View<'_>) -> rusqlite::Result<T> + Send + 'static,
    {
        self.with(move |reader, dir| reader.query(dir, &query)).await
    }

    /// Runs `work` with a connection. Connections are opened on demand.
    async fn with<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader, &Path) -> Result<T, StoreError> + Send + 'static,
    {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let (idle, dir) = (Arc::clone(&self.idle), self.dir.clone());
        let waiting = InterruptOnDrop::default();
        let state = Arc::clone(&waiting.0);
        let value = tokio::task::spawn_blocking(move || {
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = match taken {
                Some(reader) => reader,
                None => Reader::open(&dir)?,
            };
            let value = match interrupt::begin(&state, &reader.connection) {
                true => work(&mut reader, &dir),
                false => Err(StoreError::Closed),
            };
            interrupt::end(&state);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            drop(permit);
            value
        });
        value.await.map_err(|_| StoreError::Closed)?
    }

    /// A number that changes with every commit of another connection, in this process or another.
    pub(crate) async fn data_version(&self) -> Result<i64, StoreError> {
        let (watching, dir) = (Arc::clone(&self.watching), self.dir.clone());
        let version = tokio::task::spawn_blocking(move || {
            let mut watching = watching.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = match watching.take() {
                Some(connection) => connection,
                None => open_reader(&dir)?,
            };
            let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
            *watching = Some(connection);
            Ok(version)
        });
        version.await.map_err(|_| StoreError::Closed)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use hookglass_clock::Clock;
    use tokio::sync::mpsc;

    /// Rows without end. Signals the first one.
    fn endless(connection: &Connection, started: &mpsc::UnboundedSender<()>) -> rusqlite::Result<()> {
        let mut rows =
            connection.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")?;
        let mut rows = rows.query([])?;
        rows.next()?;
        // The receiver is gone when the test is over.
        let _ = started.send(());
        while rows.next()?.is_some() {}
        Ok(())
    }

    #[tokio::test]
    async fn an_abandoned_query_is_interrupted_and_frees_its_connection() {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path(), Clock::system()).unwrap());
        let readers = Arc::new(Readers::new(dir.path().to_owned()));
        let (started, mut has_started) = mpsc::unbounded_channel();
        let queries: Vec<_> = (0..MAX_CONNECTIONS)
            .map(|_| {
                let (readers, started) = (Arc::clone(&readers), started.clone());
                tokio::spawn(async move { readers.read(move |connection| endless(connection, &started)).await })
            })
            .collect();
        for _ in 0..MAX_CONNECTIONS {
            has_started.recv().await.unwrap();
        }
        for query in queries {
            query.abort();
        }
        let one = readers.read(|connection| connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0))).await;
        assert_eq!(one.unwrap(), 1, "every connection was busy with an endless query");
    }
}
