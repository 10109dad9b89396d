//! Requests as received.

use bytes::Bytes;
use hookglass_request::{
    capture::{Capture, Truncation, Version},
    headers::Headers,
};
use rusqlite::{Connection, Row};

use super::page_size::MIN_EVENT_BYTES;
use crate::columns::{optional_word, timestamp, word};

/// The columns that [`read`] reads.
pub(super) const COLUMNS: &str = "received_at, began_at, method, target, version, peer, cut, headers, body";

/// The request in a row that has [`COLUMNS`].
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Capture> {
    Ok(Capture {
        received_at: timestamp(row, "received_at")?,
        began_at: timestamp(row, "began_at")?,
        method: row.get("method")?,
        target: row.get("target")?,
        version: word(row, "version", Version::from_word)?,
        peer: word(row, "peer", |text| text.parse().ok())?,
        cut: optional_word(row, "cut", Truncation::from_word)?,
        headers: Headers::from_block(row.get("headers")?),
        body: Bytes::from(row.get::<_, Vec<u8>>("body")?),
    })
}

pub(super) fn after(connection: &Connection, after: i64, max_bytes: usize) -> rusqlite::Result<Vec<(i64, Capture)>> {
    let sql = format!("SELECT id, {COLUMNS} FROM events WHERE id > ?1 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([after])?;
    let (mut captures, mut bytes) = (Vec::new(), 0);
    while bytes < max_bytes
        && let Some(row) = rows.next()?
    {
        let capture = read(row)?;
        bytes += capture.body.len() + MIN_EVENT_BYTES;
        captures.push((row.get("id")?, capture));
    }
    Ok(captures)
}
