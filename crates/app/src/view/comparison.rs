//! The rows of a comparison's lists: changes and unchanged members.

use hookglass_diff::{Op, Part};
use serde::Serialize;
use ts_rs::TS;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// The kind of change.
    pub op: Op,
    /// The JSON Pointer on the new side, or on the old side for a removed value.
    pub path: String,
    /// The JSON Pointer on the old side, if it differs.
    pub from: Option<String>,
    /// A readable name, if one is known: `Email as typed`.
    pub label: Option<String>,
    /// A short hint next to the name: `login ID, original value`, `80 d 20 h later`.
    pub hint: Option<String>,
    /// The old value, split into changed and unchanged parts; null if there is none.
    pub old: Option<Vec<Part>>,
    /// The new value, split into changed and unchanged parts; null if there is none.
    pub new: Option<Vec<Part>>,
    /// A difference that is hard to see, such as invisible characters.
    pub note: Option<String>,
}

/// A member that both sides have, with the same value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MemberView {
    /// The JSON Pointer.
    pub path: String,
    /// A readable name, if one is known.
    pub label: Option<String>,
    /// The JSON text of the value, elided to 4,000 characters.
    pub value: String,
}
