//! Rewrites a body as another program would write it: another layout, other escapes, or other line
//! endings.
//!
//! Promises: only white space between tokens, the spelling of escapes inside strings, or line
//! endings change. Numbers and names are copied verbatim. Nothing recurses. Kept out: which rewrite
//! explains a signature.

use std::{borrow::Cow, str};

/// The white space between the tokens of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// None.
    Compact,
    /// One line, with a space after each comma and colon.
    OneLine,
    /// A line for each member, indented.
    Lines(&'static str),
}

/// How characters are escaped inside strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `<`, `>`, `&`, U+2028 and U+2029 as `\u003c` and so on.
    EscapeHtml,
    /// The reverse.
    WriteHtml,
    /// Characters beyond ASCII as `\u` escapes.
    EscapeUnicode,
    /// The reverse.
    WriteUnicode,
    /// `/` as `\/`.
    EscapeSlash,
    /// The reverse.
    WriteSlash,
}

/// JSON in another layout, without white space around the value; `None` if the result exceeds
/// `max_len` bytes. The input must be JSON.
pub(super) fn with_layout(json: &[u8], layout: Layout, max_len: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(json.len());
    let (mut depth, mut at) = (0_usize, 0);
    let new_line = |out: &mut Vec<u8>, depth: usize| {
        if let Layout::Lines(indent) = layout {
            out.push(b'\n');
            (0..depth).for_each(|_| out.extend_from_slice(indent.as_bytes()));
        }
    };
    while let Some(&byte) = json.get(at) {
        // Check before each write, so that deep nesting cannot exceed the limit by much.
        if out.len() > max_len {
            return None;
        }
        at += 1;
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b'"' => {
                let end = string_end(json, at);
                out.extend_from_slice(&json[at - 1..end]);
                at = end;
            }
            b'{' | b'[' => {
                out.push(byte);
                let blank = json[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                match json.get(at + blank) {
                    Some(&closing @ (b'}' | b']')) => {
                        out.push(closing);
                        at += blank + 1;
                    }
                    _ => {
                        depth += 1;
                        new_line(&mut out, depth);
                    }
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                if layout == Layout::OneLine {
                    out.push(b' ');
                }
                new_line(&mut out, depth);
            }
            b':' => out.extend_from_slice(if layout == Layout::Compact { b":" } else { b": " }),
            _ => out.push(byte),
        }
    }
    (out.len() <= max_len).then_some(out)
}

/// JSON with other escapes in its strings; `None` if nothing changes.
pub(super) fn with_spelling(json: &[u8], spelling: Spelling) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(json.len() + json.len() / 8);
    let (mut at, mut changed) = (0, false);
    while let Some(&byte) = json.get(at) {
        if byte != b'"' {
            out.push(byte);
            at += 1;
            continue;
        }
        let end = string_end(json, at + 1);
        changed |= respell(&json[at..end], spelling, &mut out);
        at = end;
    }
    changed.then_some(out)
}

/// Text with every line ending as CR LF, or as LF; `None` if nothing changes.
pub(super) fn line_ends(text: &[u8], carriage_return: bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() + 16);
    let mut previous = 0;
    for &byte in text {
        if byte == b'\n' {
            match (carriage_return, previous) {
                (true, other) if other != b'\r' => out.push(b'\r'),
                (false, b'\r') => drop(out.pop()),
                _ => {}
            }
        }
        out.push(byte);
        previous = byte;
    }
    (out != text).then_some(out)
}

