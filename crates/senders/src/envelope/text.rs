//! Reads text for an envelope: decoded, shortened and never empty.

use hookglass_json::Value;

/// The most characters of a text. A longer text is cut and ends with `…`.
const MAX_TEXT: usize = 512;

/// `1 item`, `2 items`
pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The text of a non-empty string.
pub(crate) fn text(value: Value<'_>) -> Option<String> {
    value.string().filter(|text| !text.is_empty()).map(|text| cut(&text))
}

pub(crate) fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

pub(crate) fn percent_decoded(bytes: &[u8]) -> String {
    percent_encoding::percent_decode(bytes).decode_utf8_lossy().into_owned()
}
