//! A bash command for HTTPie (https://httpie.io/docs/cli).
//!
//! HTTPie is written in Python: its arguments are text, and some characters in them are syntax.

use super::bash_quote;
use super::copied::{Copied, CopyError};
use super::copyable::{cannot, has, has_dot_segments, headers};
use crate::outgoing::Outgoing;

/// The headers that HTTPie adds by itself.
const ADDED: [&str; 4] = ["User-Agent", "Accept", "Accept-Encoding", "Content-Type"];

pub(super) fn copy(request: &Outgoing) -> Result<Copied, CopyError> {
    if !request.method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return cannot(format!("HTTPie takes only capital letters for a method, and this one is {}.", request.method));
    }
    if let Some(why) = is_rewritten(&request.url) {
        return cannot(format!("HTTPie would send another URL: {why}"));
    }
    let mut parts = vec!["http".to_owned()];
    let has_body = !request.body.is_empty();
    let in_argument = std::str::from_utf8(&request.body).is_ok() && bash_quote::fits_argument(&request.body);
    if !has_body || in_argument {
        parts.push("--ignore-stdin".to_owned());
    }
    if has_dot_segments(&request.url) {
        parts.push("--path-as-is".to_owned());
    }
    if has_body && in_argument {
        parts.push(format!("--raw {}", bash_quote::quote_always(&request.body)));
    }
    parts.push(format!("{} {}", request.method, bash_quote::quote(request.url.as_bytes())));
    for (name, value) in headers(&request.headers) {
        parts.push(bash_quote::quote(item(name, value)?.as_bytes()));
    }
    for name in ADDED.into_iter().filter(|name| !has(&request.headers, name)) {
        parts.push(format!("{name}:"));
    }
    let before =
        if has_body && !in_argument { format!("{} |\n", bash_quote::printf(&request.body)) } else { String::new() };
    Ok(Copied { text: format!("{before}{}", parts.join(" \\\n  ")), notes: Vec::new() })
}

/// A header in HTTPie's item syntax.
fn item(name: &str, value: &[u8]) -> Result<String, CopyError> {
    let Ok(text) = std::str::from_utf8(value) else {
        return cannot(format!("HTTPie's headers are UTF-8, and the value of '{name}' is not."));
    };
    let special = |character: char| ":;=@".contains(character);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.peek().is_none_or(|next| special(*next) || *next == '\\') {
            return cannot(format!("HTTPie would read the backslash in the value of '{name}' as an escape."));
        }
    }
    // The space keeps the first characters of the value from looking like another kind of item.
    Ok(if text.is_empty() { format!("{name};") } else { format!("{name}: {text}") })
}

/// Why Python's `requests` would change the URL, if it would.
fn is_rewritten(url: &str) -> Option<&'static str> {
    let local = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bytes = local.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
                match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    None => return Some("it encodes a lone '%'."),
                    Some(decoded) if decoded.is_ascii_alphanumeric() || b"-._~".contains(&decoded) => {
                        return Some("it decodes letters and digits that are percent-encoded.");
                    }
                    Some(_) => {}
                }
            }
            b'#' => return Some("it leaves out what follows '#'."),
            byte if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,/:;=?@[]".contains(byte) => {}
            _ => return Some("it percent-encodes signs that RFC 3986 has no place for."),
        }
    }
    None
}
