//! Checks of a request that several formats share.

use super::copied::CopyError;
use crate::headers::{Headers, is_token};
use crate::outgoing::Outgoing;

pub(super) fn cannot<T>(why: impl Into<String>) -> Result<T, CopyError> {
    Err(CopyError(why.into()))
}

/// Checks what every format requires.
pub(super) fn check(request: &Outgoing) -> Result<(), CopyError> {
    if !is_token(request.method.as_bytes()) {
        return cannot(format!("'{}' is not a method of HTTP.", request.method.escape_debug()));
    }
    let is_absolute = ["http://", "https://"]
        .iter()
        .any(|scheme| request.url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_absolute || !request.url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return cannot(format!(
            "'{}' is not a URL of http or https in visible ASCII; percent-encode the rest.",
            request.url.escape_debug()
        ));
    }
    for (name, value) in headers(&request.headers) {
        if !is_token(name.as_bytes()) {
            return cannot(format!("'{}' is not the name of a header.", name.escape_debug()));
        }
        if value.iter().any(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
            return cannot(format!("The header '{name}' holds a NUL or a line break, which HTTP does not have."));
        }
        if name.eq_ignore_ascii_case("transfer-encoding") {
            return cannot("'transfer-encoding' belongs to one connection; leave the header out.");
        }
    }
    Ok(())
}

/// The header lines of a copy.
pub(super) fn headers(headers: &Headers) -> impl Iterator<Item = (&str, &[u8])> {
    headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"))
}

/// The first header name that repeats.
pub(super) fn repeated(all: &Headers) -> Option<&str> {
    let names: Vec<_> = headers(all).map(|(name, _)| name).collect();
    let before = |at: usize, name: &str| names[..at].iter().any(|other| other.eq_ignore_ascii_case(name));
    names.iter().enumerate().find(|(at, name)| before(*at, name)).map(|(_, name)| *name)
}

pub(super) fn has(headers: &Headers, name: &str) -> bool {
    headers.get(name).is_some()
}

/// Whether the path of a URL has dot segments, which most tools remove.
pub(super) fn has_dot_segments(url: &str) -> bool {
    let local = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = local.split(['?', '#']).next().unwrap_or_default();
    path.split('/').skip(1).any(|segment| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        plain == "." || plain == ".."
    })
}
