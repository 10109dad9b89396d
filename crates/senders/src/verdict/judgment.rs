//! The verdict of a sender on an answer.

use serde::Serialize;
use ts_rs::TS;

/// The result of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "VerdictOutcome")]
pub enum Outcome {
    /// The operation continues.
    Allowed,
    /// The application denies the operation.
    Denied,
    /// The sender counts the event as delivered. It does not read the answer.
    Delivered,
    /// The sender does not accept the answer.
    Refused,
    /// No answer arrived in time.
    TimedOut,
    /// No complete answer arrived.
    NotDelivered,
    /// Unknown.
    Unknown,
}

impl Outcome {
    /// All outcomes.
    pub const ALL: [Self; 7] = [
        Self::Allowed,
        Self::Denied,
        Self::Delivered,
        Self::Refused,
        Self::TimedOut,
        Self::NotDelivered,
        Self::Unknown,
    ];

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::Delivered => "delivered",
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::NotDelivered => "not_delivered",
            Self::Unknown => "unknown",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }
}

/// How much a finding about an answer matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "FindingSeverity")]
pub enum Severity {
    /// An effect of the answer.
    Information,
    /// A probable mistake in an accepted answer.
    Warning,
    /// A reason why the answer is rejected.
    Error,
}

/// A finding about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AnswerFinding {
    /// How much it matters.
    pub severity: Severity,
    /// The JSON Pointer of the value in the answer's body; empty for the whole answer.
    pub pointer: String,
    /// The finding, as a sentence.
    pub sentence: String,
}

impl AnswerFinding {
    /// A finding about a value in the answer's body.
    pub fn new(severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { severity, pointer: pointer.into(), sentence: sentence.into() }
    }
}

/// The verdict of a sender on an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "AnswerVerdict")]
pub struct Verdict {
    /// The result of the delivery.
    pub outcome: Outcome,
    /// The reason that Authgear gives its client when the operation fails, such as
    /// `HookInvalidResponse`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code: Option<&'static str>,
    /// The verdict, as a sentence.
    pub sentence: String,
    /// The title of a denial, as the user sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// The reason of a denial.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Findings about parts of the answer: errors first, each severity in the order of the answer.
    pub remarks: Vec<AnswerFinding>,
}

impl Verdict {
    pub(crate) fn new(outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { outcome, code: None, sentence: sentence.into(), title: None, reason: None, remarks: Vec::new() }
    }

    pub(crate) fn failed(outcome: Outcome, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { code: Some(code), ..Self::new(outcome, sentence) }
    }
}
