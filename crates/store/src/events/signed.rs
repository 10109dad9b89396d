//! Events with a signature, to check them again when the secrets change.

use hookglass_request::headers::Headers;
use hookglass_senders::signature::{Scheme, Verdict};
use jiff::Timestamp;
use rusqlite::Connection;
use std::ops::ControlFlow;

use super::page_size::MIN_EVENT_BYTES;
use crate::{
    columns::TolerantRow,
    damage::{Order, read_past},
    event_ids,
};

/// Rows that one page reads at most, so that no read transaction is long.
const MAX_ROWS: usize = 10_000;

/// What a signature check needs of an event.
#[derive(Debug, Clone)]
pub struct SignedEvent {
    /// Its id in this database.
    pub id: i64,
    /// When the last byte arrived.
    pub received_at: Timestamp,
    /// The header lines, as sent.
    pub headers: Headers,
    /// The body, as sent.
    pub body: Vec<u8>,
    /// The verdict of the last check.
    pub verdict: Verdict,
}

/// A page of events with a signature.
#[derive(Debug, Clone)]
pub struct SignedPage {
    /// Oldest first.
    pub events: Vec<SignedEvent>,
    /// The id after which the next page starts; `None` after the last page.
    pub upto: Option<i64>,
}

pub(super) fn after(
    connection: &Connection,
    after: i64,
    max_bytes: usize,
    except: &[Verdict],
) -> rusqlite::Result<SignedPage> {
    let words: Vec<_> = except.iter().map(|verdict| format!("'{}'", verdict.word())).collect();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, signature, headers, body FROM events
         WHERE id > ?1 AND id <= ?2 AND signature NOT IN ({}) ORDER BY id",
        words.join(", ")
    ))?;
    let (mut page, mut bytes, mut count) = (SignedPage { events: Vec::new(), upto: None }, 0, 0);
    let read = |range: (i64, i64), last: &mut i64| {
        let mut rows = statement.query(range)?;
        while let Some(row) = rows.next()? {
            let id = row.get("id")?;
            let headers = Headers::from_block(row.get("headers")?);
            // SQLite reads the body's pages only when the column is read.
            if Scheme::of(&headers).is_some() {
                let body: Vec<u8> = row.get("body")?;
                bytes += body.len() + MIN_EVENT_BYTES;
                let row = TolerantRow::of(row);
                let verdict = row.word("signature", Verdict::from_word, Verdict::Unsigned)?;
                let received_at = row.timestamp("received_at")?;
                page.events.push(SignedEvent { id, received_at, headers, body, verdict });
            }
            (*last, count) = (id, count + 1);
            if bytes >= max_bytes || count >= MAX_ROWS {
                page.upto = Some(id);
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    };
    read_past((after, event_ids::latest(connection)?), Order::OldestFirst, read, |_| {})?;
    Ok(page)
}

pub(super) fn set(connection: &Connection, verdicts: &[(i64, Verdict)]) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("UPDATE events SET signature = ?2 WHERE id = ?1 AND signature <> ?2")?;
    verdicts.iter().try_for_each(|(id, verdict)| statement.execute((id, verdict.word())).map(drop))
}
