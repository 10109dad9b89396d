//! Two states of a user or an identity, for a comparison.

use hookglass_json::{Document, pointer::Pointer};
use hookglass_senders::snapshot::ObjectKind;

/// Two states to compare, each as a separate document.
#[derive(Debug)]
pub(crate) struct States {
    pub(crate) thing: ObjectKind,
    pub(crate) old: Document,
    pub(crate) old_name: String,
    /// The event that contains the older state.
    pub(crate) old_event: i64,
    pub(crate) new: Document,
    pub(crate) new_name: String,
    /// The event that contains the newer state.
    pub(crate) new_event: i64,
    /// The place of the newer state in the body of that event.
    pub(crate) at: Pointer,
    pub(crate) note: Option<String>,
}

/// The result of looking up two states to compare.
#[derive(Debug)]
pub(crate) enum StatesLookup {
    /// Both states are known.
    Found(Box<States>),
    /// A state is missing: why, in a sentence.
    Missing(String),
}
