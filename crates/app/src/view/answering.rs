//! Held events, and the rules that answer events.

use hookglass_automation::rule::Rule;
use hookglass_senders::{
    envelope::{Kind, Vendor},
    signature::Verdict,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long senders of held events wait, and the automatic answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HoldSettings {
    /// Sender timeout in milliseconds, counted from the first byte of the request.
    pub deadline_ms: u64,
    /// How long before the sender timeout the automatic answer is sent, in milliseconds.
    pub margin_ms: u64,
    /// The automatic answer.
    pub automatic: Automatic,
}

impl Default for HoldSettings {
    /// Authgear's default timeout of 5 seconds, with a margin of half a second.
    fn default() -> Self {
        Self { deadline_ms: 5_000, margin_ms: 500, automatic: Automatic::default() }
    }
}

/// The answer to a held event that the user has not answered in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Automatic {
    /// Authgear continues the operation.
    Allow,
    /// Authgear denies the operation.
    Deny,
    /// The default answer, as if no rule had matched.
    #[default]
    Default,
}

/// A held event: its sender is waiting for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeldRow {
    /// The event.
    pub event_id: i64,
    /// The type, in the sender's spelling; null if unknown.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How events of this type are delivered; null if the type is unknown.
    pub kind: Option<Kind>,
    /// The sender.
    pub vendor: Vendor,
    /// A short description, such as an email address.
    pub subject: Option<String>,
    /// The id of the user that the event is about.
    pub user_id: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// The request path, without the query.
    pub path: String,
    /// When the last byte arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The result of the signature check.
    pub signature: Verdict,
    /// The name of the rule that holds the event.
    pub rule: Option<String>,
    /// Milliseconds until the automatic answer is sent.
    pub answers_in_ms: u64,
    /// Milliseconds until the sender times out.
    pub sender_gives_up_in_ms: u64,
    /// Sender timeout in milliseconds, counted from the first byte of the request.
    pub total_ms: u64,
    /// A short label of the automatic answer.
    pub automatic: String,
    /// Whether the sender has disconnected. The event can then no longer be answered.
    pub gone: bool,
}

/// An answer that the user has edited.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerDraft {
    /// Authgear continues the operation.
    Allow,
    /// Authgear denies the operation and shows these texts to its user.
    Deny {
        /// The title; omitted from the answer if empty.
        title: String,
        /// The reason; omitted from the answer if empty.
        reason: String,
    },
    /// Status 200 with this JSON body.
    Body {
        /// The exact body.
        text: String,
    },
    /// Any answer.
    Respond {
        /// The HTTP status, from 200 to 599.
        status: u16,
        /// The header lines in order, each as `Name: value`.
        headers: Vec<String>,
        /// The exact body.
        body: String,
    },
}

/// A rule, and how often it has answered events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleRow {
    /// The rule.
    pub rule: Rule,
    /// How many events it has decided.
    pub uses: u64,
    /// When it last decided an event: RFC 3339, UTC, microseconds. Null if it never has.
    pub last_used_at: Option<String>,
}

/// An error in a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleProblem {
    /// The place of the error, as a JSON Pointer into the rule's JSON as in a rules file.
    pub pointer: String,
    /// What is wrong and how to fix it, in a sentence.
    pub what: String,
}
