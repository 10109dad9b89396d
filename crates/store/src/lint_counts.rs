//! The table `warnings`: how many lint warnings each event has, and up to which event they were
//! counted.
//!
//! The count runs after the sender has its answer, so the newest events may not be counted yet. A
//! search for warnings stops at the last counted event; a caller that needs more counts first.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{error::StoreError, readers::Readers, settings, writer::Writer};

/// The setting with the lint version that counted, and the last event it counted.
const CHECKED: &str = "checked";

/// Reads how far the warnings are counted.
#[derive(Debug, Clone, Copy)]
pub struct LintCounts<'a> {
    pub(crate) readers: &'a Readers,
}

impl LintCounts<'_> {
    /// The last event that this version of the lint has counted; all before it are counted too.
    pub async fn counted_upto(self, lint: &'static str) -> Result<i64, StoreError> {
        self.readers.read(move |connection| counted_upto_by(connection, lint)).await
    }
}

/// Writes the counts.
#[derive(Debug, Clone, Copy)]
pub struct LintCountsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl LintCountsMut<'_> {
    /// Stores the number of warnings of some events. From now on all events up to `upto` are
    /// counted.
    pub async fn put(self, counts: Vec<(i64, u64)>, lint: &'static str, upto: i64) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| put(connection, &counts, lint, upto)).await
    }
}

/// The last event that any version of the lint has counted.
pub(crate) fn counted_upto(connection: &Connection) -> rusqlite::Result<i64> {
    Ok(last_counted(connection)?.map_or(0, |(_, upto)| upto))
}

fn counted_upto_by(connection: &Connection, lint: &str) -> rusqlite::Result<i64> {
    Ok(last_counted(connection)?.filter(|(by, _)| by == lint).map_or(0, |(_, upto)| upto))
}

fn last_counted(connection: &Connection) -> rusqlite::Result<Option<(String, i64)>> {
    let setting = settings::get(connection, CHECKED)?;
    Ok(setting
        .as_deref()
        .and_then(|text| text.rsplit_once(' '))
        .and_then(|(lint, upto)| Some((lint.to_owned(), upto.parse().ok()?))))
}

fn put(connection: &Connection, counts: &[(i64, u64)], lint: &str, upto: i64) -> rusqlite::Result<()> {
    // Most events have no warnings and no row: they cost one lookup in a small table and no write.
    let mut known = connection.prepare_cached("SELECT count FROM warnings WHERE event_id = ?1")?;
    let mut remove = connection.prepare_cached("DELETE FROM warnings WHERE event_id = ?1")?;
    // The event may have been deleted since it was counted.
    let mut insert = connection.prepare_cached("INSERT INTO warnings SELECT id, ?2 FROM events WHERE id = ?1")?;
    for (id, count) in counts {
        let before: u64 = known.query_row([id], |row| row.get("count")).optional()?.unwrap_or(0);
        if before == *count {
            continue;
        }
        remove.execute([id])?;
        if *count > 0 {
            insert.execute((id, count))?;
        }
    }
    // Another program may have counted further.
    if counted_upto_by(connection, lint)? < upto {
        settings::put(connection, CHECKED, &format!("{lint} {upto}"))?;
    }
    Ok(())
}
