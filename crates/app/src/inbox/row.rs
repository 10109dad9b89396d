//! Converts the list columns of an event into a view.

use hookglass_store::EventRow as StoredRow;
use jiff::Timestamp;

use crate::{base::instant, inbox::answer::WAITING_GRACE, view::EventRow};

/// The row of an event. Whether its sender is waiting is determined as of `now`.
pub(super) fn event_row(row: StoredRow, now: Timestamp) -> EventRow {
    EventRow {
        id: row.id,
        received_at: instant(row.received_at),
        vendor: row.vendor,
        event_type: row.event_type,
        kind: row.kind,
        family: row.family,
        event_id: row.event_id,
        seq: row.seq,
        user_id: row.user_id,
        app_id: row.app_id,
        subject: row.subject,
        method: row.method,
        path: row.path,
        status: row.status,
        waiting: row.waits_until.is_some_and(|until| now.duration_since(until) <= WAITING_GRACE),
        signature: row.signature,
        size: row.size,
        truncated: row.cut,
        resends: row.resends,
        warnings: row.warnings,
        starred: row.starred,
        noted: row.noted,
        untrusted: row.untrusted,
        copies: 1,
    }
}
