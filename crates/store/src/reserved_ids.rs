//! The ids of databases that were moved aside. They are never used again.

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use std::{fs, path::Path};

use crate::{
    event_ids::{HIGHEST_DELETED, highest_assigned, latest},
    index::file::read_position,
    paths, settings,
};

/// Ids that stay unused after a damaged database, whose newest events may not be readable.
const GAP: i64 = 1_000_000;

/// A higher id is not one that Hookglass assigned, but damage.
const MAX_PLAUSIBLE: i64 = 1 << 52;

/// An id that no event of a damaged database has exceeded, from what can still be read of it. If
/// nothing can, the seconds since 1970.
pub(crate) fn highest_possible(dir: &Path, now: Timestamp) -> i64 {
    let read = |file, query: &dyn Fn(&Connection) -> rusqlite::Result<i64>| {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        query(&connection).ok().filter(|id| (0..MAX_PLAUSIBLE).contains(id))
    };
    let deleted = |connection: &Connection| {
        let id = settings::get(connection, HIGHEST_DELETED)?;
        Ok(id.and_then(|id| id.parse().ok()).unwrap_or(0))
    };
    let newest = [
        read(paths::database(dir), &latest),
        read(paths::database(dir), &deleted).filter(|id| *id > 0),
        read(paths::index(dir), &|index| Ok(read_position(index, "main")?.id)),
        reserved(dir),
    ];
    newest.into_iter().flatten().max().unwrap_or_else(|| now.as_second()).saturating_add(GAP)
}

/// The highest id of the databases that were moved aside.
fn reserved(dir: &Path) -> Option<i64> {
    fs::read_to_string(paths::highest_id(dir)).ok()?.parse().ok()
}

/// Skips the ids of the databases that were moved aside.
pub(crate) fn skip_reserved(connection: &Connection, dir: &Path) -> rusqlite::Result<()> {
    let Some(reserved) = reserved(dir) else { return Ok(()) };
    if highest_assigned(connection)? >= reserved {
        return Ok(());
    }
    let sql = "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value
               WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)";
    connection.execute(sql, (HIGHEST_DELETED, reserved.to_string())).map(drop)
}
