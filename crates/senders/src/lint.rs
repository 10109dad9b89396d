//! What stands out about an event: facts to be shown beside it, never a gate.
//!
//! A warning is something that senders do not do; information is good to know, and any genuine event may have some. Each
//! file answers one question: `bytes` what the body consists of, `text` what its JSON hides from the eye, `members` whether
//! an object matches the catalog. The sender says what its members mean. Findings that depend on other events (a repeat,
//! the order) are made where these are known. Nothing here recurses on the input, and the number of findings is bounded.

use crate::finding::{Finding, Severity};
use crate::parsed_request::Reading;
use crate::sender;
use hookglass_json::Value;
use hookglass_json::pointer::Pointer;
use hookglass_request::capture::Capture;

mod bytes;
pub(crate) mod members;
mod text;

/// Findings of one kind, at most; then it is said that there are more.
const MOST: usize = 25;

/// Everything that stands out, warnings first.
pub(crate) fn findings(capture: &Capture, reading: &Reading) -> Vec<Finding> {
    let mut found = Found::default();
    bytes::check(capture, reading, &mut found);
    if let Ok(document) = &reading.document {
        text::check(document, &mut found);
        found.findings.extend(sender::of(reading.envelope.vendor).lint(&reading.envelope, document.root()));
    } else if let Some(note) = &reading.envelope.note {
        found.inform("", note);
    }
    let mut findings = found.findings;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

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
    fn each<'a>(
        &mut self,
        severity: Severity,
        values: impl Iterator<Item = Value<'a>>,
        sentence: impl Fn(Value<'a>) -> String,
        more: &str,
    ) {
        for (number, value) in values.take(MOST + 1).enumerate() {
            if number == MOST {
                self.findings.push(Finding::of_body(severity, more));
            } else {
                self.findings.push(Finding::new(severity, pointer(value), sentence(value)));
            }
        }
    }
}

/// Characters of a pointer that are shown: a name can be a million of them long.
const MOST_CHARACTERS: usize = 400;

fn pointer(value: Value<'_>) -> String {
    hookglass_json::display::elided(&Pointer::of(value).to_string(), MOST_CHARACTERS)
}
