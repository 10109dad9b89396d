//! JSON strings: from their quoted form to characters and back.
//!
//! Decoding is exact. What is not Unicode (a lone surrogate, bytes that are not UTF-8) keeps a
//! distinct byte sequence, so two strings are equal exactly when their decoded bytes are.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Decodes a JSON string, given with its quotes. A lone surrogate becomes its three bytes in WTF-8
/// (generalized UTF-8). Bytes that are not UTF-8 are copied.
pub fn decode_string(quoted: &[u8]) -> Cow<'_, [u8]> {
    let inner = quoted.strip_prefix(b"\"").unwrap_or(quoted);
    let inner = inner.strip_suffix(b"\"").unwrap_or(inner);
    if !inner.contains(&b'\\') {
        return Cow::Borrowed(inner);
    }
    let mut out = Vec::with_capacity(inner.len());
    let mut at = 0;
    while let Some(&byte) = inner.get(at) {
        if byte != b'\\' {
            out.push(byte);
            at += 1;
            continue;
        }
        let escape = inner.get(at + 1).copied().unwrap_or(b'\\');
        at += 2;
        match escape {
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let unit = hex4(inner, at);
                at += 4;
                let low = if (0xD800..0xDC00).contains(&unit) && inner[at.min(inner.len())..].starts_with(b"\\u") {
                    Some(hex4(inner, at + 2)).filter(|low| (0xDC00..0xE000).contains(low))
                } else {
                    None
                };
                let code = match low {
                    Some(low) => {
                        at += 6;
                        0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                    }
                    None => unit,
                };
                push_code_point(&mut out, code);
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Encodes text as a JSON string with quotes. Escapes only what JSON requires.
pub fn encode_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// Encodes the output of [`decode_string`], including lone surrogates. `None` for other bytes that
/// are not UTF-8, which JSON cannot represent.
pub fn encode_exactly(decoded: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(decoded.len() + 2);
    out.push('"');
    let mut rest = decoded;
    loop {
        let valid = match std::str::from_utf8(rest) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let (text, after) = rest.split_at(valid);
        let encoded = encode_string(&String::from_utf8_lossy(text));
        out.push_str(&encoded[1..encoded.len() - 1]);
        match after {
            [] => break,
            [0xED, second @ 0xA0..=0xBF, third @ 0x80..=0xBF, ..] => {
                let unit = 0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
                let _ = write!(out, "\\u{unit:04x}");
                rest = &after[3..];
            }
            _ => return None,
        }
    }
    out.push('"');
    Some(out)
}

/// The bytes as text, with U+FFFD for those that are not UTF-8.
pub fn lossy(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        ),
    }
}

fn hex4(bytes: &[u8], at: usize) -> u32 {
    let digits = bytes.get(at..at + 4).and_then(|digits| std::str::from_utf8(digits).ok());
    digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0xFFFD)
}

fn push_code_point(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(character) => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([0xE0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3F) as u8, 0x80 | (code & 0x3F) as u8]),
    }
}
