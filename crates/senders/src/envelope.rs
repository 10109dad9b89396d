//! What is understood of an event's body.
//!
//! The forms on the wire: Authgear's `{id, seq, type, payload, context}` (authgear-server, `pkg/api/event/event.go`);
//! Fastgen's system events as a workflow passes them on: `{"event", "param"}`, `{"event", "$param"}`, or the bare
//! parameters with the event's name in the path, in `?event=` or in an `x-fastgen-event` header (Fastgen itself documents
//! no delivery). Other senders are a line each in `senders.rs`. What cannot be told is left out and said in `note`;
//! nothing here refuses an event.

use serde::Serialize;
use ts_rs::TS;

use crate::catalog::{self, EventType};
use crate::signature::AUTHGEAR_HEADER;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

mod fastgen;
mod senders;
mod subject;

pub(crate) use fastgen::is_like_a_user_event;
pub(crate) use subject::of_identity as identity_name;

/// The members of Authgear's envelope, in the order in which they are sent.
pub const ENVELOPE: [&str; 5] = ["id", "seq", "type", "payload", "context"];

/// Longest text kept of any member; what is longer ends with `…`.
const LONGEST: usize = 512;

/// Who sent an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    /// Authgear's hooks.
    Authgear,
    /// Fastgen's system events.
    Fastgen,
    /// GitHub's webhooks.
    Github,
    /// Stripe's webhooks.
    Stripe,
    /// A sender that follows the Standard Webhooks specification, or Svix's before it.
    StandardWebhooks,
    /// A CloudEvents event, in structured or binary mode.
    #[serde(rename = "cloudevents")]
    CloudEvents,
    /// Any other sender.
    Generic,
}

impl Vendor {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Authgear,
        Self::Fastgen,
        Self::Github,
        Self::Stripe,
        Self::StandardWebhooks,
        Self::CloudEvents,
        Self::Generic,
    ];

    /// The word in the database, in filters and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Authgear => "authgear",
            Self::Fastgen => "fastgen",
            Self::Github => "github",
            Self::Stripe => "stripe",
            Self::StandardWebhooks => "standard_webhooks",
            Self::CloudEvents => "cloudevents",
            Self::Generic => "generic",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.word() == word)
    }
}

/// How an event is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The sender waits for the answer and acts on it.
    Blocking,
    /// The sender ignores the answer's body.
    NonBlocking,
    /// A Fastgen system event.
    System,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Blocking, Self::NonBlocking, Self::System];

    /// The word in the database, in filters and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::NonBlocking => "non_blocking",
            Self::System => "system",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What was understood. An absent member is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Who sent it.
    pub vendor: Vendor,
    /// The type, as the sender calls it.
    pub event_type: Option<String>,
    /// Which of several events of that name.
    pub variant: Option<&'static str>,
    /// How it is delivered, when the type is known.
    pub kind: Option<Kind>,
    /// The sender's id of the event.
    pub event_id: Option<String>,
    /// The sender's sequence number: the digits of a JSON number, as written.
    pub seq: Option<String>,
    /// The user it is about.
    pub user_id: Option<String>,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The OAuth client.
    pub client_id: Option<String>,
    /// Who caused it.
    pub triggered_by: Option<String>,
    /// When it happened by the sender's clock, as written: UNIX seconds; RFC 3339 from CloudEvents and in
    /// Stripe's thin events.
    pub timestamp: Option<String>,
    /// The address of the person's device.
    pub ip: Option<String>,
    /// What a person recognises it by.
    pub subject: Option<String>,
    /// What could not be told, in a sentence.
    pub note: Option<String>,
}

impl Envelope {
    /// An envelope of which only the sender is known.
    pub fn unknown(vendor: Vendor) -> Self {
        Self {
            vendor,
            event_type: None,
            variant: None,
            kind: None,
            event_id: None,
            seq: None,
            user_id: None,
            app_id: None,
            client_id: None,
            triggered_by: None,
            timestamp: None,
            ip: None,
            subject: None,
            note: None,
        }
    }

    /// Whether its sender waits for the answer and reads its body.
    pub fn is_blocking(&self) -> bool {
        self.vendor == Vendor::Authgear && self.kind == Some(Kind::Blocking)
    }

