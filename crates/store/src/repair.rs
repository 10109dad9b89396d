//! Checking a damaged database and moving it out of the way. It is never written to.

use rusqlite::{Connection, OpenFlags};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    locks::try_lock,
    paths::{self, FILE_NAME},
};

/// Complaints that are read.
const MAX_COMPLAINTS: usize = 20;

/// Why a database was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// A running program fills its index.
    #[error("another program has it open")]
    InUse,
    /// A file cannot be renamed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// SQLite's complaints about the database in a folder; none if it is intact.
pub fn complaints(dir: &Path) -> Vec<String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let checked = Connection::open_with_flags(paths::database(dir), flags).and_then(|connection| {
        let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MAX_COMPLAINTS})"))?;
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
    });
    match checked {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// Renames the database and its log within the folder, and returns the new name. Overwrites
/// nothing, and refuses while a program that fills the index has the database open.
pub fn move_aside(dir: &Path) -> Result<PathBuf, MoveError> {
    let lock = paths::index_lock(dir);
    if lock.exists() && try_lock(&lock)?.is_none() {
        return Err(MoveError::InUse);
    }
    let number = (1..).find(|number| !aside(dir, *number, "").exists()).unwrap_or(u32::MAX);
    // SQLite finds the log by the name of the file and this ending.
    for ending in ["-wal", "-shm", ""] {
        let from = dir.join(format!("{FILE_NAME}{ending}"));
        match fs::rename(from, aside(dir, number, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(aside(dir, number, ""))
}

fn aside(dir: &Path, number: u32, ending: &str) -> PathBuf {
    dir.join(format!("{FILE_NAME}.damaged-{number}{ending}"))
}
