//! A database that is damaged: how far, and out of the way on request. It is never written to.

use rusqlite::{Connection, OpenFlags};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    connection::{FILE_NAME, file_in},
    index::is_filled,
};

/// Complaints that are read.
const MOST: usize = 20;

/// What is wrong with the database in a folder, as SQLite says it; nothing when it is in order.
pub fn complaints(dir: &Path) -> Vec<String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let checked = Connection::open_with_flags(file_in(dir), flags).and_then(|connection| {
        let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()
    });
    match checked {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// Gives the database and its log other names in the same folder, and returns the new one. Nothing that is there is
/// overwritten. Not while a program receives or has a window open on it.
pub fn move_aside(dir: &Path) -> io::Result<PathBuf> {
    if is_filled(dir)? {
        let in_use = "a window or a receiver has it open; end that first";
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, in_use));
    }
    let number = (1..).find(|number| !aside(dir, *number, "").exists()).unwrap_or(u32::MAX);
    // SQLite finds the log by the name of the file, with this ending behind it.
    for ending in ["-wal", "-shm", ""] {
        let from = dir.join(format!("{FILE_NAME}{ending}"));
        match fs::rename(from, aside(dir, number, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside(dir, number, ""))
}

fn aside(dir: &Path, number: u32, ending: &str) -> PathBuf {
    dir.join(format!("{FILE_NAME}.damaged-{number}{ending}"))
}
