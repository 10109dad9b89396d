//! The answer editor: the members that an answer can have, and the check of an answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{effect::Mutated, resend_draft::JsonError, resend_result::VerdictView};

/// The members that an answer to an event can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerForm {
    /// The members that its type takes besides `is_allowed`: `mutations`, `constraints`, `bot_protection`, `rate_limits`.
    pub takes: Vec<String>,
    /// The places in an answer that have an effect.
    pub members: Vec<AnswerMember>,
    /// A whole answer as JSON that changes nothing, ready to be edited: it repeats what the event carries.
    pub start: String,
    /// Whether the mutations are of a token, whose claims must all be repeated.
    pub token: bool,
}

/// A place in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerMember {
    /// Where, as a JSON Pointer.
    pub pointer: String,
    /// What it does, in a sentence.
    pub about: String,
    /// What stands there: `object`, `string[]`, `string`, `number`.
    pub json_type: String,
    /// The words it can have; empty when there is no list of them.
    pub values: Vec<String>,
}

/// The check of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerCheck {
    /// The body as it would be sent.
    pub text: String,
    /// Bytes of it.
    pub size: u64,
    /// HTTP status.
    pub status: u16,
    /// What the event's sender makes of it.
    pub verdict: VerdictView,
    /// Why the body is not JSON, where it is meant to be.
    pub json_error: Option<JsonError>,
    /// What its mutations do; null when it has none that has an effect, or is refused.
    pub mutated: Option<Mutated>,
}

/// A reason that a person gave for a denial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DenialReason {
    /// The title; empty for none.
    pub title: String,
    /// The reason; empty for none.
    pub reason: String,
}
