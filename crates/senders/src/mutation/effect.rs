//! The effect of mutations.

use bytes::Bytes;
use serde::Serialize;
use ts_rs::TS;

use crate::verdict::AnswerFinding;
use hookglass_json::edit;

/// The effect of mutations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MutationEffect {
    /// The JSON Pointer of the mutated object in the event's body: the user, or the claims of a
    /// token.
    pub place: &'static str,
    /// The object before.
    pub before: Bytes,
    /// The object after.
    pub after: Bytes,
    /// The values that are removed because the answer does not repeat them: the first 200.
    pub vanishing: Vec<RemovedValue>,
    /// Findings about values in the answer. Missing or changed claims of a token are errors.
    pub remarks: Vec<AnswerFinding>,
}

/// A value that is removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RemovedValue {
    /// The JSON Pointer in the mutated object.
    pub pointer: String,
    /// The first 200 characters of the JSON, as written.
    pub json: String,
}

/// Why the effect of mutations cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MutationError {
    /// The event does not have the object to mutate.
    #[error("the event has no object at {0}, so the effect of the answer is unknown")]
    NothingToMutate(&'static str),
    /// The object cannot be edited.
    #[error("cannot compute the effect of the answer: {0}")]
    Edit(#[from] edit::EditError),
}
