//! Reading past single rows that cannot be read.
//!
//! One page of the file can be damaged, and a row can hold a value of another version. Such a row
//! is skipped or read with defaults (`columns.rs`), and everything else goes on. A failing device
//! or a lack of memory says nothing about a row, so it fails the query.

use rusqlite::{Error, ErrorCode};
use std::{
    collections::BTreeSet,
    ops::ControlFlow,
    sync::{Mutex, PoisonError},
};

/// Rows that are read one by one after damage: more than a page has. If none of them can be read,
/// more than a row is damaged.
const ONE_BY_ONE: i64 = 128;

/// Whether an error is about the row that was read.
pub(crate) fn is_of_row(error: &Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
        || matches!(
            error,
            Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::Utf8Error(..)
        )
}

/// Logs that an event cannot be read, once per event: lists read it again and again.
pub(crate) fn report(id: i64, error: &Error) {
    static REPORTED: Mutex<BTreeSet<i64>> = Mutex::new(BTreeSet::new());
    if REPORTED.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
        tracing::error!(id, %error, "an event cannot be read completely; `hookglass repair` checks the database");
    }
}

/// The order of ids in which a query returns rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    OldestFirst,
    NewestFirst,
}

/// Reads the events after `after` and up to `upto`, and calls `skip` for those that cannot be read.
///
/// `read` reads a range of ids in this order until its end, or until it breaks, and sets its last
/// argument to the id of each row that it has finished.
pub(crate) fn read_past(
    (mut after, mut upto): (i64, i64),
    order: Order,
    mut read: impl FnMut((i64, i64), &mut i64) -> rusqlite::Result<ControlFlow<()>>,
    mut skip: impl FnMut(i64),
) -> rusqlite::Result<()> {
    while after < upto {
        let mut last = if order == Order::OldestFirst { after } else { upto + 1 };
        match read((after, upto), &mut last) {
            Err(error) if is_of_row(&error) => {}
            result => return result.map(drop),
        }
        let span = ONE_BY_ONE.min(if order == Order::OldestFirst { upto - last } else { last - 1 - after });
        let mut skipped = 0;
        for distance in 1..=span {
            let id = if order == Order::OldestFirst { last + distance } else { last - distance };
            match read((id - 1, id), &mut 0) {
                Err(error) if is_of_row(&error) => {
                    skipped += 1;
                    if skipped == ONE_BY_ONE {
                        return Err(error);
                    }
                    report(id, &error);
                    skip(id);
                }
                Ok(ControlFlow::Continue(())) => {}
                result => return result.map(drop),
            }
        }
        match order {
            Order::OldestFirst => after = last + span,
            Order::NewestFirst => upto = last - span - 1,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::types::Type;

    fn damage() -> Error {
        Error::InvalidColumnType(0, String::new(), Type::Null)
    }

    /// Reads the ids 1 to 300 except the damaged ones. Returns the read and the skipped ids.
    fn read_all(damaged: &[i64], order: Order, max: usize) -> rusqlite::Result<(Vec<i64>, Vec<i64>)> {
        let (mut ids, mut skipped) = (Vec::new(), Vec::new());
        let read = |(after, upto): (i64, i64), last: &mut i64| {
            let mut range: Vec<_> = (after + 1..=upto).collect();
            if order == Order::NewestFirst {
                range.reverse();
            }
            for id in range {
                if damaged.contains(&id) {
                    return Err(damage());
                }
                ids.push(id);
                *last = id;
                if ids.len() == max {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        };
        read_past((0, 300), order, read, |id| skipped.push(id))?;
        Ok((ids, skipped))
    }

    #[test]
    fn every_row_but_the_damaged_ones_is_read_once_and_in_order() {
        let damaged = [1, 2, 100, 101, 163, 164, 165, 300];
        let readable: Vec<_> = (1..=300).filter(|id| !damaged.contains(id)).collect();
        assert_eq!(
            read_all(&damaged, Order::OldestFirst, usize::MAX).unwrap(),
            (readable.clone(), damaged.to_vec()),
            "oldest first"
        );
        let reversed = |ids: &[i64]| ids.iter().rev().copied().collect::<Vec<_>>();
        assert_eq!(
            read_all(&damaged, Order::NewestFirst, usize::MAX).unwrap(),
            (reversed(&readable), reversed(&damaged)),
            "newest first"
        );
        assert_eq!(read_all(&damaged, Order::OldestFirst, 5).unwrap(), (vec![3, 4, 5, 6, 7], vec![1, 2]));
    }

    #[test]
    fn a_query_that_can_read_no_row_fails() {
        let all: Vec<_> = (1..=300).collect();
        assert!(read_all(&all, Order::OldestFirst, usize::MAX).is_err());
        assert!(read_all(&all, Order::NewestFirst, usize::MAX).is_err());
    }
}
