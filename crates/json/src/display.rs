//! Text for a screen: shortened, with invisible characters made visible.

use bytes::Bytes;

/// The first `max_chars` characters, and the number of those after them.
pub fn elide(text: &str, max_chars: usize) -> (&str, u64) {
    match text.char_indices().nth(max_chars) {
        None => (text, 0),
        Some((end, _)) => (&text[..end], text[end..].chars().count() as u64),
    }
}

/// The first `max_chars` characters, followed by the number of omitted ones.
pub fn elided(text: &str, max_chars: usize) -> String {
    match elide(text, max_chars) {
        (whole, 0) => whole.to_owned(),
        (start, more) => format!("{start}… ({more} more characters)"),
    }
}

/// Whether a character is invisible or changes the direction of text: controls, soft hyphens,
/// zero-width and bidirectional marks.
pub fn invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Escapes every invisible character and everything that a terminal would interpret as `\u{…}`.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(
            |character| {
                if invisible(character) { character.escape_unicode().to_string() } else { character.to_string() }
            },
        )
        .collect()
}

/// JSON as a Markdown code span that is safe in a table. Characters that would end the span, the
/// cell or the line become JSON escapes, so the JSON stays the same.
pub fn code_span(json: &str, max_chars: usize) -> String {
    let mut span = String::from("`");
    for character in elided(json, max_chars).chars() {
        match character {
            '\n' | '\r' | '\t' => span.push(' '),
            '`' | '|' => span.push_str(&format!("\\u{:04x}", character as u32)),
            hidden if invisible(hidden) => {
                let mut units = [0; 2];
                hidden.encode_utf16(&mut units).iter().for_each(|unit| span.push_str(&format!("\\u{unit:04x}")));
            }
            other => span.push(other),
        }
    }
    span.push('`');
    span
}

/// A range of bytes as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text, with U+FFFD for bytes that are not UTF-8.
    pub text: String,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Whether all bytes are UTF-8.
    pub exact: bool,
}

/// At most `len` bytes from `start`. Both ends move back to a character boundary.
pub fn excerpt(bytes: &Bytes, start: usize, len: usize) -> Excerpt {
    let continues = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    // A character has at most three continuation bytes; a longer run is not UTF-8.
    let boundary = |at: usize| (at.saturating_sub(3)..=at).rev().find(|&at| !continues(at)).unwrap_or(at);
    let start = boundary(start.min(bytes.len()));
    let wanted = start.saturating_add(len).min(bytes.len());
    let end = Some(boundary(wanted)).filter(|&end| end > start).unwrap_or(wanted);
    let text = String::from_utf8_lossy(&bytes[start..end]);
    let exact = matches!(text, std::borrow::Cow::Borrowed(_));
    Excerpt { text: text.into_owned(), start, end, exact }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_span_cannot_be_closed_from_inside() {
        assert_eq!(code_span(r#""a|b`c\\""#, 50), r#"`"a\u007cb\u0060c\\"`"#);
        assert_eq!(code_span("{\n\"a\":\"\u{202e}\"}", 50), r#"`{ "a":"\u202e"}`"#);
    }

    #[test]
    fn omitted_characters_are_counted() {
        assert_eq!(elide("añb", 3), ("añb", 0));
        assert_eq!(elide("añbc", 2), ("añ", 2));
        assert_eq!(elided("abcdef", 2), "ab… (4 more characters)");
    }

    #[test]
    fn terminal_control_characters_are_escaped() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}é\n"), "a\\u{1b}[31m\\u{202e}é\\u{a}");
    }

    #[test]
    fn consecutive_excerpts_join_to_the_text() {
        let text = "añ€😀".repeat(50);
        let bytes = Bytes::from(text.clone());
        for len in 1..9 {
            let (mut at, mut whole) = (0, String::new());
            while at < bytes.len() {
                let part = excerpt(&bytes, at, len.max(4));
                assert!(part.exact && part.start == at && part.end > at);
                whole.push_str(&part.text);
                at = part.end;
            }
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_marked_as_inexact() {
        let part = excerpt(&Bytes::from_static(b"a\xff\x80\x80\x80\x80b"), 0, 100);
        assert!(!part.exact);
        assert_eq!((part.start, part.end), (0, 7));
        assert_eq!(excerpt(&Bytes::new(), 5, 5).text, "");
    }
}