/// The position after the closing quote of a string whose content starts at `at`.
fn string_end(json: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

fn respell(quoted: &[u8], spelling: Spelling, out: &mut Vec<u8>) -> bool {
    let (mut at, begin) = (0, out.len());
    while let Some(&byte) = quoted.get(at) {
        let (len, written) = piece(&quoted[at..], byte, spelling);
        out.extend_from_slice(&written);
        at += len;
    }
    out[begin..] != *quoted
}

/// The next escape or character: its length in bytes, and its new spelling.
fn piece(rest: &[u8], byte: u8, spelling: Spelling) -> (usize, Cow<'_, [u8]>) {
    let unchanged = |len: usize| {
        let len = len.min(rest.len());
        (len, Cow::Borrowed(&rest[..len]))
    };
    if byte == b'\\' {
        return match (rest.get(1), spelling) {
            (Some(b'/'), Spelling::WriteSlash) => (2, Cow::Borrowed(b"/")),
            (Some(b'u'), Spelling::WriteHtml) => match unit(rest) {
                Some(code @ (0x3c | 0x3e | 0x26 | 0x2028 | 0x2029)) => (6, utf8(code)),
                _ => unchanged(6),
            },
            (Some(b'u'), Spelling::WriteUnicode) => match (unit(rest), rest.get(6..).and_then(unit)) {
                (Some(high @ 0xD800..0xDC00), Some(low @ 0xDC00..0xE000)) => {
                    (12, utf8(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)))
                }
                (Some(0..0x80 | 0xD800..0xE000) | None, _) => unchanged(6),
                (Some(code), _) => (6, utf8(code)),
            },
            _ => unchanged(2),
        };
    }
    match spelling {
        Spelling::EscapeSlash if byte == b'/' => (1, Cow::Borrowed(b"\\/")),
        Spelling::EscapeHtml => match rest {
            [b'<' | b'>' | b'&', ..] => (1, escape(u32::from(byte))),
            [0xE2, 0x80, last @ (0xA8 | 0xA9), ..] => (3, escape(0x2000 | u32::from(last & 0x3F))),
            _ => unchanged(1),
        },
        Spelling::EscapeUnicode if byte >= 0x80 => {
            let length = 1 + rest[1..].iter().take_while(|&&byte| byte & 0xC0 == 0x80).count();
            match str::from_utf8(&rest[..length]) {
                Ok(text) => {
                    (length, Cow::Owned(text.chars().flat_map(|c| escape(u32::from(c)).into_owned()).collect()))
                }
                Err(_) => unchanged(length),
            }
        }
        _ => unchanged(1),
    }
}

/// The code unit of a `\u` escape.
fn unit(escape: &[u8]) -> Option<u32> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    u32::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}

fn utf8(code: u32) -> Cow<'static, [u8]> {
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    Cow::Owned(character.encode_utf8(&mut [0; 4]).as_bytes().to_vec())
}

fn escape(code: u32) -> Cow<'static, [u8]> {
    let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    let units = character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>();
    Cow::Owned(units.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(json: &str, layout: Layout) -> String {
        String::from_utf8(with_layout(json.as_bytes(), layout, 1 << 20).unwrap()).unwrap()
    }

    #[test]
    fn a_layout_changes_only_white_space() {
        let json = r#"{"a":[1.50,{}, [ ],"x , {\" : "],"b":{"c":null}}"#;
        let compact = r#"{"a":[1.50,{},[],"x , {\" : "],"b":{"c":null}}"#;
        assert_eq!(out(json, Layout::Compact), compact);
        assert_eq!(out(json, Layout::OneLine), r#"{"a": [1.50, {}, [], "x , {\" : "], "b": {"c": null}}"#);
        let lines = out(json, Layout::Lines("\t"));
        assert_eq!(
            lines,
            "{\n\t\"a\": [\n\t\t1.50,\n\t\t{},\n\t\t[],\n\t\t\"x , {\\\" : \"\n\t],\n\t\"b\": {\n\t\t\"c\": null\n\t}\n}"
        );
        assert_eq!(out(&lines, Layout::Compact), compact);
    }

    #[test]
    fn nesting_uses_no_stack_and_the_size_is_limited() {
        let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(with_layout(deep.as_bytes(), Layout::Lines("    "), 1 << 20), None);
        assert_eq!(out(&deep, Layout::Compact), deep);
    }

    #[test]
    fn every_spelling_has_its_reverse() {
        for (short, long, write, escape) in [
            ("\"<a&b>\u{2028}\"", r#""\u003ca\u0026b\u003e\u2028""#, Spelling::WriteHtml, Spelling::EscapeHtml),
            ("\"é\u{1F600}\\n\"", r#""\u00e9\ud83d\ude00\n""#, Spelling::WriteUnicode, Spelling::EscapeUnicode),
            ("\"a/b\\\\\"", r#""a\/b\\""#, Spelling::WriteSlash, Spelling::EscapeSlash),
        ] {
            assert_eq!(with_spelling(short.as_bytes(), escape).as_deref(), Some(long.as_bytes()));
            assert_eq!(with_spelling(long.as_bytes(), write).as_deref(), Some(short.as_bytes()));
            assert_eq!(with_spelling(long.as_bytes(), escape), None, "it already has this spelling");
        }
        assert_eq!(
            with_spelling(br#""\ud800x\\u00e9""#, Spelling::WriteUnicode),
            None,
            "a lone surrogate, and an escaped backslash"
        );
        assert_eq!(with_spelling(b"\"\xff\xe9\"", Spelling::EscapeUnicode), None, "not UTF-8");
    }

    #[test]
    fn line_endings_are_converted_once() {
        assert_eq!(line_ends(b"a\nb\r\nc", true).as_deref(), Some(&b"a\r\nb\r\nc"[..]));
        assert_eq!(line_ends(b"a\nb\r\nc\r", false).as_deref(), Some(&b"a\nb\nc\r"[..]));
        assert_eq!(line_ends(b"a\r\n", true), None);
    }
}
