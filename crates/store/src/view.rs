//! One look at the database: its events, and the index as far as it has come.
//!
//! Both files are looked at in one read transaction each, the events first. An index that knows more than that is not asked. Events up to the mark are answered by the index, all others by their own table, so that no answer depends on how far
//! the index has come, or on whether there is one.

use rusqlite::Connection;

use crate::{
    index::{belongs, read_mark},
    listing::latest,
};

/// A look. It lasts as long as the read transaction around it.
#[derive(Debug)]
pub(crate) struct View<'a> {
    /// The events as `events`; the index as `idx`, when `mark` is not 0.
    pub(crate) connection: &'a Connection,
    /// The newest event.
    pub(crate) upto: i64,
    /// The newest event that the index knows, 0 when it is not to be asked.
    pub(crate) mark: i64,
    /// Events up to the mark that the index does not know.
    pub(crate) holes: Vec<i64>,
}

impl<'a> View<'a> {
    /// A look at the events alone.
    pub(crate) fn without_index(connection: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self { connection, upto: latest(connection)?, mark: 0, holes: Vec::new() })
    }

    /// A look at both. The index is attached.
    pub(crate) fn with_index(connection: &'a Connection) -> rusqlite::Result<Self> {
        let mut view = Self::without_index(connection)?;
        let mark = read_mark(connection, "idx")?;
        // A database that took the place of another may have fewer events, or others.
        if mark.id > 0 && belongs(connection, mark)? {
            view.mark = mark.id.min(view.upto);
            let mut holes = connection.prepare_cached("SELECT id FROM idx.holes WHERE id <= ?1 ORDER BY id DESC")?;
            view.holes = holes.query_map([view.mark], |row| row.get(0))?.collect::<Result<_, _>>()?;
        }
        Ok(view)
    }
}
