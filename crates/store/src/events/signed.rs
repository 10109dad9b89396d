//! Events with a signature, to check them again when the secrets change.

use hookglass_request::headers::Headers;
use hookglass_senders::signature::{Scheme, Verdict};
use jiff::Timestamp;
use rusqlite::Connection;

use super::page_size::MIN_EVENT_BYTES;
use crate::columns::{timestamp, word};

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
         WHERE id > ?1 AND signature NOT IN ({}) ORDER BY id",
        words.join(", ")
    ))?;
    let mut rows = statement.query([after])?;
    let (mut page, mut bytes, mut read) = (SignedPage { events: Vec::new(), upto: None }, 0, 0);
    while bytes < max_bytes && read < MAX_ROWS {
        let Some(row) = rows.next()? else {
            page.upto = None;
            return Ok(page);
        };
        let id = row.get("id")?;
        (page.upto, read) = (Some(id), read + 1);
        let headers = Headers::from_block(row.get("headers")?);
        // SQLite reads the body's pages only when the column is read.
        if Scheme::of(&headers).is_none() {
            continue;
        }
        let body: Vec<u8> = row.get("body")?;
        bytes += body.len() + MIN_EVENT_BYTES;
        let verdict = word(row, "signature", Verdict::from_word)?;
        page.events.push(SignedEvent { id, received_at: timestamp(row, "received_at")?, headers, body, verdict });
    }
    Ok(page)
}

pub(super) fn set(connection: &Connection, verdicts: &[(i64, Verdict)]) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("UPDATE events SET signature = ?2 WHERE id = ?1 AND signature <> ?2")?;
    verdicts.iter().try_for_each(|(id, verdict)| statement.execute((id, verdict.word())).map(drop))
}
