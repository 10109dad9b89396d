//! Collects the findings about one answer.

use crate::verdict::{AnswerFinding, Severity};
use hookglass_json::Value;
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;

/// The most findings about one answer.
pub(super) const MAX_FINDINGS: usize = 20;

/// The most characters of a text in the answer that a sentence quotes.
pub(super) const MAX_QUOTED: usize = 60;

/// The findings so far, up to [`MAX_FINDINGS`].
#[derive(Debug, Default)]
pub(super) struct RemarkList {
    remarks: Vec<AnswerFinding>,
}

impl RemarkList {
    pub(super) fn is_full(&self) -> bool {
        self.remarks.len() >= MAX_FINDINGS
    }

    pub(super) fn has_errors(&self) -> bool {
        self.remarks.iter().any(|remark| remark.severity == Severity::Error)
    }

    /// The first error is always added, because it decides.
    pub(super) fn add(&mut self, severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.remarks.push(AnswerFinding::new(severity, pointer, sentence));
        }
    }

    /// Adds an error about a value.
    pub(super) fn wrong(&mut self, value: Value<'_>, sentence: impl Into<String>) {
        self.at(Severity::Error, value, sentence);
    }

    /// Adds a finding about a value.
    pub(super) fn at(&mut self, severity: Severity, value: Value<'_>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.add(severity, Pointer::of(value).to_string(), sentence);
        }
    }

    pub(super) fn sorted(mut self) -> Vec<AnswerFinding> {
        self.remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        self.remarks
    }
}

/// The name of a member, as a sentence quotes it.
pub(super) fn name(value: Value<'_>) -> String {
    format!("'{}'", elided(&value.key().unwrap_or_default(), MAX_QUOTED))
}

/// A value, as a sentence quotes it.
pub(super) fn value_text(value: Value<'_>) -> String {
    if value.form().is_container() { value.form().word().to_owned() } else { elided(&value.raw_text(), MAX_QUOTED) }
}
