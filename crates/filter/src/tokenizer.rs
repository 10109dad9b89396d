//! The words of an event: what full-text search looks for, and in what.
//!
//! A word is a run of letters and digits, compared without regard to case and accents; words longer than [`LONGEST`]
//! characters are compared by their beginning. An event's words are those of what a list shows of it, of its target, of
//! its header values and of its body as it reads (content encoding undone, escapes of JSON and of forms taken for what they
//! stand for), up to [`MOST_TEXT`] bytes of it. The index and whoever looks at one event both ask here, so that they agree.
//! Kept out: how words are found in a database, and the names of headers.

use bytes::Bytes;
use std::{borrow::Cow, ops::ControlFlow};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use hookglass_json::BYTE_ORDER_MARK;
use hookglass_request::{encoding, headers::Headers};

/// Bytes of a body, decoded, whose words count.
pub const MOST_TEXT: usize = 64 << 10;
/// Bytes of a body, as sent, that are looked at for them.
pub const MOST_READ: usize = 256 << 10;
/// Characters of a word that count.
pub const LONGEST: usize = 32;

/// Words next to each other, to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<String>,
    open: bool,
}

impl Phrase {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        let mut words = Vec::new();
        let _ = each(text.as_bytes(), false, &mut |word| {
            words.push(word.to_owned());
            ControlFlow::Continue(())
        });
        Self { words, open: false }
    }

    /// The same, with any word in the place of the last that begins like it. One letter or digit of ASCII by itself stands
    /// for itself only: words that begin so are in nearly every event.
    pub fn beginning(text: &str) -> Self {
        let phrase = Self::new(text);
        let open = !matches!(phrase.words(), [one] if one.len() == 1);
        Self { open, ..phrase }
    }

    /// Words that a text has which holds this piece. Where the piece does not begin, or end, as the text does, its first or
    /// last word may go on there.
    pub fn within(piece: &str, begins: bool, ends: bool) -> Self {
        let Self { mut words, .. } = if begins { Self::new(piece) } else { Self::new(&format!("x{piece}")) };
        if !begins {
            words.remove(0);
        }
        Self { words, open: !ends }
    }

    /// The words, folded. A text without letters and digits has none, and is in every event.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Whether the last word stands for all that begin like it.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Whether an event has these words next to each other.
    pub fn is_in(&self, message: &Message<'_>) -> bool {
        if self.words.is_empty() {
            return true;
        }
        // How many words of the phrase end at the last word seen, longest first.
        let (mut begun, mut found) = (Vec::new(), false);
        let _ = message.words(&mut |word| {
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
        if self.open && at + 1 == self.words.len() { word.starts_with(wanted.as_str()) } else { word == wanted }
    }
}

/// The parts of a request that have words.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// What a list shows of it: type, subject and user.
    pub shown: [Option<&'a str>; 3],
    /// Path and query, as sent.
    pub target: &'a [u8],
    /// The header lines, as sent.
    pub headers: &'a [u8],
    /// The body as sent; what is behind [`MOST_READ`] is not looked at.
    pub body: &'a [u8],
}

impl Message<'_> {
    /// Calls `sink` with each word, and with `None` where one text ends and another begins. Says whether these were all: a
    /// long body has words that do not count.
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
        ControlFlow::Continue(self.body.len() <= MOST_READ && body.len() < MOST_TEXT)
    }
}

/// A body as it reads, up to [`MOST_TEXT`] bytes, and whether it looks like JSON.
fn text<'a>(headers: &Headers, body: &'a [u8]) -> (Cow<'a, [u8]>, bool) {
    let body = &body[..body.len().min(MOST_READ)];
    let mut read = match headers.get("content-encoding") {
        None => Cow::Borrowed(body),
        Some(_) => {
            let decoded = encoding::decode(headers, &Bytes::copy_from_slice(body), MOST_TEXT);
            Cow::Owned(decoded.bytes.to_vec())
        }
    };
    match &mut read {
        Cow::Borrowed(bytes) => *bytes = &bytes[..bytes.len().min(MOST_TEXT)],
        Cow::Owned(bytes) => bytes.truncate(MOST_TEXT),
    }
    let begins = read.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&read);
    let is_json = begins.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"{[\"".contains(byte));
    let is_form = headers.text("content-type").is_some_and(|media| media.contains("x-www-form-urlencoded"));
    if is_form && !is_json {
        let cut = read.len() == MOST_TEXT;
        let mut plain = without_percents(&read).into_owned();
        // It is as long as it was, so that who asks sees that there is more.
        plain.resize(if cut { MOST_TEXT } else { plain.len() }, b' ');
        return (Cow::Owned(plain), false);
    }
    (read, is_json)
}

