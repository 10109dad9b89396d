//! The words of an event for full-text search.
//!
//! A word is a run of letters and digits without case and accents. Only its first
//! [`MAX_WORD_CHARS`] characters count. The words come from the displayed columns, the target, the
//! header values and the decoded body: content encodings, JSON escapes and form encoding are
//! removed. At most [`MAX_TEXT_BYTES`] of the body count. The index and [`Phrase::occurs_in`] share
//! this module, so they agree. Kept out: how words are found in a database, and header names.

use bytes::Bytes;
use std::{borrow::Cow, ops::ControlFlow};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use hookglass_json::BYTE_ORDER_MARK;
use hookglass_request::{encoding, headers::Headers};

/// The bytes of a decoded body whose words count.
pub(crate) const MAX_TEXT_BYTES: usize = 64 << 10;
/// The bytes of a body, as sent, that are examined for words.
pub const MAX_READ_BYTES: usize = 256 << 10;
/// The characters of a word that count.
pub(crate) const MAX_WORD_CHARS: usize = 32;

/// Adjacent words to search for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<String>,
    is_prefix: bool,
}

impl Phrase {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        let _ = each(text.as_bytes(), false, &mut |word| {
            words.push(word.to_owned());
            ControlFlow::Continue(())
        });
        Self { words, is_prefix: false }
    }

    /// The words of a text, with the last one as a prefix. A single ASCII letter or digit matches
    /// only itself: nearly every event has a word that starts with it.
    pub fn prefix(text: &str) -> Self {
        let phrase = Self::new(text);
        let is_prefix = !matches!(phrase.words(), [one] if one.len() == 1);
        Self { is_prefix, ..phrase }
    }

    /// Words that every text with this piece contains. Unless the piece starts (or ends) with the
    /// text, its first (or last) word may be a fragment.
    pub fn within(piece: &str, begins: bool, ends: bool) -> Self {
        let Self { mut words, .. } = if begins { Self::new(piece) } else { Self::new(&format!("x{piece}")) };
        if !begins {
            words.remove(0);
        }
        Self { words, is_prefix: !ends }
    }

    /// The folded words. A text without letters and digits has none, and occurs in every event.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether the last word is a prefix.
    pub fn is_prefix(&self) -> bool {
        self.is_prefix
    }

    /// Whether a request contains these words next to each other.
    pub fn occurs_in(&self, request: &SearchableRequest<'_>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        // The lengths of the partial matches that end at the last word, longest first.
        let (mut begun, mut found) = (Vec::new(), false);
        let _ = request.words(&mut |word| {
            let Some(word) = word else {
                begun.clear();
                return ControlFlow::Continue(());
            };
            if begun.is_empty() && !self.fits(0, word) {
                return ControlFlow::Continue(());
            }
            begun.push(0);
            begun.retain_mut(|have| {
                let fits = self.fits(*have, word);
                *have += 1;
                found |= fits && *have == self.words.len();
                fits && *have < self.words.len()
            });
            if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found
    }

    fn fits(&self, at: usize, word: &str) -> bool {
        let wanted = &self.words[at];
        if self.is_prefix && at + 1 == self.words.len() { word.starts_with(wanted.as_str()) } else { word == wanted }
    }
}

/// The searchable parts of a request.
#[derive(Debug, Clone, Copy)]
pub struct SearchableRequest<'a> {
    /// The displayed columns: type, subject and user.
    pub shown: [Option<&'a str>; 3],
    /// The path and query as sent.
    pub target: &'a [u8],
    /// The header lines as sent.
    pub headers: &'a [u8],
    /// The body as sent. Only its first [`MAX_READ_BYTES`] are examined.
    pub body: &'a [u8],
}

impl SearchableRequest<'_> {
    /// Calls `sink` with every word, and with `None` between two texts. Returns whether the words
    /// are complete: those at the end of a long body do not count.
    pub fn words(&self, sink: &mut impl FnMut(Option<&str>) -> ControlFlow<()>) -> bool {
        matches!(self.walk(sink), ControlFlow::Continue(true))
    }

    fn walk(&self, sink: &mut impl FnMut(Option<&str>) -> ControlFlow<()>) -> ControlFlow<(), bool> {
        for shown in self.shown.into_iter().flatten() {
            each(shown.as_bytes(), false, &mut |word| sink(Some(word)))?;
            sink(None)?;
        }
        each(&without_percents(self.target), false, &mut |word| sink(Some(word)))?;
        let headers = Headers::from_block(self.headers.to_vec());
        for (_, value) in headers.iter() {
            sink(None)?;
            each(value, false, &mut |word| sink(Some(word)))?;
        }
        sink(None)?;
        let (body, is_json) = text(&headers, self.body);
        each(&body, is_json, &mut |word| sink(Some(word)))?;
        ControlFlow::Continue(self.body.len() <= MAX_READ_BYTES && body.len() < MAX_TEXT_BYTES)
    }
}

