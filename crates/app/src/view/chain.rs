//! Hook chains: the handlers of one blocking event, called in order.

use hookglass_senders::chain::Effect;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{effect::MutationEffect, resend_result::VerdictView};

/// A handler of a hook chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum ChainHandler {
    /// The server at a URL.
    Url {
        /// An `http:` or `https:` URL.
        url: String,
    },
    /// The stored rules, as if the event had just arrived.
    Rules,
    /// A fixed answer: status 200 with this JSON body.
    Answer {
        /// The body.
        text: String,
    },
}

/// Time limits of a hook chain, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChainLimits {
    /// For one handler.
    pub each_ms: u64,
    /// For all handlers together. No handler is called after it has elapsed.
    pub total_ms: u64,
}

/// The result of a hook chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainView {
    /// One step per handler, in order.
    pub links: Vec<ChainStep>,
    /// The sender's verdict on all answers together.
    pub verdict: VerdictView,
    /// The combined mutations of the user or the token, if the operation continues; null if there
    /// are none.
    pub mutated: Option<MutationEffect>,
    /// The other effects, if the operation continues.
    pub effects: Vec<Effect>,
}

/// One handler of a hook chain and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainStep {
    /// The handler: its URL, or a label for the rules or for a fixed answer.
    pub who: String,
    /// Whether it was called. If not, `verdict` explains why.
    pub asked: bool,
    /// When it was called, in milliseconds from the start of the chain.
    pub began_ms: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The HTTP status of its answer; null if there was none.
    pub status: Option<u16>,
    /// The first 64 KiB of the answer's body. Bytes that are not UTF-8 are replaced by U+FFFD.
    pub body: String,
    /// Whether the event that it received contains changes by earlier handlers.
    pub changed: bool,
    /// How the request was signed: `original`, `anew` (re-signed) or `none`. Null if no request was
    /// sent.
    pub signed: Option<String>,
    /// A note about this step, in a sentence.
    pub note: Option<String>,
    /// The sender's verdict on this answer alone.
    pub verdict: VerdictView,
    /// The parts of the payload that it replaced, as JSON Pointers into the event.
    pub replaced: Vec<String>,
    /// The other members that it set: `constraints`, `bot_protection`, `rate_limits`.
    pub decided: Vec<String>,
}
