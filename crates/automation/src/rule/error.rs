//! Errors in rules.

use serde::Serialize;
use ts_rs::TS;

/// Why a rule is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, TS)]
#[error("rule {number} ('{name}'), {pointer}: {what}")]
pub struct RuleError {
    /// The 1-based number of the rule.
    pub number: usize,
    /// The name of the rule, shortened.
    pub name: String,
    /// The JSON Pointer into the rule as written in a file.
    pub pointer: String,
    /// What is wrong, and how to fix it.
    pub what: String,
}

/// A problem in a rule whose number is not known yet.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RuleProblem {
    pub(super) pointer: String,
    pub(super) what: String,
}

impl RuleProblem {
    pub(super) fn at(pointer: impl Into<String>, what: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), what: what.into() }
    }
}
