//! Values that are secrets while they are valid, and how they are redacted.
//!
//! The catalog and the sender say which values these are. Views redact them; stored, sent and copied data is complete.

mod secret_members;

pub use secret_members::members;
pub(crate) use secret_members::{named, names};

use crate::catalog;
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::{Document, Value};

pub use hookglass_json::pretty::REDACTED;

/// The values of an event to redact, in the order of the body. Includes every duplicate of a member.
pub fn values<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Value<'a>> {
    let mut found = of(envelope.vendor).secrets(envelope, document.root());
    found.sort_by_key(Value::span);
    found
}

/// Seconds from receipt after which they expire, if known.
pub fn lifetime(envelope: &Envelope) -> Option<u32> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    catalog::named(envelope.vendor, name).iter().find_map(|entry| entry.lifetime)
}

/// A part of some bytes as text, with the spans in it redacted. A span that the part cuts is redacted as well.
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
    fn covered_text_says_nothing_of_the_value() {
        let bytes = br#"{"token":"abc","x":1}"#;
        let spans = [(9, 14)];
        assert_eq!(cover_text(bytes, (0, bytes.len()), &spans), r#"{"token":"••••••••","x":1}"#);
        assert_eq!(cover_text(bytes, (11, 16), &spans), format!("{REDACTED},\""), "cut on its left");
        assert_eq!(cover_text(bytes, (7, 12), &spans), format!("\":{REDACTED}"), "cut on its right");
        assert_eq!(cover_text(bytes, (10, 12), &spans), REDACTED, "nothing but the value");
    }

    #[test]
    fn covered_bytes_keep_their_places() {
        let mut bytes = br#"{"token":"abc","x":1}"#.to_vec();
        cover_bytes(&mut bytes, 0, &[(9, 14)]);
        assert_eq!(bytes, br#"{"token":"***","x":1}"#);
        let mut part = b"bc\",\"".to_vec();
        cover_bytes(&mut part, 11, &[(9, 14)]);
        assert_eq!(part, b"**\",\"");
        let mut number = br#"{"token":12,"x":1}"#.to_vec();
        cover_bytes(&mut number, 0, &[(9, 11)]);
        assert_eq!(number, br#"{"token":**,"x":1}"#, "what is no string has no quotes to keep");
    }
}
