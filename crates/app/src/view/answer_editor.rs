//! The answer editor: the members that an answer can have, and the validation of an edited answer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{effect::MutationEffect, resend_draft::JsonError, resend_result::VerdictView};

/// The members that an answer to an event can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerForm {
    /// The members that the event's type supports besides `is_allowed`: `mutations`, `constraints`,
    /// `bot_protection`, `rate_limits`.
    pub takes: Vec<String>,
    /// The members of an answer that have an effect.
    pub members: Vec<AnswerMember>,
    /// A complete answer as JSON to start editing from. It repeats the values of the event, so it
    /// changes nothing.
    pub start: String,
    /// Whether the mutations change a token. The answer must then repeat all of its claims.
    pub token: bool,
}

/// A member of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerMember {
    /// The JSON Pointer.
    pub pointer: String,
    /// The effect, in a sentence.
    pub about: String,
    /// The type of its value: `object`, `string[]`, `string`, `number`.
    pub json_type: String,
    /// The possible values; empty if they are not enumerated.
    pub values: Vec<String>,
}

/// The validation of an edited answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AnswerCheck {
    /// The body as it would be sent.
    pub text: String,
    /// The size of the body in bytes.
    pub size: u64,
    /// The HTTP status.
    pub status: u16,
    /// The sender's verdict on the answer.
    pub verdict: VerdictView,
    /// Why the body is not JSON, if it is supposed to be.
    pub json_error: Option<JsonError>,
    /// What the mutations change; null if none has an effect or the sender rejects the answer.
    pub mutated: Option<MutationEffect>,
}

/// The title and reason of an earlier denial, offered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DenialReason {
    /// The title; empty for none.
    pub title: String,
    /// The reason; empty for none.
    pub reason: String,
}
