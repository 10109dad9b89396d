//! Which requests are Authgear's, and what their envelope says.
//!
//! The form is `{id, seq, type, payload, context}` (authgear-server, `pkg/api/event/event.go`). Authgear signs other
//! requests as well: custom SMS gateways and account migration.

use super::subject;
use crate::catalog;
use crate::envelope::text::{counted, cut, text};
use crate::envelope::{Envelope, Kind, Vendor};
use crate::signature::AUTHGEAR_HEADER;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

/// The members of the envelope, in the order in which they are sent.
const ENVELOPE: [&str; 5] = ["id", "seq", "type", "payload", "context"];

/// A body with all members of the envelope, or one with fewer that is signed.
pub(super) fn certain(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let root = root?;
    (has_envelope(root) || (is_signed(capture) && is_like_an_event(root))).then(|| event(root))
}

/// A body that looks like an event, or any request that is signed.
pub(super) fn loose(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    if let Some(root) = root.filter(|root| is_like_an_event(*root)) {
        return Some(event(root));
    }
    is_signed(capture).then(|| {
        let note = root.map_or_else(
            || "It carries Authgear's signature header, but the body is not one JSON value.".to_owned(),
            why_not_an_event,
        );
        Envelope { note: Some(note), ..Envelope::unknown(Vendor::Authgear) }
    })
}

/// Whether all members of the envelope are there.
pub(super) fn has_envelope(root: Value<'_>) -> bool {
    ENVELOPE.iter().all(|name| root.get(name).is_some())
}

fn is_signed(capture: &Capture) -> bool {
    capture.headers.get(AUTHGEAR_HEADER).is_some()
}

/// Whether there is a type and enough of the other members.
fn is_like_an_event(root: Value<'_>) -> bool {
    let has = |name| root.get(name).is_some();
    let form = |name| root.get(name).map(|value| value.form());
    let Some(name) = root.get("type").and_then(|name| name.string()) else { return false };
    let objects = form("payload") == Some(Form::Object) && form("context") == Some(Form::Object);
    let known = !catalog::named(Vendor::Authgear, &name).is_empty();
    objects || (known && (has("payload") || has("context") || has("seq")))
}

fn event(root: Value<'_>) -> Envelope {
    let at = |path: &[&str]| root.path(path).and_then(text);
    let digits = |path: &[&str]| root.path(path).and_then(|value| value.digits()).map(cut);
    let event_type = at(&["type"]);
    let known = event_type.as_deref().and_then(|name| catalog::named(Vendor::Authgear, name).first());
    let kind = match &event_type {
        // A type known only by name is not blocking: all blocking types are described.
        Some(name) if catalog::is_undescribed(name) => Some(Kind::NonBlocking),
        _ => known.map(|entry| entry.kind),
    };
    let mut envelope = Envelope {
        kind,
        event_id: at(&["id"]),
        seq: digits(&["seq"]),
        user_id: at(&["context", "user_id"]).or_else(|| at(&["payload", "user", "id"])),
        app_id: at(&["context", "app_id"]),
        client_id: at(&["context", "client_id"]),
        triggered_by: at(&["context", "triggered_by"]),
        timestamp: digits(&["context", "timestamp"]),
        ip: at(&["context", "ip_address"]),
        ..Envelope::unknown(Vendor::Authgear)
    };
    envelope.note = match &event_type {
        None => {
            let is =
                if root.get("type").is_some_and(|name| name.form() == Form::String) { "empty" } else { "not a string" };
            Some(format!("It has an Authgear envelope, but 'type' is {is}."))
        }
        Some(name) if catalog::is_undescribed(name) => Some("Hookglass knows this type by its name only.".to_owned()),
        Some(_) if known.is_none() => {
            Some("Hookglass does not know this type; its sender may have added it.".to_owned())
        }
        Some(_) => None,
    };
    let found = root.get("payload").and_then(|payload| subject::of(event_type.as_deref().unwrap_or_default(), payload));
    envelope.subject = found.or_else(|| envelope.user_id.clone()).or_else(|| envelope.ip.clone());
    envelope.event_type = event_type;
    envelope
}

/// An object without any member of the envelope. If it is signed, it is one of the other requests that Authgear signs.
pub(super) fn is_no_event(root: Value<'_>) -> bool {
    root.form() == Form::Object && !root.is_empty() && ENVELOPE.iter().all(|name| root.get(name).is_none())
}

/// Why a signed body is not a hook event.
fn why_not_an_event(root: Value<'_>) -> String {
    match root.form() {
        _ if is_no_event(root) => {
            "Signed the way Authgear signs, but not a hook event: custom SMS gateways and account migration are signed \
             alike. It can hold a one-time code."
                .to_owned()
        }
        Form::Object => {
            let missing: Vec<_> = ENVELOPE.into_iter().filter(|name| root.get(name).is_none()).collect();
            format!("Not an event: {} missing.", listed(&missing))
        }
        Form::Array => format!("The body is an array of {}, not one event.", counted(root.len(), "item")),
        other => format!("The body is {}, not an event.", other.word()),
    }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("{only} is"),
        [start @ .., last] => format!("{} and {last} are", start.join(", ")),
    }
}
