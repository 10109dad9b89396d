//! Recognizes Fastgen's system events, in the forms that a workflow can send.
//!
//! The forms are `{"event", "param"}`, `{"event", "$param"}`, or the bare parameters with the name
//! of the event in the path, in `?event=` or in an `x-fastgen-event` header. Fastgen documents no
//! delivery.
//!
//! The parameters do not name the event (https://docs.fastgen.com, System Events); the wrapper or
//! the request does. Four table events have the same parameters, and so do three user events, so
//! the name is never guessed from parameters.

use crate::catalog;
use crate::envelope::text::{percent_decoded, text};
use crate::envelope::{Envelope, Vendor};
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

/// Recognizes an event in a wrapper, or an event that the request names.
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
            envelope.note = Some("Not a known system event of Fastgen: it is a custom event or a new one.".to_owned())
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

/// Reads `{"event": name, "param": {…}}`; `param` can also be `$param`, its name in a workflow.
fn wrapped(root: Value<'_>) -> Option<(String, Value<'_>)> {
    let name = root.get("event").and_then(text)?;
    let param = root.get("param").or_else(|| root.get("$param"))?;
    (param.form() == Form::Object).then_some((name, param))
}

/// The parameters of an event: those in the wrapper, or the body itself.
pub(super) fn parameters(root: Value<'_>) -> Value<'_> {
    wrapped(root).map_or(root, |(_, parameters)| parameters)
}

/// The name in the header, or a known name in the path or the query. Path and query can contain
/// anything, so unknown names there do not count.
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

/// The name of a system event without its variant: `auth.password_reset.requested` becomes
/// `auth.password_reset`.
fn known(name: &str) -> Option<String> {
    let is_known = |name: &str| !catalog::named(Vendor::Fastgen, name).is_empty();
    if is_known(name) {
        return Some(name.to_owned());
    }
    let (base, variant) = name.rsplit_once('.')?;
    let variants = catalog::named(Vendor::Fastgen, base);
    variants.iter().any(|entry| entry.variant == Some(variant)).then(|| base.to_owned())
}

/// The variant of `auth.password_reset`: the requested event has a token and a link, the completed
/// event has neither.
fn variant(param: Value<'_>) -> Result<&'static str, &'static str> {
    let given = |name| param.get(name).map(|value| text(value).is_some());
    match (given("token"), given("link")) {
        (Some(true), Some(true)) => Ok("requested"),
        (None, None) => Ok("completed"),
        _ => Err("Token or link is missing or empty, so it is unclear if the reset was requested or completed."),
    }
}

/// Recognizes the parameters of an event without a name.
pub(super) fn loose(root: Value<'_>) -> Option<Envelope> {
    let note = looks_like(root)?.to_owned();
    Some(Envelope { note: Some(note), ..Envelope::unknown(Vendor::Generic) })
}

fn looks_like(root: Value<'_>) -> Option<&'static str> {
    if has(root, &["ID", "Name", "Description"]) {
        return Some(
            "This looks like a Fastgen table event, but does not name which of the four. Send \
             {\"event\": …, \"param\": …}, or put the name in the path.",
        );
    }
    is_like_a_user_event(root).then_some(
        "This looks like a Fastgen user event, but does not name which. Send {\"event\": …, \"param\": …}, or put \
         the name in the path.",
    )
}

/// Whether the parameters have the members that all user events have.
pub(super) fn is_like_a_user_event(parameters: Value<'_>) -> bool {
    has(parameters, &["userId", "email", "emailVerified"])
}

fn has(value: Value<'_>, names: &[&str]) -> bool {
    names.iter().all(|name| value.get(name).is_some())
}
