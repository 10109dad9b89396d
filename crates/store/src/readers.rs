//! A few connections that can only read, each used by one question at a time, off the async threads.

use rusqlite::Connection;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

use crate::{connection::open_reader, error::StoreError};

/// Questions at the same time; more of them wait.
const MOST: usize = 4;

#[derive(Debug)]
pub(crate) struct Readers {
    dir: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
    /// `data_version` only compares with itself on one connection.
    watching: Arc<Mutex<Option<Connection>>>,
    places: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir, idle: Arc::default(), watching: Arc::default(), places: Arc::new(Semaphore::new(MOST)) }
    }

    /// Asks a question. Connections are opened when they are first needed.
    pub(crate) async fn read<T, F>(&self, question: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let (idle, dir) = (Arc::clone(&self.idle), self.dir.clone());
        let answer = tokio::task::spawn_blocking(move || {
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let connection = match taken {
                Some(connection) => connection,
                None => open_reader(&dir).map_err(|error| StoreError::Unreadable(error.to_string()))?,
            };
            let answer = question(&connection).map_err(StoreError::from);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            drop(place);
            answer
        });
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// A number that changes with every commit of any other connection, in this process or another.
    pub(crate) async fn data_version(&self) -> Result<i64, StoreError> {
        let (watching, dir) = (Arc::clone(&self.watching), self.dir.clone());
        let answer = tokio::task::spawn_blocking(move || {
            let mut watching = watching.lock().unwrap_or_else(PoisonError::into_inner);
            let connection = match watching.take() {
                Some(connection) => connection,
                None => open_reader(&dir).map_err(|error| StoreError::Unreadable(error.to_string()))?,
            };
            let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
            *watching = Some(connection);
            Ok(version)
        });
        answer.await.map_err(|_| StoreError::Closed)?
    }
}
