//! Inserting and deleting events.

use hookglass_request::capture::Truncation;
use hookglass_senders::envelope::Kind;
use rusqlite::{Connection, named_params};

use super::new_event::NewEvent;
use crate::{
    decisions,
    event_ids::{HIGHEST_DELETED, highest_assigned},
    removals, settings, untrusted,
};

pub(super) fn insert(connection: &Connection, event: &NewEvent) -> rusqlite::Result<i64> {
    let NewEvent { capture, envelope, answer, signature, decision, untrusted } = event;
    let answer = answer.as_ref();
    let mut statement = connection.prepare_cached(
        "INSERT INTO events (id, received_at, began_at, vendor, type, variant, family, kind, event_id, seq, user_id, app_id,
            client_id, triggered_by, sent_at, ip, subject, note, method, path, target, version, peer, size, cut,
            signature, status, decided_by, answer_headers, answer_body, headers, body)
         VALUES (:id, :received_at, :began_at, :vendor, :type, :variant, :family, :kind, :event_id, :seq, :user_id, :app_id,
            :client_id, :triggered_by, :sent_at, :ip, :subject, :note, :method, :path, :target, :version, :peer, :size,
            :cut, :signature, :status, :decided_by, :answer_headers, :answer_body, :headers, :body)",
    )?;
    let id = statement.insert(named_params! {
        ":id": highest_assigned(connection)? + 1,
        ":received_at": capture.received_at.as_microsecond(),
        ":began_at": capture.began_at.as_microsecond(),
        ":vendor": envelope.vendor.word(),
        ":type": envelope.event_type,
        ":variant": envelope.variant,
        ":family": envelope.family(),
        ":kind": envelope.kind.map(Kind::word),
        ":event_id": envelope.event_id,
        ":seq": envelope.seq,
        ":user_id": envelope.user_id,
        ":app_id": envelope.app_id,
        ":client_id": envelope.client_id,
        ":triggered_by": envelope.triggered_by,
        ":sent_at": envelope.timestamp,
        ":ip": envelope.ip,
        ":subject": envelope.subject,
        ":note": envelope.note,
        ":method": capture.method,
        ":path": capture.path(),
        ":target": capture.target,
        ":version": capture.version.word(),
        ":peer": capture.peer.to_string(),
        ":size": capture.body.len(),
        ":cut": capture.cut.map(Truncation::word),
        ":signature": signature.word(),
        ":status": answer.map(|answer| answer.status),
        ":decided_by": answer.map(|answer| answer.decided_by.word()),
        ":answer_headers": answer.map(|answer| answer.headers.block()),
        ":answer_body": answer.map(|answer| &answer.body[..]),
        ":headers": capture.headers.block(),
        ":body": &capture.body[..],
    })?;
    if let Some(decision) = decision {
        decisions::insert(connection, id, decision)?;
    }
    if let Some(untrusted) = untrusted {
        untrusted::insert(connection, id, event, untrusted)?;
    }
    Ok(id)
}

/// Deletes events with all that belongs to them, and records the removal of those that were
/// visible. Returns how many existed.
pub(crate) fn delete(connection: &Connection, ids: &[i64]) -> rusqlite::Result<u64> {
    let mut is_hidden = connection.prepare_cached("SELECT 1 FROM trash WHERE event_id = ?1")?;
    let mut statement = connection.prepare_cached("DELETE FROM events WHERE id = ?1")?;
    let (mut deleted, mut visible) = (0, Vec::new());
    let highest = highest_assigned(connection)?;
    if ids.contains(&highest) {
        settings::put(connection, HIGHEST_DELETED, &highest.to_string())?;
    }
    for id in ids {
        let hidden = is_hidden.exists([id])?;
        if statement.execute([id])? > 0 {
            deleted += 1;
            visible.extend((!hidden).then_some(*id));
        }
    }
    if !visible.is_empty() {
        removals::record(connection, Some(&visible))?;
    }
    Ok(deleted)
}
