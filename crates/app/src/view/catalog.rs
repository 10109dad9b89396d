//! The catalog of event types: types, their members, samples and coverage.

use hookglass_senders::envelope::{Kind, Vendor};
use serde::Serialize;
use ts_rs::TS;

/// An event type, as the *Catalog* page shows it and `types --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeView {
    /// The name in the catalog and for `trigger`: the type. If several events share a type, the
    /// variant is appended: `auth.password_reset.requested`.
    pub name: String,
    /// The type, in the sender's spelling.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The variant, if several events share the type.
    pub variant: Option<String>,
    /// The sender.
    pub vendor: Vendor,
    /// The group of the type: `user`, `identity`.
    pub family: String,
    /// How events of this type are delivered: `blocking`, `non_blocking` or `system`.
    pub kind: Kind,
    /// What the event reports, in a sentence.
    pub description: String,
    /// Whether and how it reaches a webhook.
    pub delivery: Delivery,
    /// The delivery in a sentence, if it is unusual.
    pub delivery_note: Option<String>,
    /// Whether the public documentation lists the type. Undocumented types are newer.
    pub documented: bool,
    /// What can trigger it: `user`, `admin_api`, `system`, `portal`.
    pub triggered_by: Vec<String>,
    /// The members of its payload.
    pub payload: Vec<TypeMember>,
    /// The members that an answer can have besides `is_allowed`; null if the type is not blocking.
    pub answer: Option<Vec<TypeMember>>,
    /// Seconds after receipt until the redacted values in the event have expired; null if they do
    /// not.
    pub lifetime: Option<u64>,
    /// Stored events of this type.
    pub seen: u64,
}

/// How a type reaches a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Delivery {
    /// To the hooks that subscribe to it by name or pattern.
    Webhook,
    /// Only to hooks that subscribe to all types.
    Wildcard,
    /// Audit log only, never delivered.
    AuditLog,
    /// Through a workflow that a developer defines.
    Workflow,
}

/// A member of a payload or an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeMember {
    /// The name; nested members are dotted: `mutations.user.roles`.
    pub name: String,
    /// The type: `string`, `user`, `identity[]`.
    pub form: String,
    /// Whether it can be absent.
    pub optional: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// The meaning, in a sentence.
    pub description: String,
}

/// The explanation of a member of an event's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Explanation {
    /// The place of the member, as a JSON Pointer.
    pub pointer: String,
    /// The part of the body: `envelope`, `context`, `user`, `identity`, `session`, `claims`,
    /// `payload`.
    pub part: String,
    /// The name.
    pub name: String,
    /// The type, and whether it can be absent or null: `timestamp, can be absent`.
    pub form: String,
    /// The meaning, in a sentence or two.
    pub description: String,
}

/// A sample that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SampleSent {
    /// The name of the type in the catalog.
    pub name: String,
    /// The URL that it was sent to.
    pub url: String,
    /// Whether it was signed.
    pub signed: bool,
    /// The answer.
    pub result: CoverageEntry,
}

/// The samples that were sent to a target, and its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Coverage {
    /// The target URL.
    pub target: String,
    /// Types in the catalog.
    pub types: u64,
    /// Types of which a sample was sent.
    pub sent: u64,
    /// Types whose last sample was not answered as the sender requires.
    pub failed: u64,
    /// One entry per type that was sent, in the order of the catalog.
    pub entries: Vec<CoverageEntry>,
    /// The progress of the running tour; null if none is running.
    pub tour: Option<TourProgress>,
}

/// How the last sample of a type was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoverageEntry {
    /// The name of the type in the catalog.
    pub name: String,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// Microseconds from the first byte sent to the last byte received.
    pub duration_us: u64,
    /// The HTTP status of the answer; null if there was none.
    pub status: Option<u16>,
    /// Whether the answer is what the sender requires: a 2xx status in time.
    pub ok: bool,
    /// The result, in a sentence.
    pub sentence: String,
}

/// The progress of a tour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TourProgress {
    /// Samples sent.
    pub done: u64,
    /// Samples of the tour in total.
    pub total: u64,
}
