//! A dry run of rules on a stored event.

use serde::Serialize;
use ts_rs::TS;

use super::{HeaderLine, VerdictView};

/// Which rule would answer an event, and how. Nothing is sent, and the dry run does not count as a
/// use of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleTrial {
    /// The name of the rule that would answer; null if none matches.
    pub rule: Option<String>,
    /// The position of the rule, from 1.
    pub number: Option<u32>,
    /// The delay of the answer, in milliseconds.
    pub delay_ms: u32,
    /// What would happen, in a sentence.
    pub sentence: String,
    /// The names of the later enabled rules that match too, in order.
    pub others: Vec<String>,
    /// The HTTP status of the answer; null if the user or a target would answer, or if no answer
    /// would be sent.
    pub status: Option<u16>,
    /// The header lines of the answer.
    pub headers: Vec<HeaderLine>,
    /// The body of the answer, with its placeholders filled in. Bytes that are not UTF-8 are
    /// replaced by U+FFFD.
    pub body: String,
    /// The members that the rule refers to but the event lacks, as JSON Pointers.
    pub missing: Vec<String>,
    /// The sender's verdict on the answer; null if it depends on the user or a target.
    pub verdict: Option<VerdictView>,
}
