//! Finds and redacts values that are secrets while they are valid.
//!
//! This module is the only place that knows what is secret: [`values`] in JSON bodies, by the
//! catalog and the sender; [`header`] and [`url`] in heads, by name. Whatever the program prints,
//! copies or exports is redacted with it. Stored and sent data is complete.

mod http;
mod names;
mod secret_members;

pub(crate) use http::form_spans;
pub use http::{header, headers, url};
pub use secret_members::members;
pub(crate) use secret_members::{named, names};

use crate::catalog;
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::{Document, Value};

pub use hookglass_json::pretty::REDACTED;

/// Replaces a secret in a text.
pub const MASK: &str = "••••••••";

/// Replaces a secret where only ASCII is allowed.
pub const ASCII_MASK: &str = "REDACTED";

/// A secret in a JSON body.
#[derive(Debug, Clone, Copy)]
pub struct Secret<'a> {
    /// The value that is secret or contains the secret.
    pub value: Value<'a>,
    /// The bytes to redact: the whole value, or a part of a string.
    pub span: (usize, usize),
}

impl<'a> From<Value<'a>> for Secret<'a> {
    fn from(value: Value<'a>) -> Self {
        Self { value, span: value.span() }
    }
}

impl<'a> Secret<'a> {
    /// The query and the fragment of a URL; `None` if the value is not a string or has neither.
    pub(crate) fn of_query(value: Value<'a>) -> Option<Self> {
        let (start, end) = value.span();
        let is_query = |mark: char| matches!(mark, '?' | '#');
        let text = value.string().filter(|text| text.contains(is_query))?;
        let has_one = text.trim_end_matches(is_query).contains(is_query);
        match value.raw().iter().position(|byte| matches!(byte, b'?' | b'#')) {
            Some(mark) if has_one => Some(Self { value, span: (start + mark + 1, end - 1) }),
            Some(_) => None,
            // The question mark is written as an escape.
            None => Some(value.into()),
        }
    }
}

/// The secrets in a body, in its order. Includes every duplicate of a member.
pub fn values<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Secret<'a>> {
    let mut found = of(envelope.vendor).secrets(envelope, document.root());
    found.sort_by_key(|secret| secret.span);
    // A secret inside a secret is redacted with it.
    found.dedup_by(|inner, outer| inner.span.1 <= outer.span.1);
    found
}

/// How long the secrets of an event are valid, in seconds from receipt, if known.
pub fn lifetime(envelope: &Envelope) -> Option<u32> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    catalog::named(envelope.vendor, name).iter().find_map(|entry| entry.lifetime)
}

/// A part of some bytes as text, with its spans redacted. A span that crosses the edge of the part
/// is redacted too.
pub fn cover_text(bytes: &[u8], part: (usize, usize), spans: &[(usize, usize)]) -> String {
    let (mut at, end) = part;
    let mut text = String::new();
    for &(from, to) in spans.iter().filter(|(from, to)| *from < part.1 && *to > part.0) {
        text.push_str(&String::from_utf8_lossy(&bytes[at..from.max(at)]));
        text.push_str(if is_inside(bytes, from) { MASK } else { REDACTED });
        at = to.min(end);
    }
    text.push_str(&String::from_utf8_lossy(&bytes[at..end]));
    text
}

/// Whether a span is a part of a string or of a URL. A JSON value never follows these characters.
fn is_inside(bytes: &[u8], from: usize) -> bool {
    from > 0 && matches!(bytes[from - 1], b'=' | b'?' | b'#' | b'/')
}

/// Redacts spans in place: `*` for each byte except the quotes of a string.
pub fn cover_bytes(bytes: &mut [u8], start: usize, spans: &[(usize, usize)]) {
    for &(from, to) in spans {
        for at in from.max(start)..to.min(start + bytes.len()) {
            let byte = &mut bytes[at - start];
            let is_quote = *byte == b'"' && (at == from || at + 1 == to);
            if !is_quote {
                *byte = b'*';
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redacted_text_does_not_contain_the_value() {
        let bytes = br#"{"token":"abc","x":1}"#;
        let spans = [(9, 14)];
        assert_eq!(cover_text(bytes, (0, bytes.len()), &spans), r#"{"token":"••••••••","x":1}"#);
        assert_eq!(cover_text(bytes, (11, 16), &spans), format!("{REDACTED},\""), "a span that starts before the part");
        assert_eq!(cover_text(bytes, (7, 12), &spans), format!("\":{REDACTED}"), "a span that ends after the part");
        assert_eq!(cover_text(bytes, (10, 12), &spans), REDACTED, "a part inside the span");
    }

    #[test]
    fn a_part_of_a_string_is_redacted_within_its_quotes() {
        let document = Document::parse(r#"["https://x/a?b=1","/?","/","\u003f=",7]"#.into()).unwrap();
        let shown = |value: Value<'_>| {
            let spans: Vec<_> = Secret::of_query(value).map(|secret| secret.span).into_iter().collect();
            cover_text(document.source(), value.span(), &spans)
        };
        let shown: Vec<_> = document.root().children().map(shown).collect();
        assert_eq!(shown, [r#""https://x/a?••••••••""#, r#""/?""#, r#""/""#, REDACTED, "7"]);
    }

    #[test]
    fn redacted_bytes_keep_their_length_and_quotes() {
        let mut bytes = br#"{"token":"abc","x":1}"#.to_vec();
        cover_bytes(&mut bytes, 0, &[(9, 14)]);
        assert_eq!(bytes, br#"{"token":"***","x":1}"#);
        let mut part = b"bc\",\"".to_vec();
        cover_bytes(&mut part, 11, &[(9, 14)]);
        assert_eq!(part, b"**\",\"");
        let mut number = br#"{"token":12,"x":1}"#.to_vec();
        cover_bytes(&mut number, 0, &[(9, 11)]);
        assert_eq!(number, br#"{"token":**,"x":1}"#, "a number has no quotes to keep");
    }
}
