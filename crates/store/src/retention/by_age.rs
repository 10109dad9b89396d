//! Finding events by the time at which they were received.
//!
//! Received times follow the clock, which can be wrong, so they need not rise with the ids. There
//! is no index on them: a search looks at ranges of ids, and its caller remembers which ranges have
//! nothing that is old.

use jiff::Timestamp;
use rusqlite::Connection;
use std::ops::ControlFlow;

use super::{IS_PRUNABLE, Prunable, Retention};
use crate::{
    columns::timestamp,
    damage::{Order, read_past},
    error::StoreError,
    trash::PRUNING,
};

/// The newest events that are searched for one with a plausible time.
const NEWEST: i64 = 10_000;

/// The old events of a range of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Aged {
    /// The events that can be pruned.
    pub prunable: Prunable,
    /// When the oldest of the other events was received, deleted events that a person can restore
    /// included.
    pub oldest_left: Option<Timestamp>,
}

impl Retention<'_> {
    /// The oldest and the newest id; `None` if there is no event.
    pub async fn id_range(self) -> Result<Option<(i64, i64)>, StoreError> {
        let sql = "SELECT min(id), max(id) FROM main.events";
        let read = move |connection: &Connection| {
            connection.query_row(sql, [], |row| Ok(row.get::<_, Option<i64>>(0)?.zip(row.get(1)?)))
        };
        self.readers.read(read).await
    }

    /// The prunable events after an id and up to another that were received before a time, at most
    /// `max`.
    pub async fn aged(self, after: i64, upto: i64, before: Timestamp, max: usize) -> Result<Aged, StoreError> {
        self.readers.read(move |connection| aged(connection, after, upto, before, max)).await
    }

    /// How many prunable events were received before a time. Rows that cannot be read are not counted.
    pub async fn count_aged(self, before: Timestamp) -> Result<u64, StoreError> {
        self.readers.read(move |connection| count_aged(connection, before)).await
    }

    /// Whether one of the newest events was received between two times.
    pub async fn has_new_within(self, since: Timestamp, upto: Timestamp) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM (SELECT received_at FROM events ORDER BY id DESC LIMIT ?3)
            WHERE received_at >= ?1 AND received_at <= ?2 LIMIT 1";
        let values = (since.as_microsecond(), upto.as_microsecond(), NEWEST);
        self.readers.read(move |connection| connection.prepare_cached(sql)?.exists(values)).await
    }
}

fn count_aged(connection: &Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let sql =
        format!("SELECT id, received_at < ?3 AND {IS_PRUNABLE} FROM events WHERE id > ?1 AND id <= ?2 ORDER BY id");
    let (mut statement, mut count) = (connection.prepare_cached(&sql)?, 0);
    let read = |(after, upto): (i64, i64), finished: &mut i64| {
        let mut rows = statement.query((after, upto, before.as_microsecond()))?;
        while let Some(row) = rows.next()? {
            count += u64::from(row.get::<_, bool>(1)?);
            *finished = row.get(0)?;
        }
        Ok(ControlFlow::Continue(()))
    };
    read_past((0, i64::MAX), Order::OldestFirst, read, |_| {})?;
    Ok(count)
}

fn aged(connection: &Connection, after: i64, upto: i64, before: Timestamp, max: usize) -> rusqlite::Result<Aged> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, {IS_PRUNABLE} AND id NOT IN (SELECT event_id FROM trash) AS prunable FROM main.events
         WHERE id > ?1 AND id <= ?2 AND id NOT IN (
            SELECT event_id FROM trash JOIN deletions ON deletions.id = deletion WHERE session = '{PRUNING}')
         ORDER BY id"
    ))?;
    let mut aged = Aged::default();
    let read = |range: (i64, i64), finished: &mut i64| {
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let (id, received_at, is_prunable) = (row.get("id")?, timestamp(row, "received_at")?, row.get("prunable")?);
            let Prunable { ids, last } = &mut aged.prunable;
            if received_at < before && is_prunable && ids.len() < max {
                ids.push(id);
                *last = (*last).max(Some(received_at));
            } else {
                aged.oldest_left = Some(aged.oldest_left.map_or(received_at, |oldest| oldest.min(received_at)));
            }
            *finished = id;
        }
        Ok(ControlFlow::Continue(()))
    };
    read_past((after, upto), Order::OldestFirst, read, |_| {})?;
    Ok(aged)
}
