//! A consistent snapshot of the events and the index.
//!
//! Each file is read in one transaction, the events first. The index answers for events up to its
//! position, the events' table for the rest. So no result depends on how far the index has come, or
//! whether it exists.

use rusqlite::Connection;

use crate::{
    event_ids,
    index::file::{belongs, read_position},
};

/// A snapshot. It lasts as long as the read transaction around it.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The events as `events`; the index as `idx` if `indexed_upto` is not 0.
    pub(crate) connection: &'a Connection,
    /// The newest event.
    pub(crate) upto: i64,
    /// The newest event in the index; 0 if the index is not used.
    pub(crate) indexed_upto: i64,
    /// Events up to `indexed_upto` that the index does not contain, newest first.
    pub(crate) tombstones: Vec<i64>,
}

impl<'a> View<'a> {
    /// A snapshot of the events alone.
    pub(crate) fn without_index(connection: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self { connection, upto: event_ids::latest(connection)?, indexed_upto: 0, tombstones: Vec::new() })
    }

    /// A snapshot of the events and the attached index.
    pub(crate) fn with_index(connection: &'a Connection) -> rusqlite::Result<Self> {
        let mut view = Self::without_index(connection)?;
        let position = read_position(connection, "idx")?;
        // The database may have been replaced by one with other events.
        if position.id > 0 && belongs(connection, position)? {
            view.indexed_upto = position.id.min(view.upto);
            let mut tombstones =
                connection.prepare_cached("SELECT id FROM idx.tombstones WHERE id <= ?1 ORDER BY id DESC")?;
            view.tombstones = tombstones.query_map([view.indexed_upto], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        Ok(view)
    }

    /// How many visible events up to an id the index contains.
    pub(crate) fn count_indexed(&self, upto: i64) -> rusqlite::Result<u64> {
        let sql = "SELECT (SELECT coalesce(sum(min(last, ?1) - first + 1), 0) FROM idx.runs WHERE first <= ?1)
                - (SELECT count(*) FROM trash WHERE event_id <= ?1 AND event_id NOT IN (SELECT id FROM idx.tombstones))";
        self.connection.prepare_cached(sql)?.query_row([upto], |row| row.get(0))
    }
}
