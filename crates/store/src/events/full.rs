//! Events in full.

use hookglass_request::{
    answer::Answer,
    capture::{Capture, Truncation},
    headers::Headers,
    trust::Distrust,
};
use hookglass_senders::{
    envelope::{Envelope, Kind, Vendor},
    signature::Verdict,
};
use rusqlite::{Connection, MAIN_DB, OptionalExtension as _, Row};
use std::io::Read as _;

use super::{capture, page_size::MIN_EVENT_BYTES};
use crate::{columns::TolerantRow, damage, decisions, untrusted};

/// An event in full.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Its id in this database.
    pub id: i64,
    /// The request as received.
    pub capture: Capture,
    /// What was understood of it.
    pub envelope: Envelope,
    /// What was replied.
    pub answer: Option<Answer>,
    /// Whether it is genuine, as of the last check.
    pub signature: Verdict,
    /// How many resends were made from it.
    pub resends: u64,
    /// Why it must not cause actions.
    pub untrusted: Option<Distrust>,
}

/// The columns of the request, without those that can be large.
const SMALL_COLUMNS: &str = "received_at, began_at, method, target, version, peer, cut, x'' AS headers, x'' AS body";

/// An event. If its row is damaged, what can be read of it, marked as [`Truncation::Damaged`].
pub(super) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<StoredEvent>> {
    match select(connection, id, capture::COLUMNS) {
        Err(error) if damage::is_of_row(&error) => damage::report(id, &error),
        event => return event,
    }
    let mut event = match select(connection, id, SMALL_COLUMNS) {
        Err(error) if damage::is_of_row(&error) => unreadable(id),
        Ok(Some(event)) => event,
        result => return result,
    };
    let headers = connection.query_row("SELECT headers FROM events WHERE id = ?1", [id], |row| row.get(0));
    event.capture.headers = Headers::from_block(headers.unwrap_or_default());
    event.capture.body = beginning_of_body(connection, id).into();
    event.capture.cut = Some(Truncation::Damaged);
    Ok(Some(event))
}

fn select(connection: &Connection, id: i64, request: &str) -> rusqlite::Result<Option<StoredEvent>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, {request}, vendor, type, variant, kind, event_id, seq, user_id, app_id, client_id, triggered_by, sent_at, ip,
            subject, note, signature, status, decided_by AS answered_by, answer_headers, answer_body,
            (SELECT count(*) FROM resends WHERE resends.event_id = events.id) AS resends, {} AS untrusted
         FROM events WHERE id = ?1",
        untrusted::WHY
    ))?;
    statement.query_row([id], stored).optional()
}

/// The body up to the first page that cannot be read.
fn beginning_of_body(connection: &Connection, id: i64) -> Vec<u8> {
    let mut body = Vec::new();
    if let Ok(mut blob) = connection.blob_open(MAIN_DB, "events", "body", id, true) {
        let mut part = [0; 4096];
        while let Ok(read @ 1..) = blob.read(&mut part) {
            body.extend_from_slice(&part[..read]);
        }
    }
    body
}

fn unreadable(id: i64) -> StoredEvent {
    StoredEvent {
        id,
        capture: capture::unreadable(),
        envelope: Envelope::unknown(Vendor::Generic),
        answer: None,
        signature: Verdict::Unsigned,
        resends: 0,
        untrusted: Some(untrusted::UNREADABLE),
    }
}

pub(super) fn by_id(connection: &Connection, ids: &[i64], max_bytes: usize) -> rusqlite::Result<Vec<StoredEvent>> {
    let (mut events, mut bytes) = (Vec::new(), 0);
    for id in ids {
        if bytes >= max_bytes {
            break;
        }
        if let Some(event) = get(connection, *id)? {
            bytes += event.capture.body.len() + MIN_EVENT_BYTES;
            events.push(event);
        }
    }
    Ok(events)
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredEvent> {
    let row = &TolerantRow::of(row);
    let envelope = Envelope {
        vendor: row.word("vendor", Vendor::from_word, Vendor::Generic)?,
        event_type: row.get("type")?,
        // A variant that is not in this version's catalog says no more than none.
        variant: row.get::<Option<String>>("variant")?.and_then(|text| known_variant(&text)),
        kind: row.optional_word("kind", Kind::from_word)?,
        event_id: row.get("event_id")?,
        seq: row.get("seq")?,
        user_id: row.get("user_id")?,
        app_id: row.get("app_id")?,
        client_id: row.get("client_id")?,
        triggered_by: row.get("triggered_by")?,
        timestamp: row.get("sent_at")?,
        ip: row.get("ip")?,
        subject: row.get("subject")?,
        note: row.get("note")?,
    };
    let signature = row.word("signature", Verdict::from_word, Verdict::Unsigned)?;
    let answer = decisions::answer(row)?;
    let untrusted = untrusted::read(row, "untrusted")?;
    // Last, because it marks the event if any column is damaged.
    let capture = capture::read(row)?;
    Ok(StoredEvent {
        id: row.get("id")?,
        capture,
        envelope,
        answer,
        signature,
        resends: row.get("resends")?,
        untrusted,
    })
}

fn known_variant(text: &str) -> Option<&'static str> {
    hookglass_senders::catalog::all().iter().filter_map(|entry| entry.variant).find(|variant| *variant == text)
}
