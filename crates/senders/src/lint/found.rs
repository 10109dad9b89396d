//! Collects the findings about an event.

use crate::finding::{Finding, Severity};
use hookglass_json::Value;
use hookglass_json::pointer::Pointer;

/// The most findings of one kind. One more finding reports that there are more.
pub(super) const MAX_OF_A_KIND: usize = 25;

/// The findings about an event so far.
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

    /// Adds one finding per value, up to [`MAX_OF_A_KIND`]. If there are more values, adds a
    /// finding with the sentence `more`.
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

/// The most characters of a pointer in a finding, because a member name can be huge.
const MAX_POINTER_CHARACTERS: usize = 400;

pub(super) fn pointer(value: Value<'_>) -> String {
    hookglass_json::display::elided(&Pointer::of(value).to_string(), MAX_POINTER_CHARACTERS)
}
