//! What rules would make of an event that is stored.

use serde::Serialize;
use ts_rs::TS;

use super::{HeaderLine, VerdictView};

/// Which of some rules would answer an event, and how. Nothing is sent, and no use of a rule is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleTrial {
    /// The name of the rule that would answer; null when it is none of them.
    pub rule: Option<String>,
    /// Its number, from 1.
    pub number: Option<u32>,
    /// How long the sender would wait before, in milliseconds.
    pub delay_ms: u32,
    /// What would be done, in a sentence.
    pub sentence: String,
    /// Names of the other rules that are on and that it meets, in order; they stand behind.
    pub others: Vec<String>,
    /// HTTP status of the answer; null when a person, another target or nobody answers.
    pub status: Option<u16>,
    /// Header lines of the answer.
    pub headers: Vec<HeaderLine>,
    /// Its body, filled in; bytes that are not UTF-8 are U+FFFD.
    pub body: String,
    /// Places that the rule names and the event has not got, as JSON Pointers.
    pub missing: Vec<String>,
    /// What the event's sender would make of it; null where that depends on a person or a target.
    pub verdict: Option<VerdictView>,
}
