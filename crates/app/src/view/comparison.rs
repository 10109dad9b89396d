//! What changed, and what did not: the rows of a comparison's lists.

use hookglass_diff::{Op, Part};
use serde::Serialize;
use ts_rs::TS;

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
