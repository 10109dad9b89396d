//! A `.http` file for REST Client (VS Code) and JetBrains' HTTP client.
//!
//! The format has no escapes, so a request cannot contain its syntax or anything that it does not
//! preserve.

use super::copied::{Copied, CopyError};
use super::copyable::{cannot, has_dot_segments, headers, repeated};
use crate::outgoing::Outgoing;
use hookglass_json::display::invisible;

pub(super) fn copy(request: &Outgoing) -> Result<Copied, CopyError> {
    if !request.method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return cannot(format!(
            "A .http file takes only capital letters for a method, and this one is {}.",
            request.method
        ));
    }
    if request.url.contains("{{") || request.url.contains('#') || has_dot_segments(&request.url) {
        return cannot("A .http file would change this URL: it holds '{{', '#' or segments of dots.");
    }
    if let Some(name) = repeated(&request.headers) {
        return cannot(format!("Clients of .http files make one header of the two that are called '{name}'."));
    }
    let mut text = format!("{} {} HTTP/1.1\n", request.method, request.url);
    for (name, value) in headers(&request.headers) {
        let is_plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        let value = match std::str::from_utf8(value) {
            Ok(value) if !value.is_empty() && value.bytes().all(|byte| is_plain(&byte)) && !value.contains("{{") => {
                value
            }
            _ => {
                return cannot(format!(
                    "A .http file cannot hold the value of '{name}': it must be plain ASCII without '{{{{'."
                ));
            }
        };
        if name.starts_with('#') {
            return cannot(format!("A .http file takes the header '{name}' for a comment."));
        }
        text.push_str(&format!("{name}: {value}\n"));
    }
    if !request.body.is_empty() {
        text.push('\n');
        text.push_str(body(&request.body)?);
        text.push('\n');
    }
    let notes =
        vec!["Clients of .http files add headers of their own, such as user-agent and accept-encoding.".to_owned()];
    Ok(Copied { text, notes })
}

/// The body as text, if the format preserves it.
fn body(bytes: &[u8]) -> Result<&str, CopyError> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return cannot("A .http file is text, and this body is not UTF-8; copy it as cURL.");
    };
    if text.contains("{{") {
        return cannot("A .http file takes '{{' in this body for a variable; copy it as cURL.");
    }
    if text.trim() != text || text.starts_with('\u{feff}') {
        return cannot(
            "A .http file does not keep white space or a byte order mark at the ends of a body; copy it as cURL.",
        );
    }
    if text
        .chars()
        .any(|character| character != '\n' && character != '\t' && (character.is_control() || invisible(character)))
    {
        return cannot(
            "A .http file does not keep carriage returns, controls and characters that cannot be seen; copy it as cURL.",
        );
    }
    let is_syntax = |line: &str| {
        let line = line.trim_start();
        ["###", "<", ">", "@", "//", "#"].iter().any(|mark| line.starts_with(mark))
    };
    if text.lines().any(is_syntax) {
        return cannot(
            "A .http file takes a line of this body for its own syntax (###, #, //, <, >, @); copy it as cURL.",
        );
    }
    Ok(text)
}
