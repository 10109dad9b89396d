//! The table `refused_requests`: the newest requests that the receiver refused.

use hookglass_request::refusal::{Refusal, RefusalReason};
use rusqlite::{Connection, Row};
use std::{collections::VecDeque, net::SocketAddr};

use crate::{columns::TolerantRow, error::StoreError, readers::Readers, writer::Writer};

/// How many refused requests are kept.
const MAX_ROWS: usize = 100;

/// Reads the refused requests.
#[derive(Debug, Clone, Copy)]
pub struct RefusedRequests<'a> {
    pub(crate) readers: &'a Readers,
}

impl RefusedRequests<'_> {
    /// The refused requests, newest first.
    pub async fn all(self) -> Result<Vec<Refusal>, StoreError> {
        self.readers.read(all).await
    }
}

/// Writes the refused requests.
#[derive(Debug, Clone, Copy)]
pub struct RefusedRequestsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl RefusedRequestsMut<'_> {
    /// Adds refused requests, oldest first, and removes the oldest beyond the limit.
    pub async fn add(self, refusals: VecDeque<Refusal>) -> Result<(), StoreError> {
        let bytes = refusals.iter().map(|refusal| refusal.first_bytes.len()).sum();
        self.writer.write(bytes, move |connection| add(connection, &refusals)).await
    }
}

fn all(connection: &Connection) -> rusqlite::Result<Vec<Refusal>> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, peer, reason, first_bytes FROM refused_requests ORDER BY id DESC LIMIT ?1",
    )?;
    statement.query_map([MAX_ROWS], refusal)?.collect()
}

fn refusal(row: &Row<'_>) -> rusqlite::Result<Refusal> {
    let row = TolerantRow::of(row);
    Ok(Refusal {
        at: row.timestamp("received_at")?,
        peer: row.word("peer", |text| text.parse().ok(), SocketAddr::from(([0, 0, 0, 0], 0)))?,
        first_bytes: row.get("first_bytes")?,
        reason: row.word("reason", RefusalReason::from_word, RefusalReason::NotHttp)?,
    })
}

fn add(connection: &Connection, refusals: &VecDeque<Refusal>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO refused_requests (received_at, peer, reason, first_bytes) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for Refusal { at, peer, first_bytes, reason } in refusals {
        insert.execute((at.as_microsecond(), peer.to_string(), reason.word(), first_bytes))?;
    }
    let sql = "DELETE FROM refused_requests WHERE id <= (SELECT max(id) FROM refused_requests) - ?1";
    connection.prepare_cached(sql)?.execute([MAX_ROWS]).map(drop)
}
