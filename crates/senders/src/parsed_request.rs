//! A request, read once: its body decoded and taken apart, and what was understood of it.
//!
//! Everything that has to look into a body (who sent it, what stands out, which values are secrets) is asked of one
//! reading, so that no byte is parsed twice. Kept out: what a body may cost; the caller says how much of it is read.

use crate::envelope::{self, Envelope};
use crate::finding::Finding;
use crate::lint;
use crate::redact;
use hookglass_json::{Document, SyntaxError};
use hookglass_request::capture::Capture;
use hookglass_request::encoding::{self, Decoded};

/// What a body may cost to be read.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Bytes without content encoding; of a larger body its beginning is read.
    pub bytes: usize,
    /// JSON values.
    pub values: usize,
}

impl Budget {
    /// While the sender waits for the answer. A real event is a thousandth of it.
    pub const WAITING: Self = Self { bytes: 16 << 20, values: 1 << 20 };
    /// For a person who looks at the event.
    pub const LOOKING: Self = Self { bytes: encoding::MAX_DECODED_BYTES, values: 1 << 23 };
}

/// A request that was read.
#[derive(Debug)]
pub struct Reading {
    /// The body without its content encoding.
    pub decoded: Decoded,
    /// The body as JSON, or why it is not.
    pub document: Result<Document, SyntaxError>,
    /// What was understood.
    pub envelope: Envelope,
}

impl Reading {
    /// Reads a request.
    pub fn of(capture: &Capture, budget: Budget) -> Self {
        let decoded = encoding::decode(&capture.headers, &capture.body, budget.bytes);
        let document = Document::parse_within(decoded.bytes.clone(), budget.values);
        let envelope = envelope::recognise(capture, document.as_ref().ok().map(Document::root));
        Self { decoded, document, envelope }
    }

    /// What stands out, the weightiest first.
    pub fn findings(&self, capture: &Capture) -> Vec<Finding> {
        lint::findings(capture, self)
    }

    /// Where in the decoded bytes the values stand that are to be masked, quotes included.
    pub fn masked(&self) -> Vec<(usize, usize)> {
        let document = self.document.as_ref().ok();
        document
            .map(|document| redact::values(&self.envelope, document))
            .into_iter()
            .flatten()
            .map(|value| value.span())
            .collect()
    }
}
