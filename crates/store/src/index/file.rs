//! The index file: creating it, opening it, and checking whether it belongs to the events.
//!
//! A file that is damaged, or belongs to another version or database, is replaced and never
//! repaired. A reader that finds damage leaves a marker file, and the process that fills the index
//! replaces it.

use rusqlite::{Connection, ErrorCode, OptionalExtension as _};
use std::{fs, io, path::Path, time::SystemTime};

use crate::{
    connection::{make_file, open_index_writer, prepare_index},
    damage,
    error::StoreError,
    event_ids,
    paths::{self, INDEX_FILE_NAME},
    terms::TERM_CHARACTERS,
};

/// Marks the file: "HOIX" in ASCII.
const APPLICATION_ID: i64 = 0x484F_4958;

/// Raised whenever the tables or the terms change. An index of another version is replaced.
const VERSION: i64 = 3;

/// Marks the index as damaged.
pub(crate) fn mark_damaged(dir: &Path) {
    if let Err(error) = fs::write(paths::index_damaged(dir), "") {
        tracing::warn!(%error, "the index is damaged and could not be marked as such");
    }
}

/// Whether the index is marked as damaged.
pub(super) fn is_marked_damaged(dir: &Path) -> bool {
    paths::index_damaged(dir).exists()
}

/// Whether an error shows that the index is damaged. A full disk, a lack of memory or descriptors
/// and a failing device pass; they say nothing about the file.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    let lacks = |text: &str| {
        ["no such table", "vtable constructor", "fts5 file format"].iter().any(|known| text.contains(known))
    };
    if let rusqlite::Error::SqlInputError { msg, .. } = error {
        return lacks(msg);
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => true,
        Some(ErrorCode::Unknown) => lacks(&error.to_string()),
        Some(_) => false,
        // A value of another type, or a missing row.
        None => true,
    }
}

/// Distinguishes an index file from the one that replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    created: Option<SystemTime>,
    number: (u64, u64),
}

/// The identity of the current index, if any.
pub(crate) fn identity(dir: &Path) -> Option<Identity> {
    let metadata = fs::metadata(paths::index(dir)).ok()?;
    #[cfg(unix)]
    let number = (std::os::unix::fs::MetadataExt::dev(&metadata), std::os::unix::fs::MetadataExt::ino(&metadata));
    #[cfg(not(unix))]
    let number = (0, 0);
    Some(Identity { created: metadata.created().ok(), number })
}

/// How far an index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// The newest event it has read.
    pub(crate) id: i64,
    /// When that event was received, in microseconds.
    pub(crate) received_at: i64,
}

/// The position of an index attached as `schema`; `None` if it has another version.
pub(crate) fn position(connection: &Connection, schema: &str) -> rusqlite::Result<Option<Position>> {
    let number = |pragma| connection.pragma_query_value(Some(schema), pragma, |row| row.get::<_, i64>(0));
    if (number("application_id")?, number("user_version")?) != (APPLICATION_ID, VERSION) {
        return Ok(None);
    }
    read_position(connection, schema).map(Some)
}

/// The position of an index that has this version.
pub(crate) fn read_position(connection: &Connection, schema: &str) -> rusqlite::Result<Position> {
    connection
        .prepare_cached(&format!("SELECT mark, received_at FROM {schema}.progress"))?
        .query_row([], |row| Ok(Position { id: row.get("mark")?, received_at: row.get("received_at")? }))
}

/// Whether a position refers to the events of this database.
pub(crate) fn belongs(events: &Connection, position: Position) -> rusqlite::Result<bool> {
    if position.id == 0 {
        return Ok(true);
    }
    match received_at(events, position.id)? {
        Some(received_at) => Ok(received_at == position.received_at),
        // The event may have been deleted. An id that was never assigned means another database.
        None => Ok(event_ids::highest_assigned(events)? >= position.id),
    }
}

