//! The effect of an answer's mutations on the user or the token claims in the event.
//!
//! The rules are those of the sender. Kept out: whether an answer is accepted (`verdict.rs`).

mod effect;

pub use effect::{MutationEffect, MutationError, RemovedValue};

use bytes::Bytes;

use crate::catalog::EventType;
use crate::sender::of;
use crate::verdict::Verdict;
use hookglass_json::Document;
use hookglass_request::headers::Headers;

/// The effect of an accepted answer's mutations on an event of this type. `None` if there is no
/// effect, or if the answer is not JSON.
pub fn by(
    event: &Document,
    known: &EventType,
    headers: &Headers,
    body: &Bytes,
) -> Result<Option<MutationEffect>, MutationError> {
    of(known.vendor).mutate(event, known, headers, body)
}

/// Adds to a verdict what depends on the event: the removed attributes, and whether the claims of a
/// token are complete. Changes only the verdict on an approval.
pub fn judge(verdict: Verdict, event: &Document, known: &EventType, headers: &Headers, body: &Bytes) -> Verdict {
    of(known.vendor).judge_mutations(verdict, event, known, headers, body)
}

/// An approval that repeats the current values of the event as JSON, each value as written: the
/// template for an answer with mutations. `None` if the type accepts no mutations, or the event
/// does not contain the values that they change.
pub fn carried(event: &Document, known: &EventType) -> Option<String> {
    of(known.vendor).unchanged_answer(event, known)
}
