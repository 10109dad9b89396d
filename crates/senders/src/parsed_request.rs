//! A request, parsed once: its decoded body, its JSON and its envelope.
//!
//! The envelope, the findings and the secrets use the same parsed request, so no byte is parsed
//! twice. Kept out: the budget, which the caller sets, and the findings (`lint.rs`).

use crate::envelope::{self, Envelope};
use crate::redact;
use hookglass_json::{Document, SyntaxError, pointer::Pointer};
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
    /// Whether the body is the fields of a form.
    is_form: bool,
}

/// The content type of the fields of a form.
const FORM: &str = "application/x-www-form-urlencoded";

impl ParsedRequest {
    /// Parses a request.
    pub fn of(capture: &Capture, budget: Budget) -> Self {
        let decoded = encoding::decode(&capture.headers, &capture.body, budget.bytes);
        let document = Document::parse_within(decoded.bytes.clone(), budget.values);
        let envelope = envelope::recognize(capture, document.as_ref().ok().map(Document::root));
        let content_type = capture.headers.text("content-type").unwrap_or_default();
        let is_form =
            document.is_err() && content_type.get(..FORM.len()).is_some_and(|start| start.eq_ignore_ascii_case(FORM));
        Self { decoded, document, envelope, is_form }
    }

    /// The spans of the secrets in the decoded bytes, quotes included.
    pub fn masked(&self) -> Vec<(usize, usize)> {
        match &self.document {
            Ok(document) => redact::values(&self.envelope, document).into_iter().map(|secret| secret.span).collect(),
            Err(_) if self.is_form => redact::form_spans(&self.decoded.bytes),
            Err(_) => Vec::new(),
        }
    }

    /// The JSON Pointers of the secrets. For the fields of a form, `/` and the name.
    pub fn masked_members(&self) -> Vec<String> {
        match &self.document {
            Ok(document) => {
                let secrets = redact::values(&self.envelope, document).into_iter();
                secrets.map(|secret| Pointer::of(secret.value).to_string()).collect()
            }
            Err(_) => {
                let before = |at: usize| &self.decoded.bytes[..at.saturating_sub(1)];
                let name = |before: &[u8]| {
                    let start = before.iter().rposition(|byte| *byte == b'&').map_or(0, |and| and + 1);
                    format!("/{}", String::from_utf8_lossy(&before[start..]))
                };
                self.masked().into_iter().map(|(start, _)| name(before(start))).collect()
            }
        }
    }
}
