//! Reads typed values from a row, by column name or position.

use jiff::Timestamp;
use rusqlite::{Row, RowIndex, types::Type};
use std::time::Duration;

/// A column of microseconds since 1970.
pub(crate) fn timestamp(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Timestamp> {
    let column = column.idx(row.as_ref())?;
    let microseconds = row.get(column)?;
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, microseconds))
}

/// A column of microseconds since 1970, or NULL.
pub(crate) fn optional_timestamp(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Option<Timestamp>> {
    let column = column.idx(row.as_ref())?;
    row.get::<_, Option<i64>>(column)?.map(|_| timestamp(row, column)).transpose()
}

/// A column of microseconds.
pub(crate) fn duration(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Duration> {
    row.get(column).map(Duration::from_micros)
}

/// A column of microseconds, or NULL.
pub(crate) fn optional_duration(row: &Row<'_>, column: impl RowIndex) -> rusqlite::Result<Option<Duration>> {
    Ok(row.get::<_, Option<u64>>(column)?.map(Duration::from_micros))
}

/// A duration in its stored form.
pub(crate) fn microseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// A column that holds the word of an enum variant.
pub(crate) fn word<T>(row: &Row<'_>, column: impl RowIndex, parse: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let column = column.idx(row.as_ref())?;
    let text = row.get_ref(column)?.as_str()?;
    parse(text).ok_or_else(|| {
        let why = format!("'{text}' in column {column}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
    })
}

/// A column that holds the word of an enum variant, or NULL.
pub(crate) fn optional_word<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let column = column.idx(row.as_ref())?;
    if row.get_ref(column)?.as_str_or_null()?.is_none() { Ok(None) } else { word(row, column, parse).map(Some) }
}
