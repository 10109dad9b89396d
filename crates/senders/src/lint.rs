//! What stands out about an event: facts to be shown beside it, never a gate.
//!
//! A warning is something senders do not do; information is good to know, and every genuine event may have some. Each
//! file here asks one kind of question: `bytes` what the body is made of, `text` what its JSON hides from the eye,
//! `members` whether they are as the catalog has them. What needs other events to be told (a repeat, an order) is told
//! where these are known. Nothing here recurses on the input, and the findings of one event are few however many there
//! could be.

use crate::catalog;
use crate::envelope::{self, Envelope, Vendor};
use crate::finding::{Finding, Severity};
use crate::parsed_request::Reading;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};
use hookglass_request::capture::Capture;

mod bytes;
mod members;
mod text;

/// Findings of one kind, at most; then it is said that there are more.
const MOST: usize = 25;

/// Everything that stands out, warnings first.
pub(crate) fn findings(capture: &Capture, reading: &Reading) -> Vec<Finding> {
    let mut found = Found::default();
    bytes::check(capture, reading, &mut found);
    if let Ok(document) = &reading.document {
        text::check(document, &mut found);
        meaning(&reading.envelope, document.root(), &mut found);
    } else if let Some(note) = &reading.envelope.note {
        found.inform("", note);
    }
    let mut findings = found.findings;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// What was understood, against what the catalog says.
fn meaning(envelope: &Envelope, root: Value<'_>, found: &mut Found) {
    let note = envelope.note.as_deref();
    match (envelope.vendor, &envelope.event_type) {
        (Vendor::Authgear, Some(name)) => {
            if let Some(note) = note {
                if catalog::is_undescribed(name) { found.inform("/type", note) } else { found.warn("/type", note) }
            }
            members::authgear(envelope, root, found);
        }
        // An envelope whose type is no text; what it should be is said of the member, unless it is an empty text.
        (Vendor::Authgear, None) if envelope::ENVELOPE.iter().all(|name| root.get(name).is_some()) => {
            if root.get("type").is_some_and(|name| name.form() == Form::String) {
                note.into_iter().for_each(|note| found.warn("/type", note));
            }
            members::authgear(envelope, root, found);
        }
        (Vendor::Fastgen, Some(name)) => {
            if let Some(note) = note {
                // A name that is known, of which it cannot be told which of two events it is.
                let undetermined = !catalog::named(Vendor::Fastgen, name).is_empty();
                if undetermined { found.warn("", note) } else { found.inform("", note) }
            }
            members::fastgen(envelope, envelope::fastgen_parameters(root), found);
        }
        (Vendor::Authgear, None) if root.form() == Form::Object && root.is_empty() => {
            note.into_iter().for_each(|note| found.warn("", note))
        }
        _ => note.into_iter().for_each(|note| found.inform("", note)),
    }
}

/// The findings so far.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
}

impl Found {
    fn warn(&mut self, pointer: impl Into<String>, sentence: impl Into<String>) {
        self.findings.push(Finding::new(Severity::Warning, pointer, sentence));
    }

    fn inform(&mut self, pointer: impl Into<String>, sentence: impl Into<String>) {
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
