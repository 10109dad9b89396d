//! What an answer changes.

use hookglass_senders::mutation::Vanishing;
use serde::Serialize;
use ts_rs::TS;

/// What the mutations of an answer do. The two sides are compared as `Sides` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Mutated {
    /// Where in the event's body what is mutated stands, as a JSON Pointer: the user, or the claims of a token.
    pub place: String,
    /// What was there and will not be, because the answer does not repeat it: the first 200. Pointers begin at `place`.
    pub vanishing: Vec<Vanishing>,
}
