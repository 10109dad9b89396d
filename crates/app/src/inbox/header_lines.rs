//! Converts header lines into views.

use hookglass_request::headers::Headers;
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
