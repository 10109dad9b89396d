//! Findings about an event: facts that are shown beside it. They never reject it.
//!
//! A warning is something that senders do not do; information can be about any genuine event. Each
//! file answers one question: `bytes` what the body consists of, `text` what its JSON hides from the eye, `members` whether
//! an object matches the catalog. The sender says what its members mean. Findings that depend on other events (a repeat,
//! the order) are made where these are known. Nothing here recurses on the input, and the number of findings is bounded.

use crate::finding::Finding;
use crate::parsed_request::ParsedRequest;
use crate::sender::of;
use hookglass_request::capture::Capture;

use found::Found;

mod bytes;
pub(crate) mod found;
pub(crate) mod members;
mod text;

impl ParsedRequest {
    /// The findings about it, warnings first.
    pub fn findings(&self, capture: &Capture) -> Vec<Finding> {
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
