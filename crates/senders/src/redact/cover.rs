//! Redacted text and bytes.

use hookglass_json::pretty::REDACTED;

/// Replaces a secret in a text.
pub const MASK: &str = "••••••••";

/// Replaces a secret where only ASCII is allowed.
pub const ASCII_MASK: &str = "REDACTED";

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
