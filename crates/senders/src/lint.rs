//! What stands out about an event: facts to be shown beside it, never a gate.
//!
//! A warning is something that senders do not do; information is good to know, and any genuine event may have some. Each
//! file answers one question: `bytes` what the body consists of, `text` what its JSON hides from the eye, `members` whether
//! an object matches the catalog. The sender says what its members mean. Findings that depend on other events (a repeat,
//! the order) are made where these are known. Nothing here recurses on the input, and the number of findings is bounded.

use crate::finding::Finding;
use crate::parsed_request::Reading;
use crate::sender::of;
use hookglass_request::capture::Capture;

use found::Found;

mod bytes;
pub(crate) mod found;
pub(crate) mod members;
mod text;

/// Everything that stands out, warnings first.
pub(crate) fn findings(capture: &Capture, reading: &Reading) -> Vec<Finding> {
    let mut found = Found::default();
    bytes::check(capture, reading, &mut found);
    if let Ok(document) = &reading.document {
        text::check(document, &mut found);
        found.findings.extend(of(reading.envelope.vendor).lint(&reading.envelope, document.root()));
    } else if let Some(note) = &reading.envelope.note {
        found.inform("", note);
    }
    let mut findings = found.findings;
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}
