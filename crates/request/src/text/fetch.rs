//! A JavaScript call of `fetch` (https://fetch.spec.whatwg.org).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::copied::{Copied, CopyError};
use super::copyable::{cannot, has, has_dot_segments, headers, repeated};
use crate::outgoing::Outgoing;
use hookglass_json::display::invisible;

/// Methods that `fetch` converts to upper case.
const NORMALIZED: [&str; 6] = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];

pub(super) fn copy(request: &Outgoing) -> Result<Copied, CopyError> {
    let method = request.method.as_str();
    let capitals = method.to_ascii_uppercase();
    if ["CONNECT", "TRACE", "TRACK"].contains(&capitals.as_str()) {
        return cannot(format!("fetch refuses the method {method}."));
    }
    if NORMALIZED.contains(&capitals.as_str()) && capitals != method {
        return cannot(format!("fetch would write the method {method} in capital letters."));
    }
    if !request.body.is_empty() && ["GET", "HEAD"].contains(&method) {
        return cannot(format!("fetch refuses a body with {method}."));
    }
    if is_rewritten(&request.url) {
        return cannot(
            "fetch would send another URL: this one holds '#', segments of dots, a user or signs that are encoded.",
        );
    }
    if let Some(name) = repeated(&request.headers) {
        return cannot(format!("fetch makes one header of the two that are called '{name}'."));
    }
    let mut lines = vec![format!("  method: {},", literal(method))];
    let pairs: Vec<String> = headers(&request.headers)
        .map(|(name, value)| {
            // fetch sends every character as one byte.
            let value: String = value.iter().map(|byte| char::from(*byte)).collect();
            format!("    [{}, {}],\n", literal(name), literal(&value))
        })
        .collect();
    lines.push(format!("  headers: [\n{}  ],", pairs.concat()));
    lines.push("  redirect: \"manual\",".to_owned());
    if !request.body.is_empty() {
        lines.push(format!("  body: {},", body(request)));
    }
    let text = format!("await fetch({}, {{\n{}\n}});", literal(&request.url), lines.join("\n"));
    let mut notes = vec![
        "fetch adds its own headers, such as accept, accept-language and user-agent, where they are not set."
            .to_owned(),
    ];
    let forbidden = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["cookie", "host", "origin", "referer", "accept-encoding", "connection", "date", "via", "user-agent"]
            .contains(&&*name)
            || name.starts_with("sec-")
            || name.starts_with("proxy-")
    };
    if let Some((name, _)) = headers(&request.headers).find(|(name, _)| forbidden(name)) {
        notes.push(format!("A browser sets '{name}' itself; Node sends it as written here."));
    }
    Ok(Copied { text, notes })
}

/// A string if the request has a content type, else bytes: fetch would label a string as
/// `text/plain`.
fn body(request: &Outgoing) -> String {
    match std::str::from_utf8(&request.body) {
        Ok(text) if has(&request.headers, "content-type") => literal(text),
        _ => {
            let packed = STANDARD.encode(&request.body);
            format!("Uint8Array.from(atob(\"{packed}\"), (character) => character.charCodeAt(0))")
        }
    }
}

/// A JavaScript string literal. Invisible characters are escaped, and `<`, so that the code is safe
/// in an HTML page.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '\u{2028}' | '\u{2029}' => escape(character, &mut out),
            hidden if hidden.is_control() || invisible(hidden) => escape(hidden, &mut out),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

fn escape(character: char, out: &mut String) {
    character.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
}

/// Whether the URL parser of browsers (https://url.spec.whatwg.org) would change a URL.
fn is_rewritten(url: &str) -> bool {
    let (_, rest) = url.split_once("://").unwrap_or_default();
    let (authority, local) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&()*+,/:;=?@%[]|".contains(&byte);
    has_dot_segments(url) || authority.contains('@') || !local.bytes().all(plain)
}