    /// The group its type belongs to.
    pub fn family(&self) -> Option<&str> {
        Some(catalog::family(self.vendor, self.event_type.as_deref()?))
    }

    /// The catalog's entry of its type; `None` as well when it cannot be told which of two of one name it is.
    pub fn known(&self) -> Option<&'static EventType> {
        match catalog::named(self.vendor, self.event_type.as_deref()?) {
            [only] => Some(only),
            several => several.iter().find(|entry| entry.variant == self.variant),
        }
    }
}

/// Understands a request as far as it can be understood; `root` is its body's value, when that is JSON.
pub fn recognise(capture: &Capture, root: Option<Value<'_>>) -> Envelope {
    let signed = capture.headers.get(AUTHGEAR_HEADER).is_some();
    let Some(root) = root else {
        return senders::recognise(capture, None).unwrap_or_else(|| bare_without_json(signed));
    };
    // All of Authgear's members are Authgear's; with fewer, a sender that says who it is counts for more.
    if ENVELOPE.iter().all(|name| root.get(name).is_some()) || (signed && is_like_authgear(root)) {
        return authgear(root);
    }
    fastgen::recognise(capture, root)
        .or_else(|| senders::recognise(capture, Some(root)))
        .unwrap_or_else(|| if is_like_authgear(root) { authgear(root) } else { bare(signed, root) })
}

/// The parameters of a Fastgen event: in the wrapper that names it, or the body itself.
pub fn fastgen_parameters(root: Value<'_>) -> Value<'_> {
    fastgen::wrapped(root).map_or(root, |(_, parameters)| parameters)
}

/// Not all of the envelope's members, but a type with what belongs to one.
fn is_like_authgear(root: Value<'_>) -> bool {
    let has = |name| root.get(name).is_some();
    let form = |name| root.get(name).map(|value| value.form());
    let Some(name) = root.get("type").and_then(|name| name.string()) else { return false };
    let objects = form("payload") == Some(Form::Object) && form("context") == Some(Form::Object);
    let known = !catalog::named(Vendor::Authgear, &name).is_empty();
    objects || (known && (has("payload") || has("context") || has("seq")))
}

fn authgear(root: Value<'_>) -> Envelope {
    let at = |path: &[&str]| root.path(path).and_then(text);
    let digits = |path: &[&str]| root.path(path).and_then(|value| value.digits()).map(cut);
    let event_type = at(&["type"]);
    let known = event_type.as_deref().and_then(|name| catalog::named(Vendor::Authgear, name).first());
    let kind = match &event_type {
        // What is known by name only is not blocking: the types of blocking events are all described.
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

/// JSON that is no event of a known sender.
fn bare(signed: bool, root: Value<'_>) -> Envelope {
    let mut envelope = bare_without_json(signed);
    envelope.note = if signed { Some(no_event(root)) } else { fastgen::looks_like(root).map(str::to_owned) };
    envelope
}

/// An object with nothing of Authgear's envelope: what else Authgear signs, when it is signed.
pub(crate) fn is_no_event(root: Value<'_>) -> bool {
    root.form() == Form::Object && !root.is_empty() && ENVELOPE.iter().all(|name| root.get(name).is_none())
}

/// Why a signed body is no hook event.
fn no_event(root: Value<'_>) -> String {
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

/// `1 item`, `2 items`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("{only} is"),
        [start @ .., last] => format!("{} and {last} are", start.join(", ")),
    }
}

fn bare_without_json(signed: bool) -> Envelope {
    if !signed {
        return Envelope::unknown(Vendor::Generic);
    }
    Envelope {
        note: Some("It carries Authgear's signature header, but the body is not one JSON value.".to_owned()),
        ..Envelope::unknown(Vendor::Authgear)
    }
}

/// A string that says something; `""` says nothing.
fn text(value: Value<'_>) -> Option<String> {
    value.string().filter(|text| !text.is_empty()).map(|text| cut(&text))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

fn percent_decoded(bytes: &[u8]) -> String {
    percent_encoding::percent_decode(bytes).decode_utf8_lossy().into_owned()
}
