//! Findings about an Authgear event.

use super::recognition::has_envelope;
use crate::catalog;
use crate::envelope::{Envelope, Vendor};
use crate::finding::Finding;
use crate::lint::{found::Found, members::Walk};
use hookglass_json::{Form, Value};

pub(super) fn findings(envelope: &Envelope, root: Value<'_>) -> Vec<Finding> {
    let mut found = Found::default();
    let note = envelope.note.as_deref();
    match &envelope.event_type {
        Some(name) => {
            if let Some(note) = note {
                if catalog::is_undescribed(name) { found.inform("/type", note) } else { found.warn("/type", note) }
            }
            event(envelope, root, &mut found);
        }
        // An envelope without a type. If the type is not a string, the walk reports it.
        None if has_envelope(root) => {
            if root.get("type").is_some_and(|name| name.form() == Form::String) {
                note.into_iter().for_each(|note| found.warn("/type", note));
            }
            event(envelope, root, &mut found);
        }
        None if root.form() == Form::Object && root.is_empty() => {
            note.into_iter().for_each(|note| found.warn("", note));
        }
        None => note.into_iter().for_each(|note| found.inform("", note)),
    }
    found.findings
}

fn event(envelope: &Envelope, root: Value<'_>, found: &mut Found) {
    let mut walk = Walk::new("Authgear", envelope.known(), found);
    if let Some(shape) = catalog::event(Vendor::Authgear) {
        walk.shape(root, shape);
    }
    walk.report_older_format();
    id_and_seq(envelope, root, found);
}

/// Authgear derives the id from the sequence number (authgear-server, `pkg/lib/event/event.go`).
fn id_and_seq(envelope: &Envelope, root: Value<'_>, found: &mut Found) {
    let Some(seq) = envelope.seq.as_deref().and_then(|digits| digits.parse::<i64>().ok()) else { return };
    let Some(id) = root.get("id").and_then(|id| id.string()) else { return };
    // Go writes the sign of a negative number first, as one of the sixteen characters.
    let expected = if seq < 0 { format!("-{:015x}", seq.unsigned_abs()) } else { format!("{seq:016x}") };
    if id != expected && id != format!("{seq:016x}") {
        found.warn(
            "/id",
            format!("Authgear writes seq in hexadecimal here, {expected}. This event was written or edited by hand."),
        );
    }
}
