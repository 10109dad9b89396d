//! A request, parsed once: its decoded body, its JSON and its envelope.
//!
//! The envelope, the findings and the secrets use the same parsed request, so no byte is parsed
//! twice. Kept out: the budget, which the caller sets, and the findings (`lint.rs`).

use crate::envelope::{self, Envelope, Vendor};
use crate::redact;
use crate::unwind::unless_panics;
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
    /// Parses a request. If that fails because of an error in Hookglass, the request is kept as
    /// sent, without a meaning.
    pub fn of(capture: &Capture, budget: Budget) -> Self {
        let parse = || {
            let decoded = encoding::decode(&capture.headers, &capture.body, budget.bytes);
            let document = Document::parse_within(decoded.bytes.clone(), budget.values);
            let envelope = envelope::recognize(capture, document.as_ref().ok().map(Document::root));
            let content_type = capture.headers.text("content-type").unwrap_or_default();
            let is_form = document.is_err()
                && content_type.get(..FORM.len()).is_some_and(|start| start.eq_ignore_ascii_case(FORM));
            Self { decoded, document, envelope, is_form }
        };
        unless_panics(parse, || Self::raw(capture))
    }

    /// A request whose bytes are not looked at.
    fn raw(capture: &Capture) -> Self {
        let sentence = "Hookglass failed to read this request because of an error in Hookglass. It is stored as sent.";
        let mut envelope = Envelope::unknown(Vendor::Generic);
        envelope.note = Some(sentence.to_owned());
        let decoded = Decoded { bytes: capture.body.clone(), from: None, problem: None };
        let error = SyntaxError { what: "it was not read".to_owned(), offset: 0, line: 1, column: 1, gave_up: true };
        Self { decoded, document: Err(error), envelope, is_form: false }
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

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_request::{capture::Version, headers::Headers};

    #[test]
    fn a_request_that_cannot_be_parsed_keeps_its_bytes_and_has_a_note() {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let capture = Capture {
            received_at: at,
            began_at: at,
            peer: "127.0.0.1:1".parse().unwrap(),
            version: Version::Http11,
            method: "POST".into(),
            target: b"/".to_vec(),
            headers: Headers::default(),
            body: "{}".into(),
            cut: None,
        };
        let parsed = unless_panics(|| panic!("an error in a parser"), || ParsedRequest::raw(&capture));
        assert_eq!((&parsed.decoded.bytes[..], parsed.envelope.vendor), (&b"{}"[..], Vendor::Generic));
        let findings = parsed.findings(&capture);
        assert!(findings.iter().any(|finding| finding.sentence.contains("an error in Hookglass")), "{findings:?}");
        assert_eq!(parsed.masked(), []);
    }
}