fn without_percents(bytes: &[u8]) -> Cow<'_, [u8]> {
    percent_encoding::percent_decode(bytes).into()
}

/// Calls `sink` with each word of a text, folded.
fn each(bytes: &[u8], is_json: bool, sink: &mut impl FnMut(&str) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut word = Word { text: String::with_capacity(LONGEST), length: 0 };
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

/// What an escape of JSON stands for, by what follows the backslash, and how long that is. A blank, where it is no letter.
fn escaped(rest: &[u8]) -> (char, usize) {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let (Some(b'u'), Some(first)) = (rest.first(), unit(1)) else {
        // The character behind another backslash is only taken when it cannot begin a word.
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
    /// Takes letters and digits of ASCII.
    fn push_ascii(&mut self, run: &str) {
        let (from, run) = (self.text.len(), &run[..run.len().min(LONGEST - self.length)]);
        self.text.push_str(run);
        self.text[from..].make_ascii_lowercase();
        self.length += run.len();
    }

    fn push(&mut self, character: char) {
        if self.length < LONGEST {
            self.text.push(character);
            self.length += 1;
        }
    }

    /// Takes any character: one of a word, folded; an accent of the one before; or the end of the word.
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
        Message { shown: [None; 3], target: b"/a%20B?c=%C3%A9", headers, body }.words(&mut |word| {
            found.push(word.unwrap_or("|").to_owned());
            ControlFlow::Continue(())
        });
        found
    }

    fn is_in(phrase: &str, body: &[u8]) -> bool {
        Phrase::new(phrase).is_in(&Message { shown: [None; 3], target: b"/hook", headers: b"", body })
    }

    #[test]
    fn words_are_read_from_target_header_values_and_body() {
        let found = words(b"Ada's \xff x_1", b"X-Name: Two Words\r\nY: 3\r\n");
        assert_eq!(found, ["a", "b", "c", "e", "|", "two", "words", "|", "3", "|", "ada", "s", "x", "1"]);
    }

    #[test]
    fn escapes_stand_for_what_they_mean_in_json_only() {
        let body = br#"{"a":"one\ntwo J\u00F6rg C:\\new \ud835\udc9c\u00e9 \uD800x \uZ"}"#;
        let found = words(body, b"");
        let in_body: Vec<_> = found.iter().skip(5).map(String::as_str).collect();
        assert_eq!(in_body, ["a", "one", "two", "jorg", "c", "new", "\u{1d49c}e", "x", "z"]);
        assert!(is_in("nnew", br"C:\nnew") && !is_in("new", br"C:\nnew"));
        assert!(is_in("ada@example.com", br#"{"e":"Ada@Example.Com"}"#));
        let form = Message {
            shown: [None; 3],
            target: b"/",
            headers: b"content-type: application/x-www-form-urlencoded\r\n",
            body: b"mail=ada%40example.com",
        };
        assert!(Phrase::new("ada@example").is_in(&form));
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert!(is_in("JORG", "Jörg".as_bytes()) && is_in("jörg", b"jorg") && is_in("jörg", "jo\u{308}rg".as_bytes()));
        assert!(!is_in("jorg", b"jorgen"));
        assert!(Phrase::beginning("jorg").is_in(&Message {
            shown: [None; 3],
            target: b"",
            headers: b"",
            body: b"jorgen"
        }));
    }

    #[test]
    fn a_phrase_is_words_next_to_each_other_in_one_text() {
        assert!(is_in("one two", b"zero one one two"));
        assert!(is_in("one one two", b"one one one two"));
        assert!(!is_in("one two", b"two one") && !is_in("one two", b"one"));
        let apart = Message { shown: [None; 3], target: b"/one", headers: b"A: two\r\n", body: b"three" };
        assert!(!Phrase::new("one two").is_in(&apart) && !Phrase::new("two three").is_in(&apart));
        assert!(Phrase::new("two").is_in(&apart) && Phrase::new("--").is_in(&apart));
    }

    #[test]
    fn only_the_beginning_of_what_is_long_counts() {
        let long = "x".repeat(LONGEST + 1);
        assert!(is_in(&long, "x".repeat(LONGEST).as_bytes()));
        let mixed = format!("{}éBcd", "A".repeat(LONGEST - 2));
        assert_eq!(Phrase::new(&mixed).words(), [format!("{}eb", "a".repeat(LONGEST - 2))]);
        let mut body = vec![b' '; MOST_TEXT];
        body.extend_from_slice(b"behind");
        assert!(!is_in("behind", &body));
    }
}
