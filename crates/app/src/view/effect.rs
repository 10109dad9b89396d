//! The changes that an answer makes to a user or a token.

use hookglass_senders::mutation::RemovedValue;
use serde::Serialize;
use ts_rs::TS;

/// What the mutations of an answer change. `Sides` names the comparisons that show the changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct MutationEffect {
    /// The JSON Pointer of the mutated object in the event's body: the user, or the claims of a
    /// token.
    pub place: String,
    /// The values that are removed because the answer does not repeat them; at most 200. Pointers
    /// are relative to `place`.
    pub vanishing: Vec<RemovedValue>,
}
