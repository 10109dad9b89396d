//! A request, parsed once: its decoded body, its JSON and its envelope.
//!
//! The envelope, the findings and the secrets use the same parsed request, so no byte is parsed
//! twice. Kept out: the budget, which the caller sets, and the findings (`lint.rs`).

use crate::envelope::{self, Envelope};
use crate::redact;
use hookglass_json::{Document, SyntaxError};
use hookglass_request::capture::Capture;
use hookglass_request::encoding::{self, Decoded};

/// Limits on parsing a body.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// The most bytes of the decoded body. A larger body is cut.
    pub bytes: usize,
    /// The most JSON values.
    pub values: usize,
}

impl Budget {
    /// While the sender waits for the answer. A real event needs a thousandth of it.
    pub const WAITING: Self = Self { bytes: 16 << 20, values: 1 << 20 };
    /// For displaying an event.
    pub const LOOKING: Self = Self { bytes: encoding::MAX_DECODED_BYTES, values: 1 << 23 };
}

/// A parsed request.
#[derive(Debug)]
pub struct ParsedRequest {
    /// The body without its content encoding.
    pub decoded: Decoded,
    /// The body as JSON, or why it is not.
    pub document: Result<Document, SyntaxError>,
    /// What Hookglass understands of the request.
    pub envelope: Envelope,
}

impl ParsedRequest {
    /// Parses a request.
    pub fn of(capture: &Capture, budget: Budget) -> Self {
        let decoded = encoding::decode(&capture.headers, &capture.body, budget.bytes);
        let document = Document::parse_within(decoded.bytes.clone(), budget.values);
        let envelope = envelope::recognize(capture, document.as_ref().ok().map(Document::root));
        Self { decoded, document, envelope }
    }

    /// The spans of the secrets in the decoded bytes, quotes included.
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
