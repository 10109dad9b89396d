//! Chains: the handlers of one blocking event, called in order.

use hookglass_senders::chain::Effect;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{effect::Mutated, resend_result::VerdictView};

/// A handler to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum ChainHandler {
    /// What answers at a URL.
    Url {
        /// An `http:` or `https:` URL.
        url: String,
    },
    /// The stored rules, as if the event had just arrived.
    Rules,
    /// A written answer: 200, JSON, this text.
    Answer {
        /// The body.
        text: String,
    },
}

/// Time limits of handlers, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChainLimits {
    /// For one handler.
    pub each_ms: u64,
    /// For all handlers; none is called after that.
    pub total_ms: u64,
}

/// The result of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainView {
    /// What each handler did, in order.
    pub links: Vec<ChainStep>,
    /// The verdict of the sender on all answers together.
    pub verdict: VerdictView,
    /// What all mutations together do to the user or the token, if the operation continues.
    pub mutated: Option<Mutated>,
    /// What else takes effect, if the operation continues.
    pub effects: Vec<Effect>,
}

/// What a handler did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainStep {
    /// The handler: its URL, `Rules`, or `Written answer`.
    pub who: String,
    /// Whether it was called. If not, `verdict` says why.
    pub asked: bool,
    /// When it was called, in milliseconds from the start of the chain.
    pub began_ms: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// HTTP status of its answer.
    pub status: Option<u16>,
    /// The first 64 KiB of its answer's body; bytes that are not UTF-8 are U+FFFD.
    pub body: String,
    /// Whether it got the event with the changes of earlier handlers.
    pub changed: bool,
    /// How what went out was signed: `original`, `anew`, `none`. Null where nothing went out.
    pub signed: Option<String>,
    /// A note about this step.
    pub note: Option<String>,
    /// The sender's verdict on its answer alone.
    pub verdict: VerdictView,
    /// Parts of the payload that it replaced, as JSON Pointers into the event.
    pub replaced: Vec<String>,
    /// What else it decided: `constraints`, `bot_protection`, `rate_limits`.
    pub decided: Vec<String>,
}
