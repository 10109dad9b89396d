//! Lints an event: finds everything unusual about its body.
//!
//! A warning is something that genuine senders do not do. Information can be about any genuine
//! event. The file `bytes` checks the bytes of the body, `text` checks for what a reader of the
//! JSON can overlook, and `members` compares an object with the catalog. Each sender adds findings
//! about its members.
//!
//! Nothing here recurses on the input, and the number of findings is bounded. Kept out: findings
//! that depend on other events, such as duplicates and order.

use crate::finding::Finding;
use crate::parsed_request::ParsedRequest;
use crate::sender::of;
use crate::unwind::unless_panics;
use hookglass_request::capture::Capture;

use found::Found;

mod bytes;
pub(crate) mod found;
pub(crate) mod members;
mod text;

impl ParsedRequest {
    /// The findings about the event, warnings first.
    pub fn findings(&self, capture: &Capture) -> Vec<Finding> {
        unless_panics(
            || self.lint(capture),
            || {
                let mut found = Found::default();
                found.warn("", "This event could not be checked because of an error in Hookglass.");
                found.findings
            },
        )
    }

    fn lint(&self, capture: &Capture) -> Vec<Finding> {
        let mut found = Found::default();
        bytes::check(capture, self, &mut found);
        if let Ok(document) = &self.document {
            text::check(document, &mut found);
            found.findings.extend(of(self.envelope.vendor).lint(&self.envelope, document.root()));
        } else if let Some(note) = &self.envelope.note {
            found.inform("", note);
        }
        let mut findings = found.findings;
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        findings
    }
}
