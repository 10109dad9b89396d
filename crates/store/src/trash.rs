//! Deleting in two halves: at once out of sight, and out of the file when nobody can take it back any more.
//!
//! An event is out of sight when it stands in the table of trash: the connections that read have a view in the place of
//! the events' table that leaves it out ([`hide_trash`]), and what the index counts is put right (`listing.rs`). Who can undo a
//! deletion is a **session**: a program that holds a file locked; the lock ends with the program, however that ends. What
//! goes, by deletion or by pruning, is noted for those who remember events.

use rusqlite::{Connection, OptionalExtension};
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// How long a deletion is kept at least, even when the program that made it ends.
const AT_LEAST_US: i64 = 60_000_000;
/// Runs of ids that are noted of one removal; of more it is noted that anything can be gone.
const MOST_RUNS: usize = 100;
/// Notes that are kept.
const MOST_NOTES: i64 = 1_000;

/// What was deleted, and by what number it can be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trashed {
    /// The number.
    pub undo: i64,
    /// How many events.
    pub count: u64,
}

/// What has gone since some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removals {
    /// The moment up to which this tells.
    pub upto: i64,
    /// Runs of ids, first and last of each; `None`: any event may be gone, or be back.
    pub ids: Option<Vec<(i64, i64)>>,
}

/// Whether there is trash at all is asked once a statement, so that an empty one costs a scan nothing.
pub(crate) fn shown(id: &str) -> String {
    format!("NOT (EXISTS (SELECT 1 FROM main.trash) AND {id} IN (SELECT event_id FROM main.trash))")
}

/// From now on what this connection calls `events` is without those in the trash; `main.events` has all.
pub(crate) fn hide_trash(connection: &Connection) -> rusqlite::Result<()> {
    let there = connection.query_row("SELECT 1 FROM main.sqlite_schema WHERE name = 'trash'", [], |_| Ok(()));
    if there.optional()?.is_none() {
        return Ok(());
    }
    connection.execute_batch(&format!("CREATE TEMP VIEW events AS SELECT * FROM main.events WHERE {}", shown("id")))
}

/// Begins a deletion.
pub(crate) fn begin(connection: &Connection, session: &str, now: i64) -> rusqlite::Result<i64> {
    connection.execute("INSERT INTO deletions (deleted_at, session) VALUES (?1, ?2)", (now, session))?;
    Ok(connection.last_insert_rowid())
}

/// Takes events out of sight; returns how many were in sight.
pub(crate) fn put(connection: &Connection, deletion: i64, ids: &[i64]) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO trash SELECT id, ?2 FROM events WHERE id = ?1")?;
    ids.iter().try_fold(0, |count, id| Ok(count + statement.execute((id, deletion))? as u64))
}

/// Brings some of a deletion's events back; returns how many.
pub(crate) fn restore(connection: &Connection, deletion: i64, most: usize) -> rusqlite::Result<u64> {
    let sql = "DELETE FROM trash WHERE event_id IN (SELECT event_id FROM trash WHERE deletion = ?1 LIMIT ?2)";
    Ok(connection.execute(sql, (deletion, most))? as u64)
}

/// Ends a deletion: nothing of it is left in the trash.
pub(crate) fn end(connection: &Connection, deletion: i64) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM deletions WHERE id = ?1", [deletion]).map(drop)
}

/// Some of a deletion's events.
pub(crate) fn of_deletion(connection: &Connection, deletion: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT event_id FROM trash WHERE deletion = ?1 ORDER BY event_id LIMIT ?2")?;
    statement.query_map((deletion, most), |row| row.get(0))?.collect()
}

/// The deletions that nobody can undo any more.
pub(crate) fn abandoned(connection: &Connection, dir: &Path, now: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT id, session FROM deletions WHERE deleted_at < ?1 ORDER BY id")?;
    let rows = statement.query_map([now - AT_LEAST_US], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let all = rows.collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|(_, session)| Session::has_ended(dir, session)).map(|(id, _)| id).collect())
}

