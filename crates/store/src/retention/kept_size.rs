//! How many bytes of the file pruning does not free.
//!
//! Rows are measured by their lengths, which are read without the values, and rounded up to pages.
//! The trash can hold every event, so its size is computed again only when its contents change.

use rusqlite::Connection;
use std::sync::{Mutex, PoisonError};

use crate::{damage, error::StoreError, readers::Readers, trash::PRUNING};

/// Bytes of a page. A row that does not fit into one continues on separate pages.
const PAGE: u64 = 8192;
/// Bytes of the columns that are not measured.
const SMALL_COLUMNS: u64 = 400;

/// Identifies the contents of the trash: how many events, and the sum of their ids.
type Contents = (u64, f64);

/// The last known size of the trash.
#[derive(Debug, Default)]
pub(crate) struct KeptSize(Mutex<Option<(Contents, u64)>>);

impl KeptSize {
    /// Bytes that pruning does not free.
    pub(crate) async fn read(&self, readers: &Readers) -> Result<u64, StoreError> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (trash, others) = readers.read(move |connection| measure(connection, known)).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(trash);
        Ok(trash.1 + others)
    }
}

/// The trash with its size, and the size of everything else that stays.
fn measure(connection: &Connection, known: Option<(Contents, u64)>) -> rusqlite::Result<((Contents, u64), u64)> {
    // Pruning empties its own part of the trash when the database is too large.
    let trash = format!("FROM trash WHERE deletion NOT IN (SELECT id FROM deletions WHERE session = '{PRUNING}')");
    let contents: Contents = connection
        .prepare_cached(&format!("SELECT count(*), total(event_id) {trash}"))?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let trash = match known.filter(|known| known.0 == contents) {
        Some(known) => known.1,
        None => size_of_events(connection, &format!("SELECT event_id {trash}"))?,
    };
    let annotated = "SELECT event_id FROM (SELECT event_id FROM stars UNION SELECT event_id FROM notes)
        WHERE event_id NOT IN (SELECT event_id FROM trash)";
    let documents = "SELECT (SELECT coalesce(sum(octet_length(file)), 0) FROM scenarios)
        + (SELECT coalesce(sum(octet_length(file)), 0) FROM rules)";
    let documents: u64 = connection.query_row(documents, [], |row| row.get(0))?;
    Ok(((contents, trash), size_of_events(connection, annotated)? + documents))
}

/// The size of some events with their resends, without those that cannot be read.
fn size_of_events(connection: &Connection, ids: &str) -> rusqlite::Result<u64> {
    match size_together(connection, ids) {
        Err(error) if damage::is_of_row(&error) => {}
        size => return size,
    }
    let ids: Vec<i64> = connection.prepare(ids)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut total = 0;
    for id in ids {
        match size_together(connection, &format!("SELECT {id} AS event_id")) {
            Err(error) if damage::is_of_row(&error) => damage::report(id, &error),
            size => total += size?,
        }
    }
    Ok(total)
}

fn size_together(connection: &Connection, ids: &str) -> rusqlite::Result<u64> {
    let event = row_size(&["headers", "body", "target", "answer_headers", "answer_body"]);
    let resend = row_size(&["headers", "body", "response_headers", "response_body"]);
    let sql = format!(
        "SELECT (SELECT coalesce(sum({event}), 0) FROM ({ids}) AS kept CROSS JOIN main.events ON id = kept.event_id)
            + (SELECT coalesce(sum({resend}), 0) FROM ({ids}) AS kept
               CROSS JOIN resends ON resends.event_id = kept.event_id)"
    );
    connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))
}

/// The SQL expression for the bytes of the pages that a row takes.
fn row_size(columns: &[&str]) -> String {
    let lengths: Vec<_> = columns.iter().map(|column| format!("coalesce(length({column}), 0)")).collect();
    let payload = format!("({SMALL_COLUMNS} + {})", lengths.join(" + "));
    // Equal rows share a page. Larger rows round up to pages, and one more for their beginning.
    format!("iif({payload} < {PAGE} - 200, {PAGE} / ({PAGE} / {payload}), ({payload} / ({PAGE} - 4) + 2) * {PAGE})")
}
