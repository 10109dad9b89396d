//! What the mutations of an answer do to the user, or to the claims of a token, that the event carries.
//!
//! The sender's rules decide. Kept out: whether an answer is accepted at all (`verdict.rs`).

use bytes::Bytes;
use serde::Serialize;
use ts_rs::TS;

use crate::catalog::EventType;
use crate::sender;
use crate::verdict::{Remark, Verdict};
use hookglass_json::Document;
use hookglass_json::edit;
use hookglass_request::headers::Headers;

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

/// What the mutations of a reply's answer do to an event of that type; `None` if none has an effect or the answer is not
/// JSON. For an answer that is accepted.
pub fn by(
    event: &Document,
    known: &EventType,
    headers: &Headers,
    body: &Bytes,
) -> Result<Option<Mutated>, MutationError> {
    sender::of(known.vendor).mutate(event, known, headers, body)
}

/// A verdict with what depends on the event: which attributes vanish, and whether a token's claims are complete. Only the
/// verdict on an approval changes.
pub fn judge(verdict: Verdict, event: &Document, known: &EventType, headers: &Headers, body: &Bytes) -> Verdict {
    sender::of(known.vendor).judge_mutations(verdict, event, known, headers, body)
}

/// An approval that repeats what the event carries, as JSON, each value as it is written: the start of an answer with
/// mutations. `None` if the type takes no mutations, or the event does not carry what they change.
pub fn carried(event: &Document, known: &EventType) -> Option<String> {
    sender::of(known.vendor).unchanged_answer(event, known)
}
