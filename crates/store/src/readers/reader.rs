//! A read-only connection and the index it has attached.

use rusqlite::{Connection, ErrorCode};
use std::path::Path;

use crate::{
    connection::{attach_index, open_reader},
    error::StoreError,
    index::file::{self, Identity},
    view::View,
};

#[derive(Debug)]
pub(super) struct Reader {
    pub(super) connection: Connection,
    index: Attached,
}

/// Which index a connection has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attached {
    No,
    Yes(Identity),
    /// It failed and is not tried again.
    Unusable(Identity),
}

impl Reader {
    pub(super) fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self { connection: open_reader(dir)?, index: Attached::No })
    }

    /// Runs a query on one snapshot, with the index if there is a usable one. If that fails, it
    /// runs again without the index: if it then succeeds, the index was at fault.
    pub(super) fn query<T>(
        &mut self,
        dir: &Path,
        query: &impl Fn(&View<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.follow_index(dir)?;
        let Attached::Yes(identity) = self.index else {
            return Ok(in_transaction(&self.connection, View::without_index, query)?);
        };
        match in_transaction(&self.connection, View::with_index, query) {
            Ok(value) => Ok(value),
            Err(error) if is_busy(&error) || is_interrupted(&error) => Err(error.into()),
            Err(error) => {
                let damaged = file::is_damage(&error);
                if damaged {
                    self.detach_index(dir, identity)?;
                }
                let value = in_transaction(&self.connection, View::without_index, query)?;
                tracing::warn!(%error, damaged, "a query failed with the index and was answered without it");
                if damaged {
                    file::mark_damaged(dir);
                }
                Ok(value)
            }
        }
    }

    /// Attaches the current index, if it can be used.
    fn follow_index(&mut self, dir: &Path) -> Result<(), StoreError> {
        let current = file::identity(dir);
        match (self.index, current) {
            (Attached::Yes(known) | Attached::Unusable(known), Some(current)) if known == current => return Ok(()),
            (Attached::No, None) => return Ok(()),
            (Attached::No, Some(_)) => {}
            _ => *self = Self::open(dir)?,
        }
        let Some(current) = current else { return Ok(()) };
        let attached = attach_index(&self.connection, dir).and_then(|()| file::position(&self.connection, "idx"));
        match attached {
            Ok(Some(_)) => self.index = Attached::Yes(current),
            // Another version made it, and may still use it.
            Ok(None) => self.detach_index(dir, current)?,
            // It may work next time.
            Err(error) if !file::is_damage(&error) => *self = Self::open(dir)?,
            Err(error) => {
                tracing::warn!(%error, "the index cannot be used");
                file::mark_damaged(dir);
                self.detach_index(dir, current)?;
            }
        }
        Ok(())
    }

    fn detach_index(&mut self, dir: &Path, identity: Identity) -> Result<(), StoreError> {
        *self = Self { connection: open_reader(dir)?, index: Attached::Unusable(identity) };
        Ok(())
    }
}

fn in_transaction<'a, T>(
    connection: &'a Connection,
    view: impl Fn(&'a Connection) -> rusqlite::Result<View<'a>>,
    query: &impl Fn(&View<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    // Rolled back at the end: after a damaged row, a commit fails.
    let _transaction = connection.unchecked_transaction()?;
    query(&view(connection)?)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

fn is_interrupted(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
}
