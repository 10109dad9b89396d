//! The index: a second database file beside the first, derived from it, for finding events.
//!
//! `hookglass-index.db` can be deleted at any time. It knows of the events up to a mark; whoever reads looks at the rest in
//! the events' own table (`view.rs`). One process at a time fills it (`indexer.rs`). Kept out: what is asked of it (`plan.rs`).
//!
//! A file that is damaged, of another version or of another database is replaced by a new one, never repaired. Whoever finds
//! damage while reading leaves a note beside the file, and the process that fills it looks for such notes.

pub(crate) mod holes;
pub(crate) mod indexer;
pub(crate) mod pace;
mod terms;

pub(crate) use indexer::is_filled;

use rusqlite::{Connection, OptionalExtension};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    connection::{open_index_writer, prepare_index},
    error::StoreError,
    events::highest_given,
    plan::TERM_CHARACTERS,
};

/// The name of the index in its folder.
pub const INDEX_FILE_NAME: &str = "hookglass-index.db";

/// Marks the file: "HOIX" in ASCII.
const APPLICATION_ID: i64 = 0x484F_4958;

/// Raised whenever the tables or the terms change: an index of another version is made anew.
const VERSION: i64 = 2;

pub(crate) fn index_file(dir: &Path) -> PathBuf {
    dir.join(INDEX_FILE_NAME)
}

/// The file whose lock says who fills the index. SQLite's own locks on the index would be lost if it were that one.
fn lock_file(dir: &Path) -> PathBuf {
    dir.join("hookglass-index.lock")
}

/// The note that the index is damaged.
fn note_file(dir: &Path) -> PathBuf {
    dir.join("hookglass-index.damaged")
}

/// Leaves a note that the index cannot be read.
pub(crate) fn note_damage(dir: &Path) {
    if let Err(error) = fs::write(note_file(dir), "") {
        tracing::warn!(%error, "the index is damaged, and no note of it could be left");
    }
}

/// Tells one index file from the one that takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    created: Option<SystemTime>,
    number: (u64, u64),
}

/// Which file there is now, if there is one.
pub(crate) fn identity(dir: &Path) -> Option<Identity> {
    let metadata = fs::metadata(index_file(dir)).ok()?;
    #[cfg(unix)]
    let number = (std::os::unix::fs::MetadataExt::dev(&metadata), std::os::unix::fs::MetadataExt::ino(&metadata));
    #[cfg(not(unix))]
    let number = (0, 0);
    Some(Identity { created: metadata.created().ok(), number })
}

fn tables() -> String {
    format!(
        "PRAGMA application_id = {APPLICATION_ID};
        PRAGMA user_version = {VERSION};
        -- Under each term the ids of the events that have it. Neither positions nor the text are kept: a third of the size.
        CREATE VIRTUAL TABLE words USING fts5(
            terms, content='', contentless_delete=1, detail=none, tokenize=\"ascii tokenchars '{TERM_CHARACTERS}'\");
        -- Fewer merges, each of more parts: half of what is written, for some more places to look a term up in.
        INSERT INTO words (words, rank) VALUES ('automerge', 16);
        -- Never all at once.
        INSERT INTO words (words, rank) VALUES ('crisismerge', 64);
        -- How many events there are of each type and variant; 0 stands for none.
        CREATE TABLE counts (
            vendor TEXT NOT NULL,
            type ANY NOT NULL,
            variant ANY NOT NULL,
            family TEXT,
            count INTEGER NOT NULL,
            PRIMARY KEY (vendor, type, variant)
        ) STRICT, WITHOUT ROWID;
        -- Which ids are indexed, from the first to the last of each run.
        CREATE TABLE runs (
            first INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        -- Events up to the mark that are not indexed: whoever reads looks at them in their own table.
        CREATE TABLE holes (
            id INTEGER PRIMARY KEY
        ) STRICT;
        -- How far it has come, and when the event there was received: the same id in another database is another event.
        CREATE TABLE progress (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            mark INTEGER NOT NULL,
            received_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO progress VALUES (1, 0, 0);"
    )
}

/// Where an index stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The newest event it has looked at.
    pub(crate) id: i64,
    /// When that was received, in microseconds.
    pub(crate) received_at: i64,
}

/// The mark of an index attached as `schema`; `None` when it is not one of this version.
pub(crate) fn mark(connection: &Connection, schema: &str) -> rusqlite::Result<Option<Mark>> {
    let number = |pragma| connection.pragma_query_value(Some(schema), pragma, |row| row.get::<_, i64>(0));
    if (number("application_id")?, number("user_version")?) != (APPLICATION_ID, VERSION) {
        return Ok(None);
    }
    read_mark(connection, schema).map(Some)
}

/// The mark of an index that is known to be one.
pub(crate) fn read_mark(connection: &Connection, schema: &str) -> rusqlite::Result<Mark> {
    connection
        .prepare_cached(&format!("SELECT mark, received_at FROM {schema}.progress"))?
        .query_row([], |row| Ok(Mark { id: row.get(0)?, received_at: row.get(1)? }))
}

/// Whether a mark is about the events of this database.
pub(crate) fn belongs(events: &Connection, mark: Mark) -> rusqlite::Result<bool> {
    if mark.id == 0 {
        return Ok(true);
    }
    let there = events
        .prepare_cached("SELECT received_at FROM main.events WHERE id = ?1")?
        .query_row([mark.id], |row| row.get::<_, i64>(0))
        .optional()?;
    match there {
        Some(received_at) => Ok(received_at == mark.received_at),
        // It may have been deleted since; a number that was never given means another database.
        None => Ok(highest_given(events)? >= mark.id),
    }
}

/// Opens the index to fill it; makes a new one when there is none that can be used.
fn open(dir: &Path, events: &Connection) -> Result<Connection, StoreError> {
    let found = if note_file(dir).exists() { None } else { usable(dir, events) };
    match found {
        Some(connection) => Ok(connection),
        None => {
            make(dir).map_err(|error| StoreError::Index(error.to_string()))?;
            Ok(open_index_writer(dir)?)
        }
    }
}

fn usable(dir: &Path, events: &Connection) -> Option<Connection> {
    if !index_file(dir).exists() {
        return None;
    }
    let opened = open_index_writer(dir).and_then(|connection| {
        let mark = mark(&connection, "main")?;
        Ok((mark.map_or(Ok(false), |mark| belongs(events, mark))?, connection))
    });
    match opened {
        Ok((true, connection)) => Some(connection),
        Ok((false, _)) => {
            tracing::info!("the index is of another version or another database and is made anew");
            None
        }
        Err(error) => {
            tracing::warn!(%error, "the index cannot be used and is made anew");
            None
        }
    }
}

/// Puts a new, empty index in the place of what is there. It appears under its name when it is complete, so that no reader
/// sees half of one; who still reads the old one goes on with it.
fn make(dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (file, new) = (index_file(dir), dir.join(format!("{INDEX_FILE_NAME}.new")));
    remove(&new)?;
    crate::connection::make_file(&new)?;
    let connection = Connection::open(&new)?;
    prepare_index(&connection)?;
    connection.execute_batch(&format!("BEGIN; {} COMMIT", tables()))?;
    connection.close().map_err(|(_, error)| error)?;
    for ending in ["-wal", "-shm"] {
        remove(&dir.join(format!("{INDEX_FILE_NAME}{ending}")))?;
    }
    fs::rename(&new, &file)?;
    remove(&note_file(dir))?;
    Ok(())
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
