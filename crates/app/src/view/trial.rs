//! A dry run of rules on a stored event.

use serde::Serialize;
use ts_rs::TS;

use super::{HeaderLine, VerdictView};

/// Which rule would answer an event, and how. Nothing is sent, and the trial does not count as a use of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleTrial {
    /// The name of the rule that would answer; null when none would.
    pub rule: Option<String>,
    /// Its number, from 1.
    pub number: Option<u32>,
    /// The delay of the answer, in milliseconds.
    pub delay_ms: u32,
    /// What would happen, in a sentence.
    pub sentence: String,
    /// Names of the later rules that are on and match, in order.
    pub others: Vec<String>,
    /// HTTP status of the answer; null when a person or a target answers, or no answer is sent.
    pub status: Option<u16>,
    /// Header lines of the answer.
    pub headers: Vec<HeaderLine>,
    /// Its body, filled in; bytes that are not UTF-8 are U+FFFD.
    pub body: String,
    /// Places that the rule names and the event lacks, as JSON Pointers.
    pub missing: Vec<String>,
    /// The sender's verdict on it; null when that depends on a person or a target.
    pub verdict: Option<VerdictView>,
}
