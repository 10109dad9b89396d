//! Converts header lines into views.

use hookglass_request::headers::Headers;
use hookglass_senders::redact;
use std::str;

use crate::view::HeaderLine;

/// The header lines in order.
pub(crate) fn header_lines(headers: &Headers) -> Vec<HeaderLine> {
    let lines = headers.iter().map(|(name, value)| HeaderLine {
        name: name.to_owned(),
        value: String::from_utf8_lossy(value).into_owned(),
        exact: str::from_utf8(value).is_ok(),
    });
    lines.collect()
}

/// The header lines in order, with their secrets redacted.
pub(crate) fn redacted_header_lines(headers: &Headers) -> Vec<HeaderLine> {
    let lines =
        headers.iter().zip(header_lines(headers)).map(|((name, value), line)| match redact::header(name, value) {
            Some(value) => HeaderLine { value, exact: false, ..line },
            None => line,
        });
    lines.collect()
}
