//! A few connections that can only read, each used by one question at a time, off the async threads.
//!
//! A question that can use the index is asked with it attached, as long as there is one that can be used. When it fails, it is
//! asked again without: if that goes well, the index was at fault, and is left alone until another takes its place.
//!
//! A question that nobody waits for any more is interrupted, so that what a person types does not queue behind what they
//! typed before.

use rusqlite::{Connection, ErrorCode, InterruptHandle};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

use crate::{
    connection::{attach_index, open_reader},
    error::StoreError,
    index::{self, Identity},
    view::View,
};

/// Questions at the same time; more of them wait.
const MOST: usize = 4;

#[derive(Debug)]
pub(crate) struct Readers {
    dir: PathBuf,
    idle: Arc<Mutex<Vec<Reader>>>,
    /// `data_version` only compares with itself on one connection.
    watching: Arc<Mutex<Option<Connection>>>,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
struct Reader {
    connection: Connection,
    index: Attached,
}

/// Which index a connection has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attached {
    No,
    Yes(Identity),
    /// It was tried, and is not to be tried again.
    Unusable(Identity),
}

impl Reader {
    fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self { connection: open_reader(dir)?, index: Attached::No })
    }

    /// Sees to it that the index there is now is attached, if it can be used.
    fn follow_index(&mut self, dir: &Path) -> Result<(), StoreError> {
        let there = index::identity(dir);
        match (self.index, there) {
            (Attached::Yes(had) | Attached::Unusable(had), Some(there)) if had == there => return Ok(()),
            (Attached::No, None) => return Ok(()),
            (Attached::No, Some(_)) => {}
            _ => *self = Self::open(dir)?,
        }
        let Some(there) = there else { return Ok(()) };
        let attached = attach_index(&self.connection, dir).and_then(|()| index::mark(&self.connection, "idx"));
        match attached {
            Ok(Some(_)) => self.index = Attached::Yes(there),
            // Made by another version, which may still be at work with it.
            Ok(None) => self.leave_index(dir, there)?,
            Err(error) if is_busy(&error) => *self = Self::open(dir)?,
            Err(error) => {
                tracing::warn!(%error, "the index cannot be used");
                index::note_damage(dir);
                self.leave_index(dir, there)?;
            }
        }
        Ok(())
    }

    fn leave_index(&mut self, dir: &Path, identity: Identity) -> Result<(), StoreError> {
        *self = Self { connection: open_reader(dir)?, index: Attached::Unusable(identity) };
        Ok(())
    }

    /// Asks a question of one look at the database.
    fn ask<T>(&mut self, dir: &Path, question: &impl Fn(&View<'_>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.follow_index(dir)?;
        let Attached::Yes(identity) = self.index else {
            return Ok(looking(&self.connection, View::without_index, question)?);
        };
        match looking(&self.connection, View::with_index, question) {
            Ok(answer) => Ok(answer),
            Err(error) if is_busy(&error) || is_interrupted(&error) => Err(error.into()),
            Err(error) => {
                let damaged = is_damage(&error);
                if damaged {
                    self.leave_index(dir, identity)?;
                }
                let answer = looking(&self.connection, View::without_index, question)?;
                tracing::warn!(%error, damaged, "the index could not be asked; this was answered without it");
                if damaged {
                    index::note_damage(dir);
                }
                Ok(answer)
            }
        }
    }
}

