//! One event with all its details, except the bytes of its body.

use hookglass_senders::finding::Finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{body::BodyFacts, inbox::EventRow, secrets::SignatureView};

/// One event with all its details, except the bytes of its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventDetail {
    /// The columns of the event list.
    pub row: EventRow,
    /// The user's note.
    pub note: Option<String>,
    /// When the first byte arrived: RFC 3339, UTC, microseconds.
    pub began_at: String,
    /// The request target as sent, with tokens in its query redacted. Bytes that are not UTF-8 are
    /// replaced by U+FFFD.
    pub target: String,
    /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`.
    pub version: String,
    /// The address and port of the peer.
    pub peer: String,
    /// The header lines in the order received, with credentials redacted.
    pub headers: Vec<HeaderLine>,
    /// What is redacted in the heads of request and answer until the user reveals it: names of
    /// headers, `request target`.
    pub masked_head: Vec<String>,
    /// The envelope that was parsed from headers and body.
    pub envelope: EnvelopeView,
    /// The meaning of the event's type, in a sentence.
    pub description: Option<String>,
    /// What is unusual about the delivery of this type, in a sentence; for example, that no webhook
    /// receives it.
    pub delivery_note: Option<String>,
    /// The verdict on the signature.
    pub signature: SignatureView,
    /// JSON Pointers of the values that are redacted until the user reveals them.
    pub masked: Vec<String>,
    /// When the redacted values expire.
    pub lifetime: Option<ExpiryView>,
    /// Size, hash and form of the body.
    pub body: BodyFacts,
    /// The findings about the event, warnings first.
    pub findings: Vec<Finding>,
    /// The answer, or its progress.
    pub answer: Option<AnswerView>,
    /// Whether the *Changes* tab can show something: the payload has an old and a new side, or
    /// contains a state that an earlier event can contain too.
    pub comparable: bool,
}

/// When the redacted values of an event expire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ExpiryView {
    /// The names of the members: `token`, `link`.
    pub members: Vec<String>,
    /// The latest time at which they expire: RFC 3339, UTC, microseconds. They can expire earlier,
    /// because the sender created them before the event arrived.
    pub expires_at: String,
    /// Seconds from receipt to `expires_at`.
    pub seconds: u64,
}

/// One header line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderLine {
    /// The name as sent.
    pub name: String,
    /// The value. Bytes that are not UTF-8 are replaced by U+FFFD.
    pub value: String,
    /// Whether `value` is exact. False if some bytes are not UTF-8 or the value is redacted.
    pub exact: bool,
}

/// The parts of an event's envelope that the list does not show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EnvelopeView {
    /// The OAuth client that caused the event.
    pub client_id: Option<String>,
    /// What triggered the event: `user`, `admin_api`, `system`, `portal`, `site_admin`.
    pub triggered_by: Option<String>,
    /// When the event happened by the sender's clock: seconds since 1970, with the exact digits of
    /// the payload.
    pub timestamp: Option<String>,
    /// The IP address of the end user's device, as reported by the sender.
    pub ip: Option<String>,
    /// The variant, if several events share the type, such as `auth.password_reset`: `requested`,
    /// `completed`.
    pub variant: Option<String>,
    /// What could not be determined, in a sentence.
    pub note: Option<String>,
}

/// The progress of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerState {
    /// Sent.
    Answered,
    /// The sender is waiting for it.
    Waiting,
    /// The sender disconnected first.
    Gone,
    /// A rule deliberately withheld a complete answer.
    Broken,
    /// Hookglass exited before it could answer.
    Interrupted,
}

/// The answer to an event, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerView {
    /// The progress.
    pub state: AnswerState,
    /// The HTTP status; null if no answer was sent.
    pub status: Option<u16>,
    /// What decided the answer: `default`, `rule`, `person`, `forward`, `deadline`. Null if nothing
    /// did.
    pub decided_by: Option<String>,
    /// The reason for this answer, in a sentence.
    pub reason: String,
    /// The name that the matching rule had at that time; null if no rule matched.
    pub rule: Option<String>,
    /// Microseconds from the last byte of the request to the decision. Null if not recorded, as for
    /// the default answer.
    pub after_us: Option<u64>,
    /// A note, in a sentence.
    pub note: Option<String>,
    /// The header lines that Hookglass set, with credentials redacted.
    pub headers: Vec<HeaderLine>,
    /// The body. Bytes that are not UTF-8 are replaced by U+FFFD.
    pub body: String,
}
