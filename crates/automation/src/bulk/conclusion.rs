//! A conclusion about the handler.

use serde::Serialize;
use ts_rs::TS;

use super::step::FaultKind;
use hookglass_senders::verdict::Severity;

/// What the results show about the handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BulkConclusion")]
pub struct Conclusion {
    /// How much it matters.
    pub severity: Severity,
    /// The fault that the conclusion is about.
    pub about: Option<FaultKind>,
    /// The conclusion as a sentence.
    pub sentence: String,
    /// Example events, by id.
    #[ts(type = "number[]")]
    pub examples: Vec<i64>,
}

/// Adds a conclusion.
pub(super) fn conclude(
    conclusions: &mut Vec<Conclusion>,
    severity: Severity,
    about: Option<FaultKind>,
    sentence: impl Into<String>,
    examples: &[i64],
) {
    conclusions.push(Conclusion { severity, about, sentence: sentence.into(), examples: examples.to_vec() });
}

/// `1 event`, `2 events`
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
