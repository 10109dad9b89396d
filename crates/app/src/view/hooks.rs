//! The `hook:` section of an `authgear.yaml`, held against what is stored.

use hookglass_senders::authgear_yaml::{Handler, Note, Place, Reach};
use serde::Serialize;
use ts_rs::TS;

/// A section, read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(export)]
pub struct HooksView {
    /// Why the text cannot be read; nothing else is told then.
    pub error: Option<HooksProblem>,
    /// The handlers: the blocking ones in the order in which they are asked, then the others.
    pub handlers: Vec<HookView>,
    /// How long a blocking handler is given, in milliseconds.
    pub each_ms: u64,
    /// How long all blocking handlers of an event are given, in milliseconds.
    pub total_ms: u64,
    /// What there is to say about the text, in its order.
    pub notes: Vec<Note>,
    /// What arrives more than once at one webhook.
    pub twice: Vec<TwiceView>,
    /// Types, stored or configured, that arrive at no webhook.
    pub unheard: Vec<UnheardView>,
    /// Blocking types with handlers that can be asked over HTTP.
    pub chains: Vec<HookChain>,
}

/// Why a text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HooksProblem {
    /// Where.
    pub place: Place,
    /// What is wrong, and what to do.
    pub what: String,
}

/// A handler, and what of the stored events it would have got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HookView {
    /// As it is configured.
    pub handler: Handler,
    /// Whether what it gets arrives at a webhook.
    pub reach: Reach,
    /// What it gets of the types that are stored or configured.
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
    /// Their URLs, in the order in which they are asked.
    pub urls: Vec<String>,
}
