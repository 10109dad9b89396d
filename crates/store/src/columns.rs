//! Reads typed values from a row, by column name or position.

use jiff::Timestamp;
use rusqlite::{
    Row, RowIndex,
    types::{FromSql, Type},
};
use std::{cell::Cell, time::Duration};

use crate::damage;

/// A column of microseconds since 1970.
pub(crate) fn timestamp(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Timestamp> {
    let column = column.idx(row.as_ref())?;
    let microseconds = row.get(column)?;
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, microseconds))
}

/// A duration in its stored form.
pub(crate) fn microseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// A column that holds the word of an enum variant.
fn word<T>(row: &Row<'_>, column: impl RowIndex, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let column = column.idx(row.as_ref())?;
    let text = row.get_ref(column)?.as_str()?;
    parse(text).ok_or_else(|| {
        let why = format!("'{text}' in column {column}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
    })
}

/// A row in which a column that cannot be read, such as a word of another version, has a default.
pub(crate) struct TolerantRow<'a, 'b> {
    row: &'a Row<'b>,
    is_damaged: Cell<bool>,
}

impl<'a, 'b> TolerantRow<'a, 'b> {
    pub(crate) fn of(row: &'a Row<'b>) -> Self {
        Self { row, is_damaged: Cell::new(false) }
    }

    /// Whether a column had to be replaced so far.
    pub(crate) fn is_damaged(&self) -> bool {
        self.is_damaged.get()
    }

    pub(crate) fn get<T: FromSql + Default>(&self, column: impl RowIndex) -> rusqlite::Result<T> {
        self.readable(self.row.get(column), T::default())
    }

    /// A column of microseconds since 1970.
    pub(crate) fn timestamp(&self, column: impl RowIndex) -> rusqlite::Result<Timestamp> {
        self.readable(timestamp(self.row, column), Timestamp::UNIX_EPOCH)
    }

    /// A column of microseconds since 1970, or NULL.
    pub(crate) fn optional_timestamp(&self, column: impl RowIndex) -> rusqlite::Result<Option<Timestamp>> {
        let column = column.idx(self.row.as_ref())?;
        if self.get::<Option<i64>>(column)?.is_none() { Ok(None) } else { self.timestamp(column).map(Some) }
    }

    /// A column of microseconds.
    pub(crate) fn duration(&self, column: impl RowIndex) -> rusqlite::Result<Duration> {
        self.get(column).map(Duration::from_micros)
    }

    /// A column of microseconds, or NULL.
    pub(crate) fn optional_duration(&self, column: impl RowIndex) -> rusqlite::Result<Option<Duration>> {
        Ok(self.get::<Option<u64>>(column)?.map(Duration::from_micros))
    }

    /// A column that holds the word of an enum variant.
    pub(crate) fn word<T>(
        &self,
        column: impl RowIndex,
        parse: impl Fn(&str) -> Option<T>,
        default: T,
    ) -> rusqlite::Result<T> {
        self.readable(word(self.row, column, parse), default)
    }

    /// A column that holds the word of an enum variant, or NULL.
    pub(crate) fn optional_word<T>(
        &self,
        column: impl RowIndex,
        parse: impl Fn(&str) -> Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.optional_word_or(column, parse, None)
    }

    /// The same, with a value for a word that cannot be read.
    pub(crate) fn optional_word_or<T>(
        &self,
        column: impl RowIndex,
        parse: impl Fn(&str) -> Option<T>,
        unreadable: Option<T>,
    ) -> rusqlite::Result<Option<T>> {
        let column = column.idx(self.row.as_ref())?;
        match self.row.get_ref(column)?.data_type() {
            Type::Null => Ok(None),
            _ => self.readable(word(self.row, column, parse).map(Some), unreadable),
        }
    }

    fn readable<T>(&self, value: rusqlite::Result<T>, default: T) -> rusqlite::Result<T> {
        match value {
            Err(error) if damage::is_of_row(&error) => {
                self.is_damaged.set(true);
                Ok(default)
            }
            value => value,
        }
    }
}
