//! What the mutations of an answer would do.

use hookscope_domain::mutation::{self, Vanishing};
use serde::Serialize;
use ts_rs::TS;

/// What mutations do to the user, or to the claims of a token, that an event carries. Both sides are shown by a
/// comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Mutated {
    /// Where in the event's body what is mutated stands, as a JSON Pointer.
    pub place: String,
    /// What was there and will be gone, because the answer does not repeat it.
    pub vanishing: Vec<Vanishing>,
}

impl From<mutation::Mutated> for Mutated {
    fn from(mutated: mutation::Mutated) -> Self {
        Self { place: mutated.place.to_owned(), vanishing: mutated.vanishing }
    }
}
