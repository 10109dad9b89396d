//! What changed.

use hookscope_domain::{diff::Op, diff::Part, lines::LinePair};
use serde::Serialize;
use ts_rs::TS;

/// The *Changes* of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Changes {
    /// There is nothing to compare, and why.
    None {
        /// For example: `old_identity` is absent.
        reason: String,
    },
    /// Two sides, compared.
    Compared(Comparison),
}

/// Two documents, compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Comparison {
    /// The name of the older side.
    pub old_name: String,
    /// The name of the newer side.
    pub new_name: String,
    /// Where the newer side stands in the event's body, as a JSON Pointer; the paths of the changes go on from there.
    pub at: String,
    /// Members that differ. At most 2,000; `omitted` counts the rest.
    pub changes: Vec<ChangeView>,
    /// Changes beyond the first 2,000.
    pub omitted: u64,
    /// The same values, written differently; they are not changes. At most 2,000.
    pub rewritten: Vec<ChangeView>,
    /// These in all.
    pub rewritten_total: u64,
    /// Members that are equal. At most 2,000.
    pub unchanged: Vec<MemberView>,
    /// Equal members in all.
    pub unchanged_total: u64,
    /// Both sides, line by line, aligned. At most 5,000 lines.
    pub lines: Vec<LinePair>,
    /// Lines beyond the first 5,000.
    pub lines_omitted: u64,
    /// Something a person has to know about the comparison, for example a member named twice.
    pub notes: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// What happened.
    pub op: Op,
    /// JSON Pointer.
    pub path: String,
    /// The pointer on the old side, when that is another place.
    pub from: Option<String>,
    /// A readable name, when one is known: `Email as typed`.
    pub label: Option<String>,
    /// A few words beside the name: `login ID, original value`, `80 d 20 h later`.
    pub hint: Option<String>,
    /// The old value, cut where it changed; null when there is none.
    pub old: Option<Vec<Part>>,
    /// The new value, cut where it changed; null when there is none.
    pub new: Option<Vec<Part>>,
    /// What the eye cannot see: `same after Unicode normalisation`, `invisible characters`.
    pub note: Option<String>,
}

/// A member that both sides have, with the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MemberView {
    /// JSON Pointer.
    pub path: String,
    /// A readable name, when one is known.
    pub label: Option<String>,
    /// The value as it stands in the text, elided when long.
    pub value: String,
}
