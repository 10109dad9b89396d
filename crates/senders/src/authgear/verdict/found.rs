//! The findings about one answer so far.

use crate::verdict::{Remark, Severity};
use hookglass_json::Value;
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;

/// Findings about one answer, at most.
pub(super) const MAX_FINDINGS: usize = 20;

/// Characters of a text of the answer that a sentence repeats.
pub(super) const MAX_QUOTED: usize = 60;

/// The findings so far, up to [`MAX_FINDINGS`].
#[derive(Debug, Default)]
pub(super) struct Found {
    remarks: Vec<Remark>,
}

impl Found {
    pub(super) fn is_full(&self) -> bool {
        self.remarks.len() >= MAX_FINDINGS
    }

    pub(super) fn has_errors(&self) -> bool {
        self.remarks.iter().any(|remark| remark.severity == Severity::Error)
    }

    /// The first error is always added, because it decides.
    pub(super) fn add(&mut self, severity: Severity, pointer: impl Into<String>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.remarks.push(Remark::new(severity, pointer, sentence));
        }
    }

    pub(super) fn wrong(&mut self, value: Value<'_>, sentence: impl Into<String>) {
        self.at(Severity::Error, value, sentence);
    }

    pub(super) fn at(&mut self, severity: Severity, value: Value<'_>, sentence: impl Into<String>) {
        if !self.is_full() || (severity == Severity::Error && !self.has_errors()) {
            self.add(severity, Pointer::of(value).to_string(), sentence);
        }
    }

    pub(super) fn sorted(mut self) -> Vec<Remark> {
        self.remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        self.remarks
    }
}

/// A member's name as a sentence repeats it.
pub(super) fn name(value: Value<'_>) -> String {
    format!("'{}'", elided(&value.key().unwrap_or_default(), MAX_QUOTED))
}

/// A value as a sentence repeats it.
pub(super) fn shown(value: Value<'_>) -> String {
    if value.form().is_container() { value.form().word().to_owned() } else { elided(&value.raw_text(), MAX_QUOTED) }
}
