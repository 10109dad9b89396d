//! Reading a body by parts, so that a large one is never in memory as a whole.

use rusqlite::{Connection, MAIN_DB, OptionalExtension};
use std::io::{Read, Seek, SeekFrom};

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyPart {
    /// Bytes of the whole body.
    pub size: u64,
    /// The bytes from where was asked for, as many as there are, as sent.
    pub bytes: Vec<u8>,
}

/// `length` bytes of an event's body from `start` on; fewer at its end, none behind it.
pub(crate) fn part(connection: &Connection, id: i64, start: u64, length: usize) -> rusqlite::Result<Option<BodyPart>> {
    // In one look: the row must not go between the two questions.
    let transaction = connection.unchecked_transaction()?;
    let mut there = transaction.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?;
    if there.query_row([id], |_| Ok(())).optional()?.is_none() {
        return Ok(None);
    }
    let mut blob = transaction.blob_open(MAIN_DB, "events", "body", id, true)?;
    let size = blob.len() as u64;
    let length = size.saturating_sub(start).min(length as u64);
    let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
    let read = blob.seek(SeekFrom::Start(start.min(size))).and_then(|_| blob.read_exact(&mut bytes));
    read.map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    Ok(Some(BodyPart { size, bytes }))
}
