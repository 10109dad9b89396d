//! The catalog of event types, what its members mean, and the samples made from it.

use hookglass_senders::envelope::{Kind, Vendor};
use serde::Serialize;
use ts_rs::TS;

/// A type of event, as the catalog panel shows it and `types --json` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeView {
    /// What it is called here and by `trigger`: the type, and for one of two events of one name also which:
    /// `auth.password_reset.requested`.
    pub name: String,
    /// The type, as its sender calls it.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Which of several events of that type.
    pub variant: Option<String>,
    /// Who sends it.
    pub vendor: Vendor,
    /// The group it belongs to.
    pub family: String,
    /// How it is delivered.
    pub kind: Kind,
    /// What has happened, in a sentence.
    pub description: String,
    /// How it reaches a webhook, or that it does not.
    pub delivery: Delivery,
    /// The same in a sentence, where it is out of the ordinary.
    pub delivery_note: Option<String>,
    /// Whether the public documents list it; others are newer.
    pub documented: bool,
    /// Who can cause it: `user`, `admin_api`, `system`, `portal`.
    pub triggered_by: Vec<String>,
    /// Members of its payload.
    pub payload: Vec<TypeMember>,
    /// Members an answer may have besides `is_allowed`; null for what is not blocking.
    pub answer: Option<Vec<TypeMember>>,
    /// Seconds from receipt after which what is masked in it has expired.
    pub lifetime: Option<u64>,
    /// Events of it that are stored.
    pub seen: u64,
}

/// How a type reaches a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Delivery {
    /// To the hooks that name it or match it.
    Webhook,
    /// Only to hooks that subscribe to everything.
    Wildcard,
    /// Never: it stands in the audit log only.
    AuditLog,
    /// By a workflow that a developer makes.
    Workflow,
}

/// A member of a payload or an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TypeMember {
    /// Its name; dotted below the first level: `mutations.user.roles`.
    pub name: String,
    /// Its type: `string`, `user`, `identity[]`.
    pub form: String,
    /// Whether it can be absent.
    pub optional: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// What it is, in a sentence.
    pub description: String,
}

/// What one member of a body is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Explanation {
    /// Where it stands.
    pub pointer: String,
    /// What it belongs to: `envelope`, `context`, `user`, `identity`, `session`, `claims`, `payload`.
    pub part: String,
    /// Its name.
    pub name: String,
    /// Its type, and whether it can be absent or null: `timestamp, may be absent`.
    pub form: String,
    /// What it is, in a sentence or two.
    pub description: String,
}

/// A sample that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SampleSent {
    /// The type's name in the catalog.
    pub name: String,
    /// Where it was sent.
    pub url: String,
    /// Whether it was signed.
    pub signed: bool,
    /// How it was answered.
    pub result: CoverageEntry,
}

/// Which samples an application has been sent, and how it answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Coverage {
    /// Where they were sent.
    pub target: String,
    /// Types in the catalog.
    pub types: u64,
    /// Types of which one was sent.
    pub sent: u64,
    /// Of these, the ones that were not answered as their sender needs it.
    pub failed: u64,
    /// One entry a type that was sent, in the order of the catalog.
    pub entries: Vec<CoverageEntry>,
    /// The tour that is under way.
    pub tour: Option<TourProgress>,
}

/// How the last sample of a type was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CoverageEntry {
    /// The type's name in the catalog.
    pub name: String,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// From the first byte sent to the last received, microseconds.
    pub duration_us: u64,
    /// The status of the response; null when there was none.
    pub status: Option<u16>,
    /// Whether that is what the sender needs: a 2xx in time.
    pub ok: bool,
    /// What happened, in a sentence.
    pub sentence: String,
}

/// How far a tour is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TourProgress {
    /// Samples sent.
    pub done: u64,
    /// Samples in all.
    pub total: u64,
}
