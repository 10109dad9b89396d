//! Patterns with wildcards, and case-insensitive search.

use memchr::memmem;

/// A text in which `*` matches any characters. It contains no quotation mark, which a filter cannot
/// express.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern(String);

/// The shape of a pattern, for indexes that support some shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape<'a> {
    /// Without `*`.
    Exact(&'a str),
    /// `*`
    Anything,
    /// `text*`
    Prefix(&'a str),
    /// `*text*`
    Contains(&'a str),
    /// Any other.
    Other,
}

impl Pattern {
    /// A pattern as written.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The pattern as written.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The shape of the pattern.
    pub fn shape(&self) -> Shape<'_> {
        let text = self.text();
        if !text.contains('*') {
            return Shape::Exact(text);
        }
        let inner = text.trim_matches('*');
        match (inner.contains('*'), text.starts_with('*'), text.ends_with('*')) {
            _ if inner.is_empty() => Shape::Anything,
            (false, false, true) => Shape::Prefix(inner),
            (false, true, true) => Shape::Contains(inner),
            _ => Shape::Other,
        }
    }

    /// The texts between the wildcards.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.0.split('*').filter(|piece| !piece.is_empty())
    }

    /// Whether a text matches.
    pub fn matches(&self, text: &[u8]) -> bool {
        fits(self.0.as_bytes(), text)
    }

    /// Whether a text matches, ignoring ASCII case.
    pub(crate) fn matches_any_case(&self, text: &[u8]) -> bool {
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

/// Bytes that are converted to lower case at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// Whether a text contains another one, ignoring ASCII case. `lower` must be in lower case. Takes
/// linear time and little memory.
pub(crate) fn contains_ignoring_case(lower: &[u8], text: &[u8]) -> bool {
    if text.len() < lower.len() {
        return false;
    }
    let finder = memmem::Finder::new(lower);
    if !lower.iter().any(u8::is_ascii_lowercase) {
        return finder.find(text).is_some();
    }
    let (mut start, mut chunk) = (0, Vec::with_capacity(text.len().min(CHUNK_BYTES + lower.len())));
    while start < text.len() {
        let end = text.len().min(start + CHUNK_BYTES + lower.len());
        chunk.clear();
        chunk.extend(text[start..end].iter().map(u8::to_ascii_lowercase));
        if finder.find(&chunk).is_some() {
            return true;
        }
        start += CHUNK_BYTES;
    }
    lower.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_star_is_special() {
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
        assert_eq!(Pattern::new("a*").shape(), Shape::Prefix("a"));
        assert_eq!(Pattern::new("*a*").shape(), Shape::Contains("a"));
        assert_eq!(Pattern::new("*a").shape(), Shape::Other);
        assert_eq!(Pattern::new("**").shape(), Shape::Anything);
    }

    #[test]
    fn a_text_is_found_across_chunks() {
        for at in [0, 1, CHUNK_BYTES - 3, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES - 2] {
            let mut text = vec![b'X'; 2 * CHUNK_BYTES + 10];
            text[at..at + 6].copy_from_slice(b"NeEdLe");
            assert!(contains_ignoring_case(b"needle", &text), "at {at}");
            assert!(!contains_ignoring_case(b"needles", &text), "at {at}");
        }
        assert!(
            contains_ignoring_case(b"", b"")
                && contains_ignoring_case("é1".as_bytes(), "xé1".as_bytes())
                && !contains_ignoring_case(b"ab", b"a")
        );
    }
}
