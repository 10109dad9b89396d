//! A bash command for curl.
//!
//! The headers that curl adds by itself (`Accept`, `User-Agent`, `Content-Type`) are switched off
//! if the request lacks them.

use super::bash_quote;
use super::copied::{Copied, CopyError};
use super::copyable::{has, has_dot_segments, headers};
use crate::outgoing::Outgoing;

/// curl sends `Expect: 100-continue` before a larger body (`EXPECT_100_THRESHOLD`); old versions
/// from 1 KiB on.
const EXPECT_THRESHOLD_BYTES: usize = 1024;

pub(super) fn copy(request: &Outgoing) -> Result<Copied, CopyError> {
    let takes_body = matches!(request.method.as_str(), "POST" | "PUT" | "PATCH");
    let has_body = takes_body || !request.body.is_empty();
    let mut parts = vec!["curl".to_owned()];
    match request.method.as_str() {
        "HEAD" if !has_body => parts.push("--head".to_owned()),
        "POST" => {}
        "GET" if !has_body => {}
        method => parts.push(format!("--request {}", bash_quote::quote(method.as_bytes()))),
    }
    if request.url.contains(['[', ']', '{', '}']) {
        parts.push("--globoff".to_owned());
    }
    if has_dot_segments(&request.url) {
        parts.push("--path-as-is".to_owned());
    }
    parts.push(bash_quote::quote(request.url.as_bytes()));
    for (name, value) in headers(&request.headers) {
        let line =
            if value.is_empty() { format!("{name};").into_bytes() } else { [name.as_bytes(), b": ", value].concat() };
        parts.push(format!("--header {}", bash_quote::quote(&line)));
    }
    let off = [
        ("Accept", true),
        ("User-Agent", true),
        ("Content-Type", has_body),
        ("Expect", request.body.len() > EXPECT_THRESHOLD_BYTES),
    ];
    for (name, is_added) in off {
        if is_added && !has(&request.headers, name) {
            parts.push(format!("--header '{name}:'"));
        }
    }
    let mut before = String::new();
    if has_body && bash_quote::fits_argument(&request.body) {
        parts.push(format!("--data-raw {}", bash_quote::quote_always(&request.body)));
    } else if has_body {
        before = format!("{} |\n", bash_quote::printf(&request.body));
        parts.push("--data-binary @-".to_owned());
    }
    Ok(Copied { text: format!("{before}{}", parts.join(" \\\n  ")), notes: Vec::new() })
}
