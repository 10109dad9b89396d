//! Lock files beside the database. The operating system releases a lock when its program ends.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

use crate::{connection::make_file, error::StoreError, paths};

/// The jobs that one program at a time does.
#[derive(Debug, Clone, Copy)]
pub struct Locks<'a> {
    pub(crate) dir: &'a Path,
}

impl Locks<'_> {
    /// The lock for pruning, held until the file is dropped; `None` while another program holds it.
    pub fn prune(self) -> Result<Option<File>, StoreError> {
        self.take("hookglass-prune.lock")
    }

    /// The lock for forwarding, held until the file is dropped; `None` while another program holds
    /// it.
    pub fn forward(self) -> Result<Option<File>, StoreError> {
        self.take("hookglass-forward.lock")
    }

    fn take(self, name: &str) -> Result<Option<File>, StoreError> {
        let path = self.dir.join(name);
        try_lock(&path).map_err(|error| StoreError::lock_file(&path, error))
    }
}

/// Locks a file and creates it first if needed; `None` while another program holds the lock.
pub(crate) fn try_lock(path: &Path) -> io::Result<Option<File>> {
    make_file(path)?;
    let file = File::options().write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Marks the database as open until the file is dropped. Waits while a program uses it alone.
/// `None` where files cannot be locked, and on a full disk that has no lock file yet.
pub(crate) fn use_together(dir: &Path) -> Option<File> {
    let path = paths::open_lock(dir);
    let locked = make_file(&path).and_then(|()| File::open(&path)).and_then(|file| {
        file.lock_shared()?;
        Ok(file)
    });
    locked.inspect_err(|error| tracing::debug!(%error, "the database is used without a lock")).ok()
}

/// Keeps other programs from opening the database until the file is dropped; `None` while one has
/// it open.
pub(crate) fn use_alone(dir: &Path) -> io::Result<Option<File>> {
    try_lock(&paths::open_lock(dir))
}
