//! Requests as received.

use bytes::Bytes;
use hookglass_request::{
    capture::{Capture, Truncation, Version},
    headers::Headers,
};
use jiff::Timestamp;
use rusqlite::Connection;
use std::{
    net::{Ipv4Addr, SocketAddr},
    ops::ControlFlow,
};

use super::page_size::MIN_EVENT_BYTES;
use crate::{
    columns::TolerantRow,
    damage::{Order, read_past},
    event_ids,
};

/// The columns that [`read`] reads.
pub(super) const COLUMNS: &str = "received_at, began_at, method, target, version, peer, cut, headers, body";

/// The peer of a request whose peer cannot be read.
const UNKNOWN_PEER: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

/// The request in a row that has [`COLUMNS`].
pub(super) fn read(row: &TolerantRow<'_, '_>) -> rusqlite::Result<Capture> {
    let mut capture = Capture {
        received_at: row.timestamp("received_at")?,
        began_at: row.timestamp("began_at")?,
        method: row.get("method")?,
        target: row.get("target")?,
        version: row.word("version", Version::from_word, Version::Http11)?,
        peer: row.word("peer", |text| text.parse().ok(), UNKNOWN_PEER)?,
        cut: row.optional_word("cut", Truncation::from_word)?,
        headers: Headers::from_block(row.get("headers")?),
        body: Bytes::from(row.get::<Vec<u8>>("body")?),
    };
    if row.is_damaged() {
        capture.cut = Some(Truncation::Damaged);
    }
    Ok(capture)
}

/// A request of which nothing can be read.
pub(super) fn unreadable() -> Capture {
    Capture {
        received_at: Timestamp::UNIX_EPOCH,
        began_at: Timestamp::UNIX_EPOCH,
        method: String::new(),
        target: Vec::new(),
        version: Version::Http11,
        peer: UNKNOWN_PEER,
        cut: Some(Truncation::Damaged),
        headers: Headers::default(),
        body: Bytes::new(),
    }
}

pub(super) fn after(connection: &Connection, after: i64, max_bytes: usize) -> rusqlite::Result<Vec<(i64, Capture)>> {
    let sql = format!("SELECT id, {COLUMNS} FROM events WHERE id > ?1 AND id <= ?2 ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let (mut captures, mut bytes) = (Vec::new(), 0);
    let read = |range: (i64, i64), last: &mut i64| {
        let mut rows = statement.query(range)?;
        while bytes < max_bytes {
            let Some(row) = rows.next()? else { return Ok(ControlFlow::Continue(())) };
            let (id, capture) = (row.get("id")?, read(&TolerantRow::of(row))?);
            bytes += capture.body.len() + MIN_EVENT_BYTES;
            captures.push((id, capture));
            *last = id;
        }
        Ok(ControlFlow::Break(()))
    };
    read_past((after, event_ids::latest(connection)?), Order::OldestFirst, read, |_| {})?;
    Ok(captures)
}
