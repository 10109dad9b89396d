//! A command line for curl, in bash.
//!
//! What curl adds by itself (`Accept`, `User-Agent`, `Content-Type`) is switched off where the request has not got it.

use super::{Copied, CopyError, has, has_dot_segments, headers, shell};
use crate::outgoing::Outgoing;

/// curl asks before it sends a larger body (`EXPECT_100_THRESHOLD`), older versions from 1 KiB on.
const ASKS_FROM: usize = 1024;

pub(super) fn copy(request: &Outgoing) -> Result<Copied, CopyError> {
    let takes_body = matches!(request.method.as_str(), "POST" | "PUT" | "PATCH");
    let has_body = takes_body || !request.body.is_empty();
    let mut parts = vec!["curl".to_owned()];
    match request.method.as_str() {
        "HEAD" if !has_body => parts.push("--head".to_owned()),
        "POST" => {}
        "GET" if !has_body => {}
        method => parts.push(format!("--request {}", shell::quote(method.as_bytes()))),
    }
    if request.url.contains(['[', ']', '{', '}']) {
        parts.push("--globoff".to_owned());
    }
    if has_dot_segments(&request.url) {
        parts.push("--path-as-is".to_owned());
    }
    parts.push(shell::quote(request.url.as_bytes()));
    for (name, value) in headers(&request.headers) {
        let line =
            if value.is_empty() { format!("{name};").into_bytes() } else { [name.as_bytes(), b": ", value].concat() };
        parts.push(format!("--header {}", shell::quote(&line)));
    }
    let off = [
        ("Accept", true),
        ("User-Agent", true),
        ("Content-Type", has_body),
        ("Expect", request.body.len() > ASKS_FROM),
    ];
    for (name, is_added) in off {
        if is_added && !has(&request.headers, name) {
            parts.push(format!("--header '{name}:'"));
        }
    }
    let mut before = String::new();
    if has_body && shell::fits_argument(&request.body) {
        parts.push(format!("--data-raw {}", shell::quote_always(&request.body)));
    } else if has_body {
        before = format!("{} |\n", shell::printf(&request.body));
        parts.push("--data-binary @-".to_owned());
    }
    Ok(Copied { text: format!("{before}{}", parts.join(" \\\n  ")), notes: Vec::new() })
}
