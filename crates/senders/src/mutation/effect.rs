//! The effect of mutations.

use bytes::Bytes;
use serde::Serialize;
use ts_rs::TS;

use crate::verdict::Remark;
use hookglass_json::edit;

/// What mutations do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutated {
    /// Where in the event's body what is mutated stands, as a JSON Pointer: the user, or the claims of a token.
    pub place: &'static str,
    /// What stands there.
    pub before: Bytes,
    /// What it will be.
    pub after: Bytes,
    /// What was there and will not be, because the answer does not repeat it: the first 200.
    pub vanishing: Vec<Vanishing>,
    /// What there is to say, by places in the answer. Claims of a token that are missing or changed are errors.
    pub remarks: Vec<Remark>,
}

/// Something that will be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Vanishing {
    /// Where it stands in what is mutated, as a JSON Pointer.
    pub pointer: String,
    /// Its value as JSON, as it is written; the first 200 characters.
    pub json: String,
}

/// Why it cannot be told what mutations do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MutationError {
    /// The event does not carry what is to be mutated.
    #[error("the event has no object at {0}, so it cannot be shown what the answer would change")]
    NothingToMutate(&'static str),
    /// What is to be mutated cannot be edited.
    #[error("what the answer changes cannot be shown: {0}")]
    Edit(#[from] edit::EditError),
}
