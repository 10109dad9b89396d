//! Recognizes requests from Authgear, and reads their envelope.
//!
//! The envelope is `{id, seq, type, payload, context}` (authgear-server, `pkg/api/event/event.go`).
//! Authgear also signs requests to custom SMS gateways and for account migration.

use super::subject;
use crate::catalog;
use crate::envelope::text::{counted, cut, text};
use crate::envelope::{Envelope, Kind, Vendor};
use crate::signature::AUTHGEAR_HEADER;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

/// The members of the envelope, in the order of the body.
const ENVELOPE: [&str; 5] = ["id", "seq", "type", "payload", "context"];

/// Recognizes a body with all members of the envelope, or a signed body that looks like an event.
pub(super) fn certain(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    let root = root?;
    (has_envelope(root) || (is_signed(capture) && is_like_an_event(root))).then(|| event(root))
}

/// Recognizes a body that looks like an event, or any signed request.
pub(super) fn loose(capture: &Capture, root: Option<Value<'_>>) -> Option<Envelope> {
    if let Some(root) = root.filter(|root| is_like_an_event(*root)) {
        return Some(event(root));
    }
    is_signed(capture).then(|| {
        let note = root.map_or_else(
            || "The request has Authgear's signature header, but the body is not a single JSON value.".to_owned(),
            why_not_an_event,
        );
        Envelope { note: Some(note), ..Envelope::unknown(Vendor::Authgear) }
    })
}

/// Whether all members of the envelope are present.
pub(super) fn has_envelope(root: Value<'_>) -> bool {
    ENVELOPE.iter().all(|name| root.get(name).is_some())
}

fn is_signed(capture: &Capture) -> bool {
    capture.headers.get(AUTHGEAR_HEADER).is_some()
}

/// Whether the body has a type and enough other members of the envelope.
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
        // The catalog describes all blocking types, so a type that is known only by name is not
        // blocking.
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
            let problem =
                if root.get("type").is_some_and(|name| name.form() == Form::String) { "empty" } else { "not a string" };
            Some(format!("The event has an Authgear envelope, but 'type' is {problem}."))
        }
        Some(name) if catalog::is_undescribed(name) => Some("Hookglass knows only the name of this type.".to_owned()),
        Some(_) if known.is_none() => {
            Some("Hookglass does not know this type; the sender may have added it.".to_owned())
        }
        Some(_) => None,
    };
    let found = root.get("payload").and_then(|payload| subject::of(event_type.as_deref().unwrap_or_default(), payload));
    envelope.subject = found.or_else(|| envelope.user_id.clone()).or_else(|| envelope.ip.clone());
    envelope.event_type = event_type;
    envelope
}

/// Whether the body is an object without any member of the envelope. If it is signed, it is one of
/// the other requests that Authgear signs.
pub(super) fn is_not_an_event(root: Value<'_>) -> bool {
    root.form() == Form::Object && !root.is_empty() && ENVELOPE.iter().all(|name| root.get(name).is_none())
}

/// Why a signed body is not a hook event.
fn why_not_an_event(root: Value<'_>) -> String {
    match root.form() {
        _ if is_not_an_event(root) => {
            "The request has Authgear's signature header, but is not a hook event. Authgear also signs requests to \
             custom SMS gateways and for account migration. The body can contain a one-time code."
                .to_owned()
        }
        Form::Object => {
            let missing: Vec<_> = ENVELOPE.into_iter().filter(|name| root.get(name).is_none()).collect();
            format!("Not an event: {} missing.", missing_names(&missing))
        }
        Form::Array => format!("The body is an array of {}, not a single event.", counted(root.len(), "item")),
        other => format!("The body is {}, not an event.", other.word()),
    }
}

fn missing_names(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("{only} is"),
        [start @ .., last] => format!("{} and {last} are", start.join(", ")),
    }
}
