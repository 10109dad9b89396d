//! The `hook:` section of an `authgear.yaml`, compared with the stored events.

use hookglass_senders::authgear_yaml::{Handler, Note, Place, Reach};
use serde::Serialize;
use ts_rs::TS;

/// A parsed section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct HooksView {
    /// Why the text cannot be read. Then everything else is empty.
    pub error: Option<HooksProblem>,
    /// The handlers: the blocking ones in the order of their calls, then the others.
    pub handlers: Vec<HookView>,
    /// Time limit of one blocking handler, in milliseconds.
    pub each_ms: u64,
    /// Time limit of all blocking handlers of an event, in milliseconds.
    pub total_ms: u64,
    /// Notes about the text, in its order.
    pub notes: Vec<Note>,
    /// Types that arrive more than once at one webhook.
    pub twice: Vec<TwiceView>,
    /// Types, stored or configured, that arrive at no webhook.
    pub unheard: Vec<UnheardView>,
    /// Blocking types with handlers that can be called over HTTP.
    pub chains: Vec<HookChain>,
}

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HooksProblem {
    /// Where.
    pub place: Place,
    /// What is wrong and how to fix it.
    pub what: String,
}

/// A handler, and the stored events that it would have got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookView {
    /// As it is configured.
    pub handler: Handler,
    /// Whether what it gets arrives at a webhook.
    pub reach: Reach,
    /// The stored or configured types that it gets.
    pub gets: Vec<HookedType>,
    /// Stored events of these types, together.
    pub events: u64,
}

/// A type, and how often it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookedType {
    /// The type.
    pub event_type: String,
    /// Stored events of it.
    pub events: u64,
}

/// A type that arrives more than once at one URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TwiceView {
    /// The type.
    pub event_type: String,
    /// The URL.
    pub url: String,
    /// The handlers, as positions in `HooksView.handlers`.
    pub handlers: Vec<u32>,
    /// Stored events of the type.
    pub events: u64,
}

/// A type that arrives at no webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnheardView {
    /// The type.
    pub event_type: String,
    /// Why, in a sentence.
    pub why: String,
    /// Stored events of it; they came from another configuration.
    pub events: u64,
}

/// The handlers of a blocking type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookChain {
    /// The type.
    pub event_type: String,
    /// Their URLs, in the order of their calls.
    pub urls: Vec<String>,
}
