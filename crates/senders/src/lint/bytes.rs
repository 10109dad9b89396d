//! Checks whether the body is complete, and whether it matches its headers.

use super::found::Found;
use crate::parsed_request::ParsedRequest;
use bytes::Bytes;
use hookglass_json::{BYTE_ORDER_MARK, Document, Form, SyntaxError};
use hookglass_request::capture::{Capture, Truncation};
use std::str;

pub(super) fn check(capture: &Capture, parsed: &ParsedRequest, found: &mut Found) {
    match capture.cut {
        Some(Truncation::OverLimit) => {
            found.warn("", "The body exceeded the body size limit; Hookglass stored its beginning.")
        }
        Some(Truncation::SenderLeft) => found.warn("", "The sender disconnected before the end of the body."),
        Some(Truncation::Damaged) => found.warn(
            "",
            "Part of this event cannot be read: the database is damaged, or another version of Hookglass wrote it.",
        ),
        None => {}
    }
    encoding(capture, parsed, found);
    let body = &parsed.decoded.bytes;
    if body.is_empty() {
        found.inform("", "The body is empty.");
        return;
    }
    if parsed.decoded.problem.is_some() && parsed.decoded.from.is_none() && parsed.document.is_err() {
        // The bytes are still encoded, so their form does not show what the body is.
        return;
    }
    let declared = Declared::of(capture);
    let is_text = text(body, &declared, parsed.document.is_ok(), found);
    match &parsed.document {
        Ok(document) => media_type(document.root().form(), &declared, found),
        Err(error) if is_text || declared.json => not_json(body, error, &declared, found),
        Err(_) => {}
    }
}

/// The parts of the content type.
struct Declared {
    media_type: Option<String>,
    charset: Option<String>,
    json: bool,
}

impl Declared {
    fn of(capture: &Capture) -> Self {
        let value = capture.headers.text("content-type").map(str::to_ascii_lowercase).unwrap_or_default();
        let mut parts = value.split(';').map(str::trim);
        let media_type = parts.next().filter(|name| !name.is_empty()).map(str::to_owned);
        let charset = parts
            .find_map(|part| part.strip_prefix("charset")?.trim_start().strip_prefix('='))
            .map(|name| name.trim().trim_matches(['"', '\'']).to_owned());
        let json = media_type.as_deref().is_some_and(|name| {
            matches!(name, "application/json" | "text/json" | "application/x-json") || name.ends_with("+json")
        });
        Self { media_type, charset, json }
    }

    fn is(&self, beginning: &str) -> bool {
        self.media_type.as_deref().is_some_and(|name| name.starts_with(beginning))
    }
}

fn encoding(capture: &Capture, parsed: &ParsedRequest, found: &mut Found) {
    if let Some(problem) = &parsed.decoded.problem {
        found.warn("", problem);
    }
    if let Some(from) = parsed.decoded.from {
        found.inform("", format!("The body arrived as {from}; it is shown decoded and stored as received."));
    } else if capture.body.starts_with(&[0x1F, 0x8B]) && parsed.decoded.problem.is_none() {
        found.warn("", "The bytes look like gzip, but there is no content-encoding header.");
    }
}

/// Checks the body as text. Returns whether it is UTF-8.
fn text(body: &Bytes, declared: &Declared, is_json: bool, found: &mut Found) -> bool {
    let utf8 = str::from_utf8(body);
    let should_be_text = is_json || declared.json || declared.is("text/");
    if let (Err(error), true) = (&utf8, should_be_text) {
        let at = error.valid_up_to();
        found.warn("", format!("Not valid UTF-8 at byte {at}; it is shown as U+FFFD, and the stored bytes are exact."));
    }
    let mut nul = memchr::memchr_iter(0, body);
    // A small binary message can be valid UTF-8 and contain NULs.
    let may_be_text = declared.media_type.is_none() || declared.is("application/x-www-form-urlencoded");
    if let (Some(first), true) = (nul.next(), should_be_text || (may_be_text && utf8.is_ok())) {
        let bytes = match nul.count() + 1 {
            1 => "There is a NUL byte".to_owned(),
            count => format!("There are {count} NUL bytes, the first"),
        };
        found.warn("", format!("{bytes} at byte {first}. Programs that treat NUL as the end see a shorter body."));
    }
    if body.starts_with(BYTE_ORDER_MARK) {
        let what = "The body starts with a UTF-8 byte order mark, which most JSON parsers reject. Hookglass stores it, and \
                    skips it when it parses the body.";
        found.warn("", what);
    }
    utf8.is_ok()
}

/// Checks the content type of a JSON body. A bare number or word can be meant as text.
fn media_type(form: Form, declared: &Declared, found: &mut Found) {
    if !form.is_container() {
        return;
    }
    match &declared.media_type {
        None => found.inform("", "The body is JSON, but there is no content type."),
        Some(name) if !declared.json => {
            let hint = match name.as_str() {
                "application/x-www-form-urlencoded" => {
                    "; curl -d sends this unless -H 'content-type: application/json' is given"
                }
                _ => "",
            };
            found.warn("", format!("The content type is {name}, but the body is JSON{hint}."));
        }
        Some(_) => {}
    }
    let charset = declared.charset.as_deref().filter(|charset| !matches!(*charset, "utf-8" | "utf8" | "us-ascii"));
    if let Some(charset) = charset {
        found.warn(
            "",
            format!(
                "The content type has the charset {charset}, but JSON is UTF-8 (RFC 8259, 8.1), so it is read as UTF-8."
            ),
        );
    }
}

fn not_json(body: &Bytes, error: &SyntaxError, declared: &Declared, found: &mut Found) {
    if error.gave_up {
        found.inform("", format!("Not parsed: {error}."));
    } else if let Some(at) = parameters_at(body) {
        let what = "This is a Fastgen sample in the format of its documentation: after '$param:', JSON starts at byte";
        found.inform("", format!("{what} {at}."));
        if declared.json {
            found.warn("", format!("Not JSON: {error}."));
        }
    } else if declared.json {
        found.warn("", format!("The content type is JSON, but the body is not: {error}."));
    } else if body.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"{[".contains(byte)) {
        found.inform("", format!("The body starts like JSON, but is not: {error}."));
    }
}

/// The position of the JSON in a body that starts with `$param:`.
fn parameters_at(body: &Bytes) -> Option<usize> {
    let after = |start: usize, prefix: &[u8]| {
        let blank = body[start..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        body[start + blank..].starts_with(prefix).then_some(start + blank + prefix.len())
    };
    let at = after(0, b"$param").and_then(|at| after(at, b":"))?;
    let at = after(at, b"")?;
    Document::parse(body.slice(at..)).is_ok().then_some(at)
}
