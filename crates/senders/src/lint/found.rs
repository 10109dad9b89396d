//! The findings so far.

use crate::finding::{Finding, Severity};
use hookglass_json::Value;
use hookglass_json::pointer::Pointer;

/// Findings of one kind, at most; then it is said that there are more.
pub(super) const MAX_OF_A_KIND: usize = 25;

/// The findings so far.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) findings: Vec<Finding>,
}

impl Found {
    pub(crate) fn warn(&mut self, pointer: impl Into<String>, sentence: impl Into<String>) {
        self.findings.push(Finding::new(Severity::Warning, pointer, sentence));
    }

    pub(crate) fn inform(&mut self, pointer: impl Into<String>, sentence: impl Into<String>) {
        self.findings.push(Finding::new(Severity::Information, pointer, sentence));
    }

    /// One finding a value, as long as they are few; `more` says of the rest that there is one.
    pub(super) fn each<'a>(
        &mut self,
        severity: Severity,
        values: impl Iterator<Item = Value<'a>>,
        sentence: impl Fn(Value<'a>) -> String,
        more: &str,
    ) {
        for (number, value) in values.take(MAX_OF_A_KIND + 1).enumerate() {
            if number == MAX_OF_A_KIND {
                self.findings.push(Finding::of_body(severity, more));
            } else {
                self.findings.push(Finding::new(severity, pointer(value), sentence(value)));
            }
        }
    }
}

/// Characters of a pointer that are shown: a name can be a million of them long.
const MAX_POINTER_CHARACTERS: usize = 400;

pub(super) fn pointer(value: Value<'_>) -> String {
    hookglass_json::display::elided(&Pointer::of(value).to_string(), MAX_POINTER_CHARACTERS)
}
