//! Evaluates a filter on a row, reading as little of the event as possible.

use bytes::Bytes;
use hookglass_filter::{Body, Columns, Facts};
use hookglass_request::headers::Headers;
use rusqlite::Row;

use super::query::Query;
use crate::columns::timestamp;

/// The cost of evaluating an event, in bytes, however little of it is read.
pub(super) const MIN_COST: usize = 512;

/// The columns that [`decide`] reads, by position because scans are hot.
pub(super) const COLUMNS: &str =
    "events.id, received_at, vendor, type, family, kind, event_id, seq, user_id, app_id, client_id, triggered_by, ip,
    subject, method, path, size, cut IS NOT NULL, signature, status,
    EXISTS (SELECT 1 FROM warnings WHERE warnings.event_id = events.id AND count > 0),
    EXISTS (SELECT 1 FROM resends WHERE resends.event_id = events.id), headers, body, target,
    EXISTS (SELECT 1 FROM stars WHERE stars.event_id = events.id),
    EXISTS (SELECT 1 FROM notes WHERE notes.event_id = events.id)";

/// Whether an event passes, and how many bytes of it were read. SQLite reads headers and body only
/// when the columns are read.
pub(super) fn decide(query: &Query, row: &Row<'_>) -> rusqlite::Result<(bool, usize)> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let optional = |column: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(column)?.as_str_or_null()?) };
    let id = row.get(0)?;
    let columns = Columns {
        id,
        received_at: timestamp(row, 1)?,
        vendor: text(2)?,
        event_type: optional(3)?,
        family: optional(4)?,
        kind: optional(5)?,
        event_id: optional(6)?,
        seq: optional(7)?,
        user_id: optional(8)?,
        app_id: optional(9)?,
        client_id: optional(10)?,
        triggered_by: optional(11)?,
        ip: optional(12)?,
        subject: optional(13)?,
        method: text(14)?,
        path: text(15)?.into(),
        target: row.get_ref(24)?.as_blob()?,
        size: row.get(16)?,
        is_cut: row.get(17)?,
        signature: text(18)?,
        status: row.get(19)?,
        has_warning: row.get(20)?,
        has_resends: row.get(21)?,
        is_starred: row.get(25)?,
        has_note: row.get(26)?,
        is_repeat: query.duplicates.binary_search(&id).is_ok(),
    };
    let Query { filter, now, .. } = query;
    let mut facts = Facts { columns: &columns, headers: None, body: None };
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, MIN_COST));
    }
    let headers = Headers::from_block(row.get(22)?);
    facts.headers = Some(&headers);
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, MIN_COST + headers.block().len()));
    }
    let sent = Bytes::copy_from_slice(row.get_ref(23)?.as_blob()?);
    let body = Body::of(&headers, &sent);
    facts.body = Some(&body);
    Ok((filter.matches(&facts, now), MIN_COST + headers.block().len() + sent.len()))
}