/// A decoded body, up to [`MAX_TEXT_BYTES`], and whether it looks like JSON.
fn text<'a>(headers: &Headers, body: &'a [u8]) -> (Cow<'a, [u8]>, bool) {
    let body = &body[..body.len().min(MAX_READ_BYTES)];
    let mut read = match headers.get("content-encoding") {
        None => Cow::Borrowed(body),
        Some(_) => {
            let decoded = encoding::decode(headers, &Bytes::copy_from_slice(body), MAX_TEXT_BYTES);
            Cow::Owned(decoded.bytes.to_vec())
        }
    };
    match &mut read {
        Cow::Borrowed(bytes) => *bytes = &bytes[..bytes.len().min(MAX_TEXT_BYTES)],
        Cow::Owned(bytes) => bytes.truncate(MAX_TEXT_BYTES),
    }
    let begins = read.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&read);
    let is_json = begins.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"{[\"".contains(byte));
    let is_form = headers.text("content-type").is_some_and(|media| media.contains("x-www-form-urlencoded"));
    if is_form && !is_json {
        let cut = read.len() == MAX_TEXT_BYTES;
        let mut plain = without_percents(&read).into_owned();
        // Padded to the old length, so that the caller still sees that the text was cut.
        plain.resize(if cut { MAX_TEXT_BYTES } else { plain.len() }, b' ');
        return (Cow::Owned(plain), false);
    }
    (read, is_json)
}

fn without_percents(bytes: &[u8]) -> Cow<'_, [u8]> {
    percent_encoding::percent_decode(bytes).into()
}

/// Calls `sink` with every folded word of a text.
fn each(bytes: &[u8], is_json: bool, sink: &mut impl FnMut(&str) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut word = Word { text: String::with_capacity(MAX_WORD_CHARS), length: 0 };
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        let mut at = 0;
        while let Some(&byte) = valid.as_bytes().get(at) {
            if byte.is_ascii_alphanumeric() {
                let from = at;
                while valid.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric) {
                    at += 1;
                }
                word.push_ascii(&valid[from..at]);
                continue;
            }
            at += 1;
            if byte >= 0x80 {
                at -= 1;
                let character = valid[at..].chars().next().unwrap_or('\u{fffd}');
                at += character.len_utf8();
                word.add(character, sink)?;
            } else if byte == b'\\' && is_json {
                let (character, length) = escaped(&valid.as_bytes()[at..]);
                at += length;
                word.add(character, sink)?;
            } else {
                word.end(sink)?;
            }
        }
        if !chunk.invalid().is_empty() {
            word.end(sink)?;
        }
    }
    word.end(sink)
}

/// The character of a JSON escape, given the text after the backslash, and the length of the
/// escape. A space for anything but a letter.
fn escaped(rest: &[u8]) -> (char, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let (Some(b'u'), Some(first)) = (rest.first(), unit(1)) else {
        // The character after the backslash is consumed only if it cannot start a word.
        return (' ', rest.first().is_some_and(u8::is_ascii).into());
    };
    if let Some(character) = char::from_u32(first.into()) {
        return (character, 5);
    }
    let second = if rest.get(5..7) == Some(br"\u") { unit(7) } else { None };
    match second.map(|second| char::decode_utf16([first, second]).next()) {
        Some(Some(Ok(character))) => (character, 11),
        _ => (' ', 5),
    }
}

struct Word {
    text: String,
    length: usize,
}

impl Word {
    /// Adds ASCII letters and digits.
    fn push_ascii(&mut self, run: &str) {
        let (from, run) = (self.text.len(), &run[..run.len().min(MAX_WORD_CHARS - self.length)]);
        self.text.push_str(run);
        self.text[from..].make_ascii_lowercase();
        self.length += run.len();
    }

    fn push(&mut self, character: char) {
        if self.length < MAX_WORD_CHARS {
            self.text.push(character);
            self.length += 1;
        }
    }

