//! Several handlers of one blocking event, asked one after the other.

use hookglass_senders::chain::Effect;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{effect::Mutated, resend_result::VerdictView};

/// A handler that is to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum ChainHandler {
    /// What answers at a URL.
    Url {
        /// An `http:` or `https:` URL.
        url: String,
    },
    /// The rules that are kept here, as if the event had just arrived.
    Rules,
    /// An answer that is written down: 200, JSON, this text.
    Answer {
        /// The body.
        text: String,
    },
}

/// How long handlers are given, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChainLimits {
    /// One of them.
    pub each_ms: u64,
    /// All of them; no further one is asked after that.
    pub total_ms: u64,
}

/// What a chain came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainView {
    /// What each handler did, in order.
    pub links: Vec<ChainStep>,
    /// What the sender makes of all of them together.
    pub verdict: VerdictView,
    /// What all mutations together do to the user or the token, if the operation goes on.
    pub mutated: Option<Mutated>,
    /// What else counts in the end, if the operation goes on.
    pub effects: Vec<Effect>,
}

/// What a handler did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ChainStep {
    /// Who was asked: the URL, `the rules`, `a written answer`.
    pub who: String,
    /// Whether it was asked. If not, `verdict` says why.
    pub asked: bool,
    /// When it was asked, in milliseconds from the beginning.
    pub began_ms: u64,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// HTTP status of its answer.
    pub status: Option<u16>,
    /// The first 64 KiB of its answer's body; bytes that are not UTF-8 are U+FFFD.
    pub body: String,
    /// Whether the event was handed on with changes of the handlers before.
    pub changed: bool,
    /// How what went out was signed: `original`, `anew`, `none`. Null where nothing went out.
    pub signed: Option<String>,
    /// Something a person has to know about this step.
    pub note: Option<String>,
    /// What the sender makes of its answer by itself.
    pub verdict: VerdictView,
    /// Parts of the payload that it replaced, as JSON Pointers into the event.
    pub replaced: Vec<String>,
    /// What else it decided: `constraints`, `bot_protection`, `rate_limits`.
    pub decided: Vec<String>,
}
