//! What stands out about an event: facts to be shown beside it, never a reason to refuse it.

use serde::Serialize;
use ts_rs::TS;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Information,
    /// Something is not as senders usually have it.
    Warning,
}

/// One thing that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Where in the body, as a JSON Pointer; empty for the body as a whole.
    pub pointer: String,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl Finding {
    /// A finding about the body as a whole.
    pub fn of_body(severity: Severity, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: String::new(), sentence: sentence.into() }
    }
}
