//! Events in full.

use hookglass_request::{answer::Answer, capture::Capture, trust::Distrust};
use hookglass_senders::{
    envelope::{Envelope, Kind, Vendor},
    signature::Verdict,
};
use rusqlite::{Connection, OptionalExtension as _, Row};

use super::{capture, page_size::MIN_EVENT_BYTES};
use crate::{
    columns::{optional_word, word},
    decisions, untrusted,
};

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

pub(super) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<StoredEvent>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, {}, vendor, type, variant, kind, event_id, seq, user_id, app_id, client_id, triggered_by, sent_at, ip,
            subject, note, signature, status, decided_by AS answered_by, answer_headers, answer_body,
            (SELECT count(*) FROM resends WHERE resends.event_id = events.id) AS resends, {} AS untrusted
         FROM events WHERE id = ?1",
        capture::COLUMNS,
        untrusted::WHY
    ))?;
    statement.query_row([id], stored).optional()
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
    let envelope = Envelope {
        vendor: word(row, "vendor", Vendor::from_word)?,
        event_type: row.get("type")?,
        // A variant that is not in this version's catalog says no more than none.
        variant: row.get::<_, Option<String>>("variant")?.and_then(|text| known_variant(&text)),
        kind: optional_word(row, "kind", Kind::from_word)?,
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
    Ok(StoredEvent {
        id: row.get("id")?,
        capture: capture::read(row)?,
        envelope,
        answer: decisions::answer(row)?,
        signature: word(row, "signature", Verdict::from_word)?,
        resends: row.get("resends")?,
        untrusted: optional_word(row, "untrusted", Distrust::from_word)?,
    })
}

fn known_variant(text: &str) -> Option<&'static str> {
    hookglass_senders::catalog::all().iter().filter_map(|entry| entry.variant).find(|variant| *variant == text)
}
