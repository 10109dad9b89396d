//! A running program that can undo its deletions: a lock file that it holds. The lock ends with the
//! program, however that ends.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};
use tokio::sync::Mutex;

use crate::{connection::make_file, error::StoreError, readers::Readers};

/// The session of deletions by age pruning, which belong to no program.
pub(crate) const PRUNING: &str = "pruning";

/// The session of this store. The first deletion begins it.
#[derive(Debug, Default)]
pub(crate) struct SessionSlot(Mutex<Option<Session>>);

impl SessionSlot {
    /// The name of the session; begins one if needed.
    pub(crate) async fn name(&self, dir: &Path, readers: &Readers) -> Result<String, StoreError> {
        let mut slot = self.0.lock().await;
        if let Some(session) = &*slot {
            return Ok(session.name.clone());
        }
        let random = "SELECT lower(hex(randomblob(8)))";
        let name: String = readers.read(|connection| connection.query_row(random, [], |row| row.get(0))).await?;
        let session = Session::begin(dir, name.clone())
            .map_err(|error| StoreError::lock_file(&session_file(dir, &name), error))?;
        *slot = Some(session);
        Ok(name)
    }
}

#[derive(Debug)]
pub(super) struct Session {
    name: String,
    path: PathBuf,
    // Locked until it is closed.
    _file: File,
}

impl Session {
    /// Begins a session under a name that no other session has.
    fn begin(dir: &Path, name: String) -> io::Result<Self> {
        let path = session_file(dir, &name);
        make_file(&path)?;
        let file = File::options().write(true).open(&path)?;
        file.try_lock()?;
        Ok(Self { name, path, _file: file })
    }

    /// Whether the program of a session has ended. If that is unknown, it counts as running.
    pub(super) fn has_ended(dir: &Path, name: &str) -> bool {
        let path = session_file(dir, name);
        match File::options().write(true).open(&path) {
            Err(error) => error.kind() == io::ErrorKind::NotFound,
            Ok(file) => match file.try_lock() {
                Ok(()) => {
                    let _ = fs::remove_file(path);
                    true
                }
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
            },
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn session_file(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("hookglass-session-{name}.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_with_its_program() {
        let dir = tempfile::tempdir().unwrap();
        let session = Session::begin(dir.path(), "one".into()).unwrap();
        assert!(!Session::has_ended(dir.path(), "one"));
        assert!(Session::begin(dir.path(), "one".into()).is_err(), "a name belongs to one session");
        drop(session);
        assert!(Session::has_ended(dir.path(), "one") && Session::has_ended(dir.path(), "two"));
    }
}
