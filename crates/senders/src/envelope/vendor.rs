//! The senders of events, and how events are delivered.

use serde::Serialize;
use ts_rs::TS;

/// The sender of an event.
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
    /// A sender that follows the Standard Webhooks specification, or the older one of Svix.
    StandardWebhooks,
    /// A CloudEvents event, in structured or binary mode.
    #[serde(rename = "cloudevents")]
    CloudEvents,
    /// Any other sender.
    Generic,
}

impl Vendor {
    /// All senders.
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

    /// Parses [`Self::word`].
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
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Blocking, Self::NonBlocking, Self::System];

    /// The word in the database, in filters and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::NonBlocking => "non_blocking",
            Self::System => "system",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
