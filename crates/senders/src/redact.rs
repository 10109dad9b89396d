//! Finds and redacts values that are secrets while they are valid.
//!
//! The catalog and the sender define these values. Views redact them. Stored, sent and copied data
//! is complete.

mod secret_members;

pub use secret_members::members;
pub(crate) use secret_members::{named, names};

use crate::catalog;
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::{Document, Value};

pub use hookglass_json::pretty::REDACTED;

/// The values to redact in an event, in the order of the body. Includes every duplicate of a
/// member.
pub fn values<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Value<'a>> {
    let mut found = of(envelope.vendor).secrets(envelope, document.root());
    found.sort_by_key(Value::span);
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
        text.push_str(REDACTED);
        at = to.min(end);
    }
    text.push_str(&String::from_utf8_lossy(&bytes[at..end]));
    text
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
