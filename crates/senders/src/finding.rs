//! Findings about an event: facts that are shown beside it. They never reject it.

use serde::Serialize;
use ts_rs::TS;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Information,
    /// Something that senders do not usually do.
    Warning,
}

/// A finding about an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Where in the body, as a JSON Pointer; empty for the body as a whole.
    pub pointer: String,
    /// What it is, in a sentence.
    pub sentence: String,
    /// Another event that it is about, by its id in this database.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub related: Option<i64>,
}

impl Finding {
    /// A finding about the value at a pointer; an empty one is the body as a whole.
    pub fn new(severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: pointer.into(), sentence: sentence.into(), related: None }
    }

    /// A finding about the body as a whole.
    pub fn of_body(severity: Severity, sentence: impl Into<String>) -> Self {
        Self::new(severity, "", sentence)
    }
}
