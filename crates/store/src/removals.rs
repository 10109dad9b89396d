//! The table `removals`: a log of hidden and deleted events, for caches of ids in this and other
//! programs.

use rusqlite::Connection;

use crate::{error::StoreError, id_runs::runs, readers::Readers};

/// Runs of ids that are recorded for one removal. A removal with more is recorded as one that can
/// affect any event.
const MAX_RUNS: usize = 100;
/// Entries that the log keeps.
const MAX_ENTRIES: i64 = 1_000;

/// The events that were removed after a position of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removals {
    /// The position up to which the log was read.
    pub upto: i64,
    /// Runs of ids, the first and the last of each. `None` if any event may be gone or restored.
    pub ids: Option<Vec<(i64, i64)>>,
}

/// Reads the log of removals.
#[derive(Debug, Clone, Copy)]
pub struct RemovalLog<'a> {
    pub(crate) readers: &'a Readers,
}

impl RemovalLog<'_> {
    /// The events that were removed after a position of the log, and its current position.
    pub async fn since(self, position: i64) -> Result<Removals, StoreError> {
        self.readers.read(move |connection| since(connection, position)).await
    }
}

/// Records removed ids; `None` means that any event may have changed.
pub(crate) fn record(connection: &Connection, ids: Option<&[i64]>) -> rusqlite::Result<()> {
    let mut sorted = ids.map(<[i64]>::to_vec);
    if let Some(ids) = &mut sorted {
        ids.sort_unstable();
    }
    let runs = sorted.map(|ids| runs(ids.into_iter())).filter(|runs| runs.len() <= MAX_RUNS);
    let mut insert = connection.prepare_cached("INSERT INTO removals (first, last) VALUES (?1, ?2)")?;
    match runs {
        None => insert.execute([None::<i64>, None]).map(drop)?,
        Some(runs) => runs.iter().try_for_each(|run| insert.execute(*run).map(drop))?,
    }
    let drop_old = "DELETE FROM removals WHERE id <= (SELECT max(id) FROM removals) - ?1";
    connection.prepare_cached(drop_old)?.execute([MAX_ENTRIES]).map(drop)
}

fn since(connection: &Connection, position: i64) -> rusqlite::Result<Removals> {
    let mut bounds = connection.prepare_cached("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM removals")?;
    let (oldest, upto): (i64, i64) = bounds.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if position >= upto {
        return Ok(Removals { upto, ids: Some(Vec::new()) });
    }
    let mut statement = connection.prepare_cached("SELECT first, last FROM removals WHERE id > ?1 ORDER BY id")?;
    let runs = statement.query_map([position], |row| Ok(row.get::<_, Option<i64>>("first")?.zip(row.get("last")?)))?;
    let runs = runs.collect::<Result<Option<Vec<_>>, _>>()?;
    Ok(Removals { upto, ids: runs.filter(|_| oldest <= position + 1) })
}
