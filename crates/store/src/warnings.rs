//! How many findings of each event are warnings, and up to which event that was counted.
//!
//! It is counted after the sender has its answer, so the newest events may not have been looked at yet: no question about
//! warnings goes beyond those that were, and whoever asks one has them counted first.

use rusqlite::{Connection, OptionalExtension};

use crate::settings;

/// The setting: the checks that counted, and the event up to which they have.
const CHECKED: &str = "checked";

/// The id up to which all events were looked at, by whatever checks.
pub(crate) fn counted_upto(connection: &Connection) -> rusqlite::Result<i64> {
    Ok(mark(connection)?.map_or(0, |(_, upto)| upto))
}

fn mark(connection: &Connection) -> rusqlite::Result<Option<(String, i64)>> {
    let mark = settings::get(connection, CHECKED)?;
    Ok(mark
        .as_deref()
        .and_then(|mark| mark.rsplit_once(' '))
        .and_then(|(with, upto)| Some((with.to_owned(), upto.parse().ok()?))))
}

/// The id up to which these checks have looked at all events.
pub(crate) fn checked_upto(connection: &Connection, checks: &str) -> rusqlite::Result<i64> {
    Ok(mark(connection)?.filter(|(with, _)| with == checks).map_or(0, |(_, upto)| upto))
}

/// Writes what was counted, and that all events up to an id have been looked at. Another program may be further.
pub(crate) fn put(connection: &Connection, counts: &[(i64, u64)], checks: &str, upto: i64) -> rusqlite::Result<()> {
    // In this order most events cost a look into a small table, and nothing is written for them.
    let mut known = connection.prepare_cached("SELECT count FROM warnings WHERE event_id = ?1")?;
    let mut remove = connection.prepare_cached("DELETE FROM warnings WHERE event_id = ?1")?;
    // An event may have gone meanwhile.
    let mut insert = connection.prepare_cached("INSERT INTO warnings SELECT id, ?2 FROM events WHERE id = ?1")?;
    for (id, count) in counts {
        let before: u64 = known.query_row([id], |row| row.get(0)).optional()?.unwrap_or(0);
        if before == *count {
            continue;
        }
        remove.execute([id])?;
        if *count > 0 {
            insert.execute((id, count))?;
        }
    }
    if checked_upto(connection, checks)? < upto {
        settings::put(connection, CHECKED, &format!("{checks} {upto}"))?;
    }
    Ok(())
}
