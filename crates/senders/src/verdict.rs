//! What the sender of an event makes of an answer.
//!
//! The sender's rules decide; of a sender without rules only the status counts. Kept out: sending, and what mutations do
//! to a user (`mutation.rs`).

use bytes::Bytes;
use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

use crate::catalog::{self, EventType};
use crate::envelope::{Envelope, Kind, Vendor};
use crate::sender;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{self, FailureKind};

pub use crate::authgear::LIMITS;

/// How long a sender waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For the answer to a blocking event. Authgear: `sync_hook_timeout_seconds`.
    pub blocking: Duration,
    /// For the answer to any other event.
    pub non_blocking: Duration,
}

impl Default for Deadlines {
    /// Authgear's own (`pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`).
    fn default() -> Self {
        Self { blocking: Duration::from_secs(5), non_blocking: Duration::from_secs(60) }
    }
}

/// The event that was answered.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who sent it.
    pub vendor: Vendor,
    /// Its type, as its sender calls it.
    pub event_type: Option<&'a str>,
    /// How it is delivered, when that is known.
    pub kind: Option<Kind>,
}

impl<'a> Asked<'a> {
    /// The event of this envelope.
    pub fn of(envelope: &'a Envelope) -> Self {
        Self { vendor: envelope.vendor, event_type: envelope.event_type.as_deref(), kind: envelope.kind }
    }

    /// Whether the sender waits for the answer and reads its body.
    pub(crate) fn is_blocking(&self) -> bool {
        sender::of(self.vendor).is_blocking(self.kind)
    }

    pub(crate) fn known(&self) -> Option<&'static EventType> {
        catalog::named(self.vendor, self.event_type?).first()
    }
}

/// What the application sent back.
#[derive(Debug, Clone, Copy)]
pub enum Reply<'a> {
    /// A whole response.
    Whole {
        /// HTTP status.
        status: u16,
        /// Its headers.
        headers: &'a Headers,
        /// Its body, as sent.
        body: &'a Bytes,
    },
    /// A response whose body ended before its announced end.
    Half {
        /// HTTP status.
        status: u16,
    },
    /// No response.
    Failed(FailureKind),
}

impl<'a> Reply<'a> {
    /// What came back to a request that was sent.
    pub fn to(outcome: &'a outgoing::Outcome) -> Self {
        match outcome {
            outgoing::Outcome::Response(response) => {
                Self::Whole { status: response.status, headers: &response.headers, body: &response.body }
            }
            outgoing::Outcome::Failed(failure) => Self::Failed(failure.why),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "VerdictOutcome")]
pub enum Outcome {
    /// The operation goes on.
    Allowed,
    /// The application forbids the operation.
    Denied,
    /// The sender takes the event for delivered; it does not read the answer.
    Delivered,
    /// An answer came that the sender does not accept.
    Refused,
    /// No answer came in time.
    TimedOut,
    /// No whole answer came.
    NotDelivered,
    /// It cannot be told.
    Unknown,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Allowed,
        Self::Denied,
        Self::Delivered,
        Self::Refused,
        Self::TimedOut,
        Self::NotDelivered,
        Self::Unknown,
    ];

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::NotDelivered => "not_delivered",
            Self::Unknown => "unknown",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// How much a remark matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "RemarkSeverity")]
pub enum Severity {
    /// What the answer does.
    Information,
    /// The answer is accepted, but this is hardly meant.
    Warning,
    /// This is why the answer is not accepted.
    Error,
}

/// One thing about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Remark {
    /// How much it matters.
    pub severity: Severity,
    /// Where in the answer's body, as a JSON Pointer; empty for the answer as a whole.
    pub pointer: String,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl Remark {
    /// A remark about a place in the answer's body.
    pub fn new(severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: pointer.into(), sentence: sentence.into() }
    }
}

/// What the sender makes of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AnswerVerdict")]
pub struct Verdict {
    /// What came of it.
    pub outcome: Outcome,
    /// The reason Authgear gives its client when the operation fails, such as `HookInvalidResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<&'static str>,
    /// The same in a sentence.
    pub sentence: String,
    /// The title of a denial, as the person gets to see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// The reason of a denial.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// What there is to say about parts of it: errors first, each group in the order of the answer.
    pub remarks: Vec<Remark>,
}

impl Verdict {
    pub(crate) fn new(outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { outcome, code: None, sentence: sentence.into(), title: None, reason: None, remarks: Vec::new() }
    }

    pub(crate) fn failed(outcome: Outcome, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { code: Some(code), ..Self::new(outcome, sentence) }
    }
}

/// What the sender of an event makes of a reply that took this long. [`crate::mutation::judge`] adds what depends on the
/// event itself.
pub fn of(asked: Asked<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
    sender::of(asked.vendor).judge(asked, reply, took, deadlines)
}

/// The verdict of a sender of which only the status is known to count.
pub(crate) fn by_status(reply: Reply<'_>) -> Verdict {
    match reply {
        Reply::Failed(why) => failure(why, "Its sender takes the event for not delivered."),
        Reply::Whole { status, .. } | Reply::Half { status } if (200..300).contains(&status) => {
            let sentence = format!("Status {status} is a success, so its sender takes the event for delivered.");
            Verdict::new(Outcome::Delivered, sentence)
        }
        Reply::Whole { status, .. } | Reply::Half { status } => {
            let sentence =
                format!("Status {status} is not from 200 to 299, so its sender takes the event for not delivered.");
            Verdict::new(Outcome::Refused, sentence)
        }
    }
}

/// The verdict on a reply that did not arrive; `then` says what the sender does about it.
pub(crate) fn failure(why: FailureKind, then: &str) -> Verdict {
    let what = match why {
        FailureKind::Refused => "The connection was refused",
        FailureKind::Timeout => "No answer came in time",
        FailureKind::NameNotFound => "The host's name is not known",
        FailureKind::Unreachable => "There is no way to the host",
        FailureKind::Tls => "TLS failed",
        FailureKind::Reset => "The connection was closed before an answer",
        FailureKind::BrokenResponse => "What came back is not a whole HTTP response",
        FailureKind::Cancelled => {
            return Verdict::new(Outcome::Unknown, "The request was cancelled before an answer came.");
        }
    };
    let outcome = if why == FailureKind::Timeout { Outcome::TimedOut } else { Outcome::NotDelivered };
    Verdict::new(outcome, format!("{what}. {then}"))
}
