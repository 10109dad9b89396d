//! What is understood of an event's body.
//!
//! Each sender understands its own requests; this module asks them in turn. What remains unknown is left out and explained
//! in `note`; nothing here rejects an event.

use serde::Serialize;
use ts_rs::TS;

use crate::catalog::{self, EventType};
use crate::known;
use crate::sender::{self, UNDERSTOOD};
use hookglass_json::Value;
use hookglass_request::capture::Capture;

/// Characters kept of the text of a member; a longer text ends with `…`.
const MAX_TEXT: usize = 512;

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

    /// Whether the sender waits for the answer and reads its body.
    pub fn is_blocking(&self) -> bool {
        sender::of(self.vendor).is_blocking(self.kind)
    }

    /// The group its type belongs to.
    pub fn family(&self) -> Option<&str> {
        Some(catalog::family(self.vendor, self.event_type.as_deref()?))
    }

    /// The catalog's entry for its type; `None` as well if two types share the name and the event fits neither alone.
    pub fn known(&self) -> Option<&'static EventType> {
        match catalog::named(self.vendor, self.event_type.as_deref()?) {
            [only] => Some(only),
            several => several.iter().find(|entry| entry.variant == self.variant),
        }
    }
}

/// Understands a request as far as possible; `root` is the value of a JSON body. A sender that is certain comes first.
pub fn recognise(capture: &Capture, root: Option<Value<'_>>) -> Envelope {
    let certain = UNDERSTOOD.iter().find_map(|sender| sender.recognize(capture, root));
    certain
        .or_else(|| known::recognize(capture, root))
        .or_else(|| UNDERSTOOD.iter().find_map(|sender| sender.recognize_loosely(capture, root)))
        .unwrap_or_else(|| Envelope::unknown(Vendor::Generic))
}

/// `1 item`, `2 items`
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A string that is not empty.
pub(crate) fn text(value: Value<'_>) -> Option<String> {
    value.string().filter(|text| !text.is_empty()).map(|text| cut(&text))
}

pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

pub(crate) fn percent_decoded(bytes: &[u8]) -> String {
    percent_encoding::percent_decode(bytes).decode_utf8_lossy().into_owned()
}