    /// Adds a letter or digit, skips an accent, or ends the word.
    fn add(&mut self, character: char, sink: &mut impl FnMut(&str) -> ControlFlow<()>) -> ControlFlow<()> {
        if character.is_alphanumeric() {
            for lower in character.to_lowercase() {
                decompose_canonical(lower, |part| {
                    if !is_combining_mark(part) {
                        self.push(part);
                    }
                });
            }
        } else if !is_combining_mark(character) {
            self.end(sink)?;
        }
        ControlFlow::Continue(())
    }

    fn end(&mut self, sink: &mut impl FnMut(&str) -> ControlFlow<()>) -> ControlFlow<()> {
        if self.length > 0 {
            sink(&self.text)?;
            self.text.clear();
            self.length = 0;
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &[u8], headers: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        SearchableRequest { shown: [None; 3], target: b"/a%20B?c=%C3%A9", headers, body }.words(&mut |word| {
            found.push(word.unwrap_or("|").to_owned());
            ControlFlow::Continue(())
        });
        found
    }

    fn is_in(phrase: &str, body: &[u8]) -> bool {
        Phrase::new(phrase).occurs_in(&SearchableRequest { shown: [None; 3], target: b"/hook", headers: b"", body })
    }

    #[test]
    fn words_are_read_from_target_header_values_and_body() {
        let found = words(b"Ada's \xff x_1", b"X-Name: Two Words\r\nY: 3\r\n");
        assert_eq!(found, ["a", "b", "c", "e", "|", "two", "words", "|", "3", "|", "ada", "s", "x", "1"]);
    }

    #[test]
    fn escapes_are_decoded_in_json_only() {
        let body = br#"{"a":"one\ntwo J\u00F6rg C:\\new \ud835\udc9c\u00e9 \uD800x \uZ"}"#;
        let found = words(body, b"");
        let in_body: Vec<_> = found.iter().skip(5).map(String::as_str).collect();
        assert_eq!(in_body, ["a", "one", "two", "jorg", "c", "new", "\u{1d49c}e", "x", "z"]);
        assert!(is_in("nnew", br"C:\nnew") && !is_in("new", br"C:\nnew"));
        assert!(is_in("ada@example.com", br#"{"e":"Ada@Example.Com"}"#));
        let form = SearchableRequest {
            shown: [None; 3],
            target: b"/",
            headers: b"content-type: application/x-www-form-urlencoded\r\n",
            body: b"mail=ada%40example.com",
        };
        assert!(Phrase::new("ada@example").occurs_in(&form));
    }

    #[test]
    fn case_and_accents_are_ignored() {
        assert!(is_in("JORG", "Jörg".as_bytes()) && is_in("jörg", b"jorg") && is_in("jörg", "jo\u{308}rg".as_bytes()));
        assert!(!is_in("jorg", b"jorgen"));
        assert!(Phrase::prefix("jorg").occurs_in(&SearchableRequest {
            shown: [None; 3],
            target: b"",
            headers: b"",
            body: b"jorgen"
        }));
    }

    #[test]
    fn a_phrase_matches_adjacent_words_of_one_text() {
        assert!(is_in("one two", b"zero one one two"));
        assert!(is_in("one one two", b"one one one two"));
        assert!(!is_in("one two", b"two one") && !is_in("one two", b"one"));
        let apart = SearchableRequest { shown: [None; 3], target: b"/one", headers: b"A: two\r\n", body: b"three" };
        assert!(!Phrase::new("one two").occurs_in(&apart) && !Phrase::new("two three").occurs_in(&apart));
        assert!(Phrase::new("two").occurs_in(&apart) && Phrase::new("--").occurs_in(&apart));
    }

    #[test]
    fn only_the_start_of_long_words_and_bodies_counts() {
        let long = "x".repeat(MAX_WORD_CHARS + 1);
        assert!(is_in(&long, "x".repeat(MAX_WORD_CHARS).as_bytes()));
        let mixed = format!("{}éBcd", "A".repeat(MAX_WORD_CHARS - 2));
        assert_eq!(Phrase::new(&mixed).words(), [format!("{}eb", "a".repeat(MAX_WORD_CHARS - 2))]);
        let mut body = vec![b' '; MAX_TEXT_BYTES];
        body.extend_from_slice(b"behind");
        assert!(!is_in("behind", &body));
    }
}