/// In one read transaction.
fn looking<'a, T>(
    connection: &'a Connection,
    view: impl Fn(&'a Connection) -> rusqlite::Result<View<'a>>,
    question: &impl Fn(&View<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let transaction = connection.unchecked_transaction()?;
    let answer = question(&view(connection)?)?;
    transaction.commit()?;
    Ok(answer)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn is_interrupted(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}

/// Whether it is the file that is at fault, and not the question.
fn is_damage(error: &rusqlite::Error) -> bool {
    let lacks = |text: &str| {
        ["no such table", "vtable constructor", "fts5 file format"].iter().any(|known| text.contains(known))
    };
    if let rusqlite::Error::SqlInputError { msg, .. } = error {
        return lacks(msg);
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::Unknown) => lacks(&error.to_string()),
        Some(ErrorCode::OutOfMemory | ErrorCode::OperationInterrupted | ErrorCode::TooBig) => false,
        _ => true,
    }
}

/// How far a question has come.
#[derive(Default)]
enum AtWork {
    #[default]
    No,
    On(InterruptHandle),
    /// Nobody waits for it.
    Left,
}

/// Held by who waits for a question. Dropping it ends what is under way.
#[derive(Default)]
struct WaitedFor(Arc<Mutex<AtWork>>);

impl Drop for WaitedFor {
    fn drop(&mut self) {
        let mut at_work = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let AtWork::On(handle) = &*at_work {
            handle.interrupt();
        }
        *at_work = AtWork::Left;
    }
}

/// Whether somebody still waits.
fn begin(at_work: &Mutex<AtWork>, connection: &Connection) -> bool {
    let mut at_work = at_work.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*at_work, AtWork::Left) {
        return false;
    }
    *at_work = AtWork::On(connection.get_interrupt_handle());
    true
}

impl Readers {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir, idle: Arc::default(), watching: Arc::default(), places: Arc::new(Semaphore::new(MOST)) }
    }

    /// Asks a question of the events alone.
    pub(crate) async fn read<T, F>(&self, question: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        self.with(move |reader, _| question(&reader.connection).map_err(StoreError::from)).await
    }

    /// Asks a question of the events and the index. It can be asked twice.
    pub(crate) async fn look<T, F>(&self, question: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: Fn(&View<'_>) -> rusqlite::Result<T> + Send + 'static,
    {
        self.with(move |reader, dir| reader.ask(dir, &question)).await
    }

    /// Hands out a connection; it is opened when it is first needed.
    async fn with<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Reader, &Path) -> Result<T, StoreError> + Send + 'static,
    {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        let (idle, dir) = (Arc::clone(&self.idle), self.dir.clone());
        let waited_for = WaitedFor::default();
        let at_work = Arc::clone(&waited_for.0);
        let answer = tokio::task::spawn_blocking(move || {
            let taken = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut reader = match taken {
                Some(reader) => reader,
                None => Reader::open(&dir)?,
            };
            let answer = match begin(&at_work, &reader.connection) {
                true => work(&mut reader, &dir),
                false => Err(StoreError::Closed),
            };
            // From here on the connection is another's.
            *at_work.lock().unwrap_or_else(PoisonError::into_inner) = AtWork::No;
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
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
                None => open_reader(&dir)?,
            };
            let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
            *watching = Some(connection);
            Ok(version)
        });
        answer.await.map_err(|_| StoreError::Closed)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use tokio::sync::mpsc;

    /// Rows without end; the first is told.
    fn endless(connection: &Connection, told: &mpsc::UnboundedSender<()>) -> rusqlite::Result<()> {
        let mut rows =
            connection.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")?;
        let mut rows = rows.query([])?;
        rows.next()?;
        // Nobody hears it when the test is over.
        let _ = told.send(());
        while rows.next()?.is_some() {}
        Ok(())
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_is_interrupted_and_gives_its_place_back() {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path()).unwrap());
        let readers = Arc::new(Readers::new(dir.path().to_owned()));
        let (told, mut begun) = mpsc::unbounded_channel();
        let asked: Vec<_> = (0..MOST)
            .map(|_| {
                let (readers, told) = (Arc::clone(&readers), told.clone());
                tokio::spawn(async move { readers.read(move |connection| endless(connection, &told)).await })
            })
            .collect();
        for _ in 0..MOST {
            begun.recv().await.unwrap();
        }
        for question in asked {
            question.abort();
        }
        let one = readers.read(|connection| connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0))).await;
        assert_eq!(one.unwrap(), 1, "every place was taken by what would never end");
    }
}
