//! Checks for what a reader of JSON can overlook: duplicate names, and characters that are
//! invisible or cannot be stored.

use super::found::{self, Found, MAX_OF_A_KIND};
use crate::finding::Severity;
use hookglass_json::{Document, Value};
use std::str;

pub(super) fn check(document: &Document, found: &mut Found) {
    found.each(
        Severity::Warning,
        document.root().duplicates(),
        |member| {
            let last = member.parent().zip(member.key()).and_then(|(object, key)| object.get(&key));
            let used = if last.is_some_and(|last| last.handle() == member.handle()) {
                "this one, the last"
            } else {
                "the last one"
            };
            format!("The object has this member more than once. Go, JavaScript and Python use {used}.")
        },
        "More members appear more than once in an object.",
    );
    characters(document, found);
}

/// A kind of character that is reported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Odd {
    LoneSurrogate,
    Direction,
    Nul,
}

fn characters(document: &Document, found: &mut Found) {
    let source = document.source();
    let mut seen: Vec<(u32, Odd)> = Vec::new();
    let mut skip_to = 0;
    // Every such character starts with a backslash, or with the first byte of U+2000 to U+2FFF.
    for at in memchr::memchr2_iter(b'\\', 0xE2, source) {
        if at < skip_to {
            continue;
        }
        let (odd, len) = at_byte(source, at);
        skip_to = at + len;
        let Some(odd) = odd else { continue };
        let Some(value) = document.value_over(at) else { continue };
        if !seen.contains(&(value.handle(), odd)) {
            seen.push((value.handle(), odd));
            report(value, odd, found);
        }
        if seen.len() == MAX_OF_A_KIND {
            found.inform("", "More characters are invisible or cannot be stored.");
            return;
        }
    }
}

fn report(value: Value<'_>, odd: Odd, found: &mut Found) {
    let pointer = found::pointer(value);
    match odd {
        Odd::LoneSurrogate => {
            let what = "An escaped surrogate has no pair. JSON allows it, but Unicode text cannot contain it, and many \
                        parsers reject or change it.";
            found.warn(pointer, what);
        }
        Odd::Direction => {
            let what = "A character changes the text direction, so the text looks different from what it contains.";
            found.warn(pointer, what);
        }
        Odd::Nul => found.inform(pointer, "An escaped NUL character: PostgreSQL and C programs cannot store it."),
    }
}

/// The reported character that starts at a byte, if any, and the number of bytes to skip.
fn at_byte(source: &[u8], at: usize) -> (Option<Odd>, usize) {
    if source[at] == 0xE2 {
        // U+202A to U+202E, U+2066 to U+2069.
        let turns = matches!(source.get(at + 1..at + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9]));
        return (turns.then_some(Odd::Direction), 1);
    }
    let Some(unit) = escaped_unit(source, at) else { return (None, 2) };
    match unit {
        0 => (Some(Odd::Nul), 6),
        0x202A..=0x202E | 0x2066..=0x2069 => (Some(Odd::Direction), 6),
        0xD800..0xDC00 if escaped_unit(source, at + 6).is_some_and(|low| (0xDC00..0xE000).contains(&low)) => (None, 12),
        0xD800..0xE000 => (Some(Odd::LoneSurrogate), 6),
        _ => (None, 6),
    }
}

fn escaped_unit(source: &[u8], at: usize) -> Option<u32> {
    let digits = source.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}
