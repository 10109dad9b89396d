//! The `hook:` section of an `authgear.yaml`, compared with the stored events.

use hookglass_senders::authgear_yaml::{Handler, Note, Place, Reach};
use serde::Serialize;
use ts_rs::TS;

/// A parsed `hook:` section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct HooksView {
    /// Why the text cannot be parsed; all other fields are then empty.
    pub error: Option<HooksProblem>,
    /// The handlers: blocking ones in the order in which they are called, then non-blocking ones.
    pub handlers: Vec<HookView>,
    /// The time limit for one blocking handler, in milliseconds.
    pub each_ms: u64,
    /// The time limit for all blocking handlers of an event together, in milliseconds.
    pub total_ms: u64,
    /// Notes about the text, in the order of the text.
    pub notes: Vec<Note>,
    /// Types that are delivered more than once to the same URL.
    pub twice: Vec<DuplicateDeliveryView>,
    /// Stored or configured types that are delivered to no webhook.
    pub unheard: Vec<UndeliveredTypeView>,
    /// Blocking types with handlers that can be called over HTTP.
    pub chains: Vec<HookChain>,
}

/// A syntax error in an `authgear.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HooksProblem {
    /// The line and column.
    pub place: Place,
    /// What is wrong and how to fix it, in a sentence.
    pub what: String,
}

/// A handler, and the stored events that it would have received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookView {
    /// The configuration.
    pub handler: Handler,
    /// Whether its events are sent to a webhook.
    pub reach: Reach,
    /// The stored or configured types that it receives.
    pub gets: Vec<HookTypeCount>,
    /// Stored events of all these types.
    pub events: u64,
}

/// A type, and the number of its stored events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookTypeCount {
    /// The type.
    pub event_type: String,
    /// Stored events of the type.
    pub events: u64,
}

/// A type that is delivered more than once to the same URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DuplicateDeliveryView {
    /// The type.
    pub event_type: String,
    /// The URL.
    pub url: String,
    /// The handlers, as positions in `HooksView.handlers`.
    pub handlers: Vec<u32>,
    /// Stored events of the type.
    pub events: u64,
}

/// A type that is delivered to no webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UndeliveredTypeView {
    /// The type.
    pub event_type: String,
    /// Why, in a sentence.
    pub why: String,
    /// Stored events of the type, which must come from another configuration.
    pub events: u64,
}

/// The handlers of a blocking type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookChain {
    /// The type.
    pub event_type: String,
    /// The URLs of the handlers, in the order in which they are called.
    pub urls: Vec<String>,
}
