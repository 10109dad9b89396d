//! Findings about an event. A finding is shown beside the event and never rejects it.

use serde::Serialize;
use ts_rs::TS;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A fact about a genuine event.
    Information,
    /// Something unusual for the sender.
    Warning,
}

/// A finding about an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The JSON Pointer of the value in the body; empty for the whole body.
    pub pointer: String,
    /// The finding, as a sentence.
    pub sentence: String,
    /// Another event that the finding is about, by its id in this database.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub related: Option<i64>,
}

impl Finding {
    /// A finding about the value at a pointer. An empty pointer means the whole body.
    pub fn new(severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: pointer.into(), sentence: sentence.into(), related: None }
    }

    /// A finding about the whole body.
    pub fn of_body(severity: Severity, sentence: impl Into<String>) -> Self {
        Self::new(severity, "", sentence)
    }
}
