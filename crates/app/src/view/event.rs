//! One event in full, but for its body's bytes.

use hookglass_senders::finding::Finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{body::BodyFacts, inbox::EventRow, secrets::SignatureView};

/// One event in full, but for its body's bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EventDetail {
    /// The list's columns.
    pub row: EventRow,
    /// A person's own note.
    pub note: Option<String>,
    /// When the first byte arrived: RFC 3339, UTC, microseconds.
    pub began_at: String,
    /// The request target as sent; bytes that are not UTF-8 are shown as U+FFFD.
    pub target: String,
    /// `HTTP/1.0`, `HTTP/1.1` or `HTTP/2`.
    pub version: String,
    /// Address and port of the connection's other end.
    pub peer: String,
    /// The headers in the order they came.
    pub headers: Vec<HeaderLine>,
    /// What was understood.
    pub envelope: EnvelopeView,
    /// What this type of event means, in a sentence.
    pub description: Option<String>,
    /// How this type reaches a webhook, in a sentence, where that is out of the ordinary: most of all that it never does.
    pub delivery_note: Option<String>,
    /// What its signature is worth.
    pub signature: SignatureView,
    /// JSON Pointers of the values that are masked until they are asked for.
    pub masked: Vec<String>,
    /// Until when the masked values can be valid.
    pub lifetime: Option<LifetimeView>,
    /// What the body is.
    pub body: BodyFacts,
    /// What stands out.
    pub findings: Vec<Finding>,
    /// What was replied.
    pub answer: Option<AnswerView>,
    /// Whether the *Changes* tab has something to say: the payload is of a type that has an old and a new side, or carries
    /// a state of which an earlier event can have told the one before.
    pub comparable: bool,
}

/// Until when something in an event can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LifetimeView {
    /// Names of the members: `token`, `link`.
    pub members: Vec<String>,
    /// When they have expired at the latest: RFC 3339, UTC, microseconds. They can expire earlier, since the sender's
    /// clock began before the event arrived.
    pub expires_at: String,
    /// Seconds from receipt to then.
    pub seconds: u64,
}

/// One header line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderLine {
    /// The name as it was sent.
    pub name: String,
    /// The value; bytes that are not UTF-8 are shown as U+FFFD.
    pub value: String,
    /// Whether `value` is the exact value. False: the bytes were not UTF-8.
    pub exact: bool,
}

/// What was understood of an event's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct EnvelopeView {
    /// The OAuth client the event happened through.
    pub client_id: Option<String>,
    /// Who caused it: `user`, `admin_api`, `system`, `portal`, `site_admin`.
    pub triggered_by: Option<String>,
    /// When it happened by the sender's clock, UNIX seconds, the exact digits.
    pub timestamp: Option<String>,
    /// The address of the person's device, by the sender.
    pub ip: Option<String>,
    /// Which of two events of one name this is (`auth.password_reset`): `requested`, `completed`.
    pub variant: Option<String>,
    /// What could not be told, in a sentence.
    pub note: Option<String>,
}

/// How far an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerState {
    /// It went out.
    Answered,
    /// The sender waits for it.
    Waiting,
    /// The sender hung up before.
    Gone,
    /// The sender was left without a whole one, as a rule wanted.
    Broken,
    /// The program that was to give it has ended.
    Interrupted,
}

/// What the receiver replied, or what became of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerView {
    /// How far it is.
    pub state: AnswerState,
    /// HTTP status; null when no answer went out.
    pub status: Option<u16>,
    /// Who decided it: `default`, `rule`, `person`, `forward`, `deadline`; null when nobody did.
    pub decided_by: Option<String>,
    /// Why this answer, in a sentence.
    pub reason: String,
    /// The rule that the event met, by its name at that time.
    pub rule: Option<String>,
    /// Microseconds from the receipt of the last byte to the decision; null when that is not kept, as for the default answer.
    pub after_us: Option<u64>,
    /// What else there is to say about it, in a sentence.
    pub note: Option<String>,
    /// The headers Hookglass set.
    pub headers: Vec<HeaderLine>,
    /// The body.
    pub body: String,
}
