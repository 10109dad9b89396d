//! What the mutations of an answer do to the user, or to the claims of a token, that the event carries.
//!
//! The sender's rules decide. Kept out: whether an answer is accepted at all (`verdict.rs`).

mod effect;

pub use effect::{Mutated, MutationError, Vanishing};

use bytes::Bytes;

use crate::catalog::EventType;
use crate::sender::of;
use crate::verdict::Verdict;
use hookglass_json::Document;
use hookglass_request::headers::Headers;

/// What the mutations of a reply's answer do to an event of that type; `None` if none has an effect or the answer is not
/// JSON. For an answer that is accepted.
pub fn by(
    event: &Document,
    known: &EventType,
    headers: &Headers,
    body: &Bytes,
) -> Result<Option<Mutated>, MutationError> {
    of(known.vendor).mutate(event, known, headers, body)
}

/// A verdict with what depends on the event: which attributes vanish, and whether a token's claims are complete. Only the
/// verdict on an approval changes.
pub fn judge(verdict: Verdict, event: &Document, known: &EventType, headers: &Headers, body: &Bytes) -> Verdict {
    of(known.vendor).judge_mutations(verdict, event, known, headers, body)
}

/// An approval that repeats what the event carries, as JSON, each value as it is written: the start of an answer with
/// mutations. `None` if the type takes no mutations, or the event does not carry what they change.
pub fn carried(event: &Document, known: &EventType) -> Option<String> {
    of(known.vendor).unchanged_answer(event, known)
}
