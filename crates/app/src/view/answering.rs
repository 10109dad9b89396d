//! Held events, and the rules that decide answers.

use hookglass_automation::rule::Rule;
use hookglass_senders::{
    envelope::{Kind, Vendor},
    signature::Verdict,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long senders wait for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HoldSettings {
    /// Milliseconds that a sender waits for its answer, counted from the first byte of its request.
    pub deadline_ms: u64,
    /// The automatic answer goes out this many milliseconds earlier.
    pub margin_ms: u64,
    /// The automatic answer.
    pub automatic: Automatic,
}

impl Default for HoldSettings {
    /// As Authgear waits by default.
    fn default() -> Self {
        Self { deadline_ms: 5_000, margin_ms: 500, automatic: Automatic::default() }
    }
}

/// The answer that goes out when no person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Automatic {
    /// Authgear continues the operation.
    Allow,
    /// Authgear denies the operation.
    Deny,
    /// The answer without rules.
    #[default]
    Default,
}

/// An event whose sender waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct HeldRow {
    /// The event.
    pub event_id: i64,
    /// Its type, as its sender calls it.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// How such events are delivered, when the type is known.
    pub kind: Option<Kind>,
    /// Who sent it.
    pub vendor: Vendor,
    /// What a person recognizes it by.
    pub subject: Option<String>,
    /// The user it is about.
    pub user_id: Option<String>,
    /// The request's method.
    pub method: String,
    /// The request's path, without the query.
    pub path: String,
    /// When the last byte arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The result of the signature check.
    pub signature: Verdict,
    /// The rule that holds it.
    pub rule: Option<String>,
    /// Milliseconds until the automatic answer goes out.
    pub answers_in_ms: u64,
    /// Milliseconds until the sender gives up.
    pub sender_gives_up_in_ms: u64,
    /// Milliseconds that the sender waits in total, counted from the first byte of its request.
    pub total_ms: u64,
    /// A short label of the automatic answer.
    pub automatic: String,
    /// Whether the sender has disconnected, so that it can no longer be answered.
    pub gone: bool,
}

/// An answer that a person writes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "form", rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerDraft {
    /// Authgear continues the operation.
    Allow,
    /// Authgear denies the operation, and the user sees these texts.
    Deny {
        /// Left out when empty.
        title: String,
        /// Left out when empty.
        reason: String,
    },
    /// 200 with this JSON.
    Body {
        /// The body, exactly.
        text: String,
    },
    /// Any answer.
    Respond {
        /// HTTP status, from 200 to 599.
        status: u16,
        /// `Name: value`, in order.
        headers: Vec<String>,
        /// The body, exactly.
        body: String,
    },
}

/// A rule, and how often it decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleRow {
    /// The rule.
    pub rule: Rule,
    /// How often it decided.
    pub uses: u64,
    /// When it last decided: RFC 3339, UTC, microseconds.
    pub last_used_at: Option<String>,
}

/// Why a rule cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleProblem {
    /// Where in the rule: a JSON Pointer into the rule as it is written in a file.
    pub pointer: String,
    /// What is wrong and how to fix it.
    pub what: String,
}
