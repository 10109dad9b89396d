//! Fastgen's system events, in the forms in which a workflow can pass them on: `{"event", "param"}`, `{"event",
//! "$param"}`, or the bare parameters with the event's name in the path, in `?event=` or in an `x-fastgen-event` header.
//! Fastgen documents no delivery.
//!
//! Their parameters do not name the event (https://docs.fastgen.com, System Events): the wrapper does, or the request. Four
//! table events have the same parameters, and so have three user events, so a name is never guessed from them.

use crate::catalog;
use crate::envelope::text::{percent_decoded, text};
use crate::envelope::{Envelope, Vendor};
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

/// An event in a wrapper, or one that the request names.
pub(super) fn certain(capture: &Capture, root: Value<'_>) -> Option<Envelope> {
    if root.form() != Form::Object {
        return None;
    }
    let (name, param) = wrapped(root).or_else(|| Some((named_by_request(capture)?, root)))?;
    let name = known(&name).unwrap_or(name);
    let mut envelope = Envelope {
        user_id: param.get("userId").and_then(text),
        subject: param.get("email").or_else(|| param.get("Name")).and_then(text),
        ..Envelope::unknown(Vendor::Fastgen)
    };
    let known = catalog::named(Vendor::Fastgen, &name);
    envelope.kind = known.first().map(|entry| entry.kind);
    match known {
        [] => {
            envelope.note = Some("Not one of Fastgen's system events: a custom event, or one that is new.".to_owned())
        }
        [_] => {}
        _ => match variant(param) {
            Ok(variant) => envelope.variant = Some(variant),
            Err(note) => envelope.note = Some(note.to_owned()),
        },
    }
    envelope.event_type = Some(name);
    Some(envelope)
}

/// `{"event": name, "param": {…}}`, with `param` also spelled as the workflow's own `$param`.
fn wrapped(root: Value<'_>) -> Option<(String, Value<'_>)> {
    let name = root.get("event").and_then(text)?;
    let param = root.get("param").or_else(|| root.get("$param"))?;
    (param.form() == Form::Object).then_some((name, param))
}

/// The parameters of an event: in the wrapper that names it, or the body itself.
pub(super) fn parameters(root: Value<'_>) -> Value<'_> {
    wrapped(root).map_or(root, |(_, parameters)| parameters)
}

/// A name in the header counts as it is; in the path and the query, which can contain anything, only a known name does.
fn named_by_request(capture: &Capture) -> Option<String> {
    if let Some(name) = capture.headers.text("x-fastgen-event").filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    let query = capture.query().unwrap_or_default();
    let queried = query
        .split(|&byte| byte == b'&')
        .filter_map(|pair| pair.strip_prefix(b"event="))
        .find_map(|name| known(&percent_decoded(name)));
    queried.or_else(|| {
        let path = capture.path();
        known(&percent_decoded(path.trim_end_matches('/').rsplit('/').next()?.as_bytes()))
    })
}

/// The system event of that name; `auth.password_reset.requested` and `.completed` are two events of one name.
fn known(name: &str) -> Option<String> {
    let is_known = |name: &str| !catalog::named(Vendor::Fastgen, name).is_empty();
    if is_known(name) {
        return Some(name.to_owned());
    }
    let (base, variant) = name.rsplit_once('.')?;
    let variants = catalog::named(Vendor::Fastgen, base);
    variants.iter().any(|entry| entry.variant == Some(variant)).then(|| base.to_owned())
}

/// `auth.password_reset` is two events: the requested one carries a token and a link, the completed one neither.
fn variant(param: Value<'_>) -> Result<&'static str, &'static str> {
    let given = |name| param.get(name).map(|value| text(value).is_some());
    match (given("token"), given("link")) {
        (Some(true), Some(true)) => Ok("requested"),
        (None, None) => Ok("completed"),
        _ => Err(
            "Token and link are neither both given nor both absent, so it cannot be told whether the reset was requested or completed.",
        ),
    }
}

/// The parameters of an event that nothing names.
pub(super) fn loose(root: Value<'_>) -> Option<Envelope> {
    let note = looks_like(root)?.to_owned();
    Some(Envelope { note: Some(note), ..Envelope::unknown(Vendor::Generic) })
}

fn looks_like(root: Value<'_>) -> Option<&'static str> {
    if has(root, &["ID", "Name", "Description"]) {
        return Some(
            "It looks like a Fastgen table event, but does not say which of the four. Send {\"event\": …, \"param\": …}, \
             or put the name in the path.",
        );
    }
    is_like_a_user_event(root).then_some(
        "It looks like a Fastgen user event, but does not say which. Send {\"event\": …, \"param\": …}, or put the name \
         in the path.",
    )
}

/// Whether it has the members that all user events have.
pub(super) fn is_like_a_user_event(parameters: Value<'_>) -> bool {
    has(parameters, &["userId", "email", "emailVerified"])
}

fn has(value: Value<'_>, names: &[&str]) -> bool {
    names.iter().all(|name| value.get(name).is_some())
}