/// Notes what has gone: these ids, or, with none, that anything may be otherwise.
pub(crate) fn note(connection: &Connection, ids: Option<&[i64]>) -> rusqlite::Result<()> {
    let mut sorted = ids.map(<[i64]>::to_vec);
    if let Some(ids) = &mut sorted {
        ids.sort_unstable();
    }
    let runs = sorted.map(|ids| runs(ids.into_iter())).filter(|runs| runs.len() <= MOST_RUNS);
    let mut insert = connection.prepare_cached("INSERT INTO removals (first, last) VALUES (?1, ?2)")?;
    match runs {
        None => insert.execute([None::<i64>, None]).map(drop)?,
        Some(runs) => runs.iter().try_for_each(|run| insert.execute(*run).map(drop))?,
    }
    let old = "DELETE FROM removals WHERE id <= (SELECT max(id) FROM removals) - ?1";
    connection.prepare_cached(old)?.execute([MOST_NOTES]).map(drop)
}

/// What has gone after a moment.
pub(crate) fn removals(connection: &Connection, after: i64) -> rusqlite::Result<Removals> {
    let mut bounds = connection.prepare_cached("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM removals")?;
    let (oldest, upto): (i64, i64) = bounds.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if after >= upto {
        return Ok(Removals { upto, ids: Some(Vec::new()) });
    }
    let mut statement = connection.prepare_cached("SELECT first, last FROM removals WHERE id > ?1 ORDER BY id")?;
    let runs = statement.query_map([after], |row| Ok(row.get::<_, Option<i64>>(0)?.zip(row.get(1)?)))?;
    let runs = runs.collect::<Result<Option<Vec<_>>, _>>()?;
    Ok(Removals { upto, ids: runs.filter(|_| oldest <= after + 1) })
}

/// Rising ids as runs without gaps: first and last of each.
pub(crate) fn runs(ids: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some((_, last)) if *last == id - 1 => *last = id,
            _ => runs.push((id, id)),
        }
    }
    runs
}

/// A running program that can undo its deletions.
#[derive(Debug)]
pub(crate) struct Session {
    name: String,
    path: PathBuf,
    // Locked until it is closed.
    _file: File,
}

impl Session {
    /// Begins a session under a name that no other has.
    pub(crate) fn begin(dir: &Path, name: String) -> io::Result<Self> {
        let path = session_file(dir, &name);
        crate::connection::make_file(&path)?;
        let file = File::options().write(true).open(&path)?;
        file.try_lock()?;
        Ok(Self { name, path, _file: file })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the program of a session is gone. When that cannot be told, it is taken to be there.
    fn has_ended(dir: &Path, name: &str) -> bool {
        let path = session_file(dir, name);
        match File::options().write(true).open(&path) {
            Err(error) => error.kind() == io::ErrorKind::NotFound,
            Ok(file) => match file.try_lock() {
                Ok(()) => {
                    let _ = fs::remove_file(path);
                    true
                }
                Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
            },
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn session_file(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!("hookglass-session-{name}.lock"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::{lay_out, open_reader, open_writer};

    #[test]
    fn leaving_out_the_trash_costs_no_copy_of_the_events() {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = open_writer(dir.path()).unwrap();
        lay_out(&writer).unwrap();
        crate::schema::migrate(&mut writer, dir.path()).unwrap();
        let reader = open_reader(dir.path()).unwrap();
        for sql in [
            "SELECT events.id FROM stars CROSS JOIN events ON events.id = stars.event_id WHERE size > 1 ORDER BY 1 DESC",
            "SELECT id FROM events WHERE id > 5 AND id <= 9 AND status = 200 ORDER BY id DESC LIMIT 3",
            "SELECT vendor, count(*) FROM events WHERE id > 5 GROUP BY vendor, type",
        ] {
            let mut plan = reader.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let lines = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
            let plan = lines.collect::<Result<Vec<_>, _>>().unwrap().join("; ");
            assert!(plan.contains("events USING INTEGER PRIMARY KEY"), "{sql}: {plan}");
            assert!(!plan.contains("MATERIALIZE") && !plan.contains("CO-ROUTINE"), "{sql}: {plan}");
        }
    }

    #[test]
    fn ids_without_gaps_are_one_run() {
        assert_eq!(runs([].into_iter()), []);
        assert_eq!(runs([1, 2, 3, 7, 9, 10].into_iter()), [(1, 3), (7, 7), (9, 10)]);
    }

    #[test]
    fn a_session_ends_with_its_program() {
        let dir = tempfile::tempdir().unwrap();
        let session = Session::begin(dir.path(), "one".into()).unwrap();
        assert!(!Session::has_ended(dir.path(), "one"));
        assert!(Session::begin(dir.path(), "one".into()).is_err(), "no two have one name");
        drop(session);
        assert!(Session::has_ended(dir.path(), "one") && Session::has_ended(dir.path(), "two"));
    }
}
