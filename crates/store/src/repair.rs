//! Checking a damaged database and moving it out of the way. It is never written to.
//!
//! A move is one rename of the database into a folder that already has its log. A program that is
//! killed at any point leaves the whole database either where it was or in that folder. The new
//! database continues with higher ids, so that an id never names two events.

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    connection::{make_dir, make_file},
    locks,
    paths::{self, FILE_NAME, INDEX_FILE_NAME},
    reserved_ids,
};

/// Complaints that are read.
const MAX_COMPLAINTS: usize = 20;

/// SQLite finds a log by the name of the database and one of these endings.
const LOGS: [&str; 2] = ["-wal", "-journal"];

/// Why a database was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// A running program uses it.
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

/// Moves the database and its log into a new folder beside it, and returns that folder. Overwrites
/// nothing, and refuses while a program has the database open.
pub fn move_aside(dir: &Path, now: Timestamp) -> Result<PathBuf, MoveError> {
    move_in_steps(dir, now, &mut || Ok(()))
}

/// `step` is called before each change to the file system. An error ends the move there.
fn move_in_steps(dir: &Path, now: Timestamp, step: &mut dyn FnMut() -> io::Result<()>) -> Result<PathBuf, MoveError> {
    let Some(_lock) = locks::use_alone(dir)? else { return Err(MoveError::InUse) };
    let database = paths::database(dir);
    step()?;
    write_highest_id(dir, reserved_ids::highest_possible(dir, now))?;
    // The index would seem to belong to the new database.
    for ending in ["", "-wal", "-shm"] {
        step()?;
        remove(&dir.join(format!("{INDEX_FILE_NAME}{ending}")))?;
    }
    let aside = free_folder(dir);
    step()?;
    make_dir(&aside)?;
    for ending in LOGS {
        let log = format!("{FILE_NAME}{ending}");
        step()?;
        remove(&aside.join(&log))?;
        step()?;
        link(&dir.join(&log), &aside.join(&log))?;
    }
    sync(&aside)?;
    sync(dir)?;
    step()?;
    fs::rename(database, aside.join(FILE_NAME))?;
    sync(&aside)?;
    sync(dir)?;
    // If these stay, SQLite removes them before it creates the next database.
    for ending in ["-wal", "-journal", "-shm"] {
        step()?;
        remove(&dir.join(format!("{FILE_NAME}{ending}")))?;
    }
    Ok(aside)
}

/// The first folder that has no database. A move that was interrupted leaves such a folder.
fn free_folder(dir: &Path) -> PathBuf {
    let folder = |number: u32| dir.join(format!("{FILE_NAME}.damaged-{number}"));
    let is_free = |path: &PathBuf| !path.exists() || path.is_dir() && !path.join(FILE_NAME).exists();
    (1..).map(folder).find(is_free).unwrap_or_else(|| folder(u32::MAX))
}

/// Gives a file another name, or copies it where files have one name only.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) => {
            fs::copy(from, to)?;
            File::options().write(true).open(to)?.sync_all()
        }
        Ok(()) => Ok(()),
    }
}

fn write_highest_id(dir: &Path, id: i64) -> io::Result<()> {
    let (file, new) = (paths::highest_id(dir), dir.join("hookglass-highest-id.new"));
    remove(&new)?;
    make_file(&new)?;
    let mut writer = File::options().write(true).open(&new)?;
    writer.write_all(id.to_string().as_bytes())?;
    writer.sync_all()?;
    fs::rename(new, file)
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the names in a folder survive a power cut. Windows does so on its own.
fn sync(dir: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, connection::open_reader, event_ids};
    use hookglass_clock::Clock;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn insert(connection: &Connection, id: i64) {
        connection
            .execute(
                "INSERT INTO events (id, received_at, began_at, vendor, method, path, target, version, peer, size,
                    signature, headers, body)
                 VALUES (?1, 1, 1, 'generic', 'POST', '/', x'2f', 'HTTP/1.1', '127.0.0.1:1', 0, 'unsigned', x'', x'')",
                [id],
            )
            .unwrap();
    }

    fn ids(dir: &Path) -> Vec<i64> {
        let connection = open_reader(dir).unwrap();
        let mut statement = connection.prepare("SELECT id FROM events ORDER BY id").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    /// A folder as a killed program leaves it: half of the events are in the log only.
    fn killed() -> tempfile::TempDir {
        let running = tempfile::tempdir().unwrap();
        drop(Store::open(running.path(), Clock::system()).unwrap());
        let database = paths::database(running.path());
        let connection = Connection::open(&database).unwrap();
        (1..=10).for_each(|id| insert(&connection, id));
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        (11..=20).for_each(|id| insert(&connection, id));
        let killed = tempfile::tempdir().unwrap();
        for name in [FILE_NAME.to_owned(), format!("{FILE_NAME}-wal")] {
            fs::copy(running.path().join(&name), killed.path().join(&name)).unwrap();
        }
        killed
    }

    fn next_id(dir: &Path) -> i64 {
        let _store = Store::open(dir, Clock::system()).unwrap();
        event_ids::highest_assigned(&Connection::open(paths::database(dir)).unwrap()).unwrap() + 1
    }

    #[test]
    fn a_move_that_ends_at_any_step_leaves_all_events_in_one_place_and_reuses_no_id() {
        let (mut stop_at, mut stayed, mut moved) = (0, 0, 0);
        loop {
            let dir = killed();
            let mut steps = 0;
            let mut step = || {
                steps += 1;
                if steps > stop_at { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
            };
            let finished = move_in_steps(dir.path(), NOW, &mut step).is_ok();
            let aside = dir.path().join(format!("{FILE_NAME}.damaged-1"));
            let all: Vec<_> = (1..=20).collect();
            if paths::database(dir.path()).exists() {
                stayed += 1;
                assert_eq!(ids(dir.path()), all, "stopped after {stop_at} steps");
                assert!(next_id(dir.path()) > 20);
                assert_eq!(move_aside(dir.path(), NOW).unwrap(), aside, "a later move uses the same folder");
            }
            moved += 1;
            assert_eq!(ids(&aside), all, "stopped after {stop_at} steps");
            assert!(next_id(dir.path()) > 20, "stopped after {stop_at} steps");
            assert_eq!(ids(dir.path()), [] as [i64; 0], "the old log is not used for the new database");
            if finished {
                break;
            }
            stop_at += 1;
        }
        assert!(stayed > 3 && moved > stayed, "{stayed} stops before the rename, {moved} in total");
    }

    #[test]
    fn a_database_in_use_stays() {
        let dir = killed();
        let store = Store::open(dir.path(), Clock::system()).unwrap();
        assert!(matches!(move_aside(dir.path(), NOW), Err(MoveError::InUse)));
        drop(store);
        move_aside(dir.path(), NOW).unwrap();
    }

    #[test]
    fn ids_continue_after_a_database_that_cannot_be_read() {
        let dir = killed();
        fs::write(paths::database(dir.path()), "not a database").unwrap();
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        move_aside(dir.path(), now).unwrap();
        let first = next_id(dir.path());
        assert!(first > 1_700_000_000, "no database has as many events as seconds have passed since 1970");
        move_aside(dir.path(), NOW).unwrap();
        assert!(next_id(dir.path()) > first, "the second database had ids after those of the first");
    }
}
