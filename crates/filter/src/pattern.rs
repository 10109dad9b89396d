//! Texts with `*` for any characters, and finding a text without regard to case.

use memchr::memmem;

/// A text in which `*` stands for any characters. It holds no quotation mark: a filter has no way to write one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern(String);

/// The form of a pattern, for whoever can look some of them up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// Without `*`.
    Exact(&'a str),
    /// `*`
    Anything,
    /// `text*`
    Beginning(&'a str),
    /// `*text*`
    Within(&'a str),
    /// Any other.
    Other,
}

impl Pattern {
    /// Takes a pattern as it is written.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it is written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Its form.
    pub fn shape(&self) -> Shape<'_> {
        let text = self.text();
        if !text.contains('*') {
            return Shape::Exact(text);
        }
        let inner = text.trim_matches('*');
        match (inner.contains('*'), text.starts_with('*'), text.ends_with('*')) {
            _ if inner.is_empty() => Shape::Anything,
            (false, false, true) => Shape::Beginning(inner),
            (false, true, true) => Shape::Within(inner),
            _ => Shape::Other,
        }
    }

    /// What stands between its `*`s.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.0.split('*').filter(|piece| !piece.is_empty())
    }

    /// Whether a text is of this form.
    pub fn matches(&self, text: &[u8]) -> bool {
        fits(self.0.as_bytes(), text)
    }

    /// The same, whatever the case of ASCII letters.
    pub fn matches_any_case(&self, text: &[u8]) -> bool {
        fits(&self.0.as_bytes().to_ascii_lowercase(), &text.to_ascii_lowercase())
    }
}

fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let first = pieces.next().unwrap_or_default();
    let Some(last) = pieces.next_back() else { return text == first };
    let Some(mut rest) = text.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    for piece in pieces {
        let Some(at) = memmem::find(rest, piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

/// Bytes that are brought down to small letters at a time.
const CHUNK: usize = 64 << 10;

/// Whether a text stands in another, whatever the case of ASCII letters. `small` is in small letters already. Takes time in
/// proportion to the texts, and little memory.
pub(super) fn stands_in(small: &[u8], text: &[u8]) -> bool {
    if text.len() < small.len() {
        return false;
    }
    let finder = memmem::Finder::new(small);
    if !small.iter().any(u8::is_ascii_lowercase) {
        return finder.find(text).is_some();
    }
    let (mut start, mut chunk) = (0, Vec::with_capacity(text.len().min(CHUNK + small.len())));
    while start < text.len() {
        let end = text.len().min(start + CHUNK + small.len());
        chunk.clear();
        chunk.extend(text[start..end].iter().map(u8::to_ascii_lowercase));
        if finder.find(&chunk).is_some() {
            return true;
        }
        start += CHUNK;
    }
    small.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_characters_and_nothing_else_is_special() {
        for (pattern, text, fits) in [
            ("identity.*", "identity.email.updated", true),
            ("identity.*", "identity", false),
            ("*.updated", "identity.email.updated", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("*", "", true),
            ("**", "x", true),
            ("/c?*", "/ci", false),
            ("[a]", "a", false),
            ("", "", true),
        ] {
            assert_eq!(Pattern::new(pattern).matches(text.as_bytes()), fits, "{pattern} {text}");
        }
        assert!(Pattern::new("ADA@*").matches_any_case(b"ada@Example.com"));
        assert_eq!(Pattern::new("a*").shape(), Shape::Beginning("a"));
        assert_eq!(Pattern::new("*a*").shape(), Shape::Within("a"));
        assert_eq!(Pattern::new("*a").shape(), Shape::Other);
        assert_eq!(Pattern::new("**").shape(), Shape::Anything);
    }

    #[test]
    fn a_text_is_found_across_the_chunks_in_which_it_is_looked_for() {
        for at in [0, 1, CHUNK - 3, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 2] {
            let mut text = vec![b'X'; 2 * CHUNK + 10];
            text[at..at + 6].copy_from_slice(b"NeEdLe");
            assert!(stands_in(b"needle", &text), "at {at}");
            assert!(!stands_in(b"needles", &text), "at {at}");
        }
        assert!(stands_in(b"", b"") && stands_in("é1".as_bytes(), "xé1".as_bytes()) && !stands_in(b"ab", b"a"));
    }
}