/// When an event was received, in microseconds; `None` if it is not there or cannot be read.
pub(super) fn received_at(events: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    let mut statement = events.prepare_cached("SELECT received_at FROM main.events WHERE id = ?1")?;
    match statement.query_row([id], |row| row.get("received_at")).optional() {
        Err(error) if damage::is_of_row(&error) => Ok(None),
        received_at => received_at,
    }
}

/// Opens the index to fill it, or a new one if it cannot be used.
pub(super) fn open(dir: &Path, events: &Connection) -> Result<Connection, StoreError> {
    let usable = if is_marked_damaged(dir) { None } else { open_usable(dir, events)? };
    match usable {
        Some(connection) => Ok(connection),
        None => {
            create(dir).map_err(|error| StoreError::Index(error.to_string()))?;
            Ok(open_index_writer(dir)?)
        }
    }
}

fn open_usable(dir: &Path, events: &Connection) -> rusqlite::Result<Option<Connection>> {
    if !paths::index(dir).exists() {
        return Ok(None);
    }
    let opened = open_index_writer(dir).and_then(|connection| {
        let position = position(&connection, "main")?;
        Ok((position.map_or(Ok(false), |position| belongs(events, position))?, connection))
    });
    match opened {
        Ok((true, connection)) => Ok(Some(connection)),
        Ok((false, _)) => {
            tracing::info!("the index belongs to another version or database and is built again");
            Ok(None)
        }
        Err(error) if is_damage(&error) => {
            tracing::warn!(%error, "the index is damaged and is built again");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Replaces the index by an empty one. The new file gets its name once it is complete, so that
/// readers never see half of it. Open connections keep reading the old file.
fn create(dir: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (file, new) = (paths::index(dir), dir.join(format!("{INDEX_FILE_NAME}.new")));
    remove(&new)?;
    make_file(&new)?;
    let connection = Connection::open(&new)?;
    prepare_index(&connection)?;
    connection.execute_batch(&format!("BEGIN; {} COMMIT", tables()))?;
    connection.close().map_err(|(_, error)| error)?;
    for ending in ["-wal", "-shm"] {
        remove(&dir.join(format!("{INDEX_FILE_NAME}{ending}")))?;
    }
    fs::rename(&new, &file)?;
    remove(&paths::index_damaged(dir))?;
    Ok(())
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn tables() -> String {
    format!(
        "PRAGMA application_id = {APPLICATION_ID};
        PRAGMA user_version = {VERSION};
        -- The ids of the events under each term, without positions and text: a third of the size.
        CREATE VIRTUAL TABLE words USING fts5(
            terms, content='', contentless_delete=1, detail=none, tokenize=\"ascii tokenchars '{TERM_CHARACTERS}'\");
        -- Fewer, larger merges: half the writes, for some more segments to search.
        INSERT INTO words (words, rank) VALUES ('automerge', 16);
        -- Never merge everything at once.
        INSERT INTO words (words, rank) VALUES ('crisismerge', 64);
        -- How many events each type and variant has; 0 means no type or variant.
        CREATE TABLE counts (
            vendor TEXT NOT NULL,
            type ANY NOT NULL,
            variant ANY NOT NULL,
            family TEXT,
            count INTEGER NOT NULL,
            PRIMARY KEY (vendor, type, variant)
        ) STRICT, WITHOUT ROWID;
        -- The indexed ids, as runs from first to last.
        CREATE TABLE runs (
            first INTEGER PRIMARY KEY,
            last INTEGER NOT NULL
        ) STRICT;
        -- Tombstones: events up to the mark that are not indexed. Readers find them in the table of events.
        CREATE TABLE tombstones (
            id INTEGER PRIMARY KEY
        ) STRICT;
        -- The last indexed event, and when it was received: the same id in another database is another event.
        CREATE TABLE progress (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            mark INTEGER NOT NULL,
            received_at INTEGER NOT NULL
        ) STRICT;
        INSERT INTO progress VALUES (1, 0, 0);"
    )
}
