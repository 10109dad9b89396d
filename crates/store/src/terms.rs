//! The terms of the index: words, and values of columns.
//!
//! A word is its own term. The term of a column's value starts with a prefix that no word has. A
//! long or unusual value is replaced by its digest.

use sha2::{Digest as _, Sha256};

/// A text column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Vendor,
    Type,
    Family,
    Kind,
    User,
    App,
    Client,
    TriggeredBy,
    EventId,
    /// In lower case.
    Method,
    Path,
    Ip,
    /// What a person recognizes the event by.
    Subject,
    /// Not indexed, because a later check can change it.
    Signature,
}

impl Key {
    /// The columns whose values are indexed.
    pub(crate) const INDEXED: [Self; 13] = [
        Self::Vendor,
        Self::Type,
        Self::Family,
        Self::Kind,
        Self::User,
        Self::App,
        Self::Client,
        Self::TriggeredBy,
        Self::EventId,
        Self::Method,
        Self::Path,
        Self::Ip,
        Self::Subject,
    ];

    /// The SQL expression of the column.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Type => "type",
            Self::Family => "family",
            Self::Kind => "kind",
            Self::User => "user_id",
            Self::App => "app_id",
            Self::Client => "client_id",
            Self::TriggeredBy => "triggered_by",
            Self::EventId => "event_id",
            Self::Method => "lower(method)",
            Self::Path => "path",
            Self::Ip => "ip",
            Self::Subject => "subject",
            Self::Signature => "signature",
        }
    }
}

/// A term as an FTS5 expression. No term contains a quotation mark.
pub(crate) fn quoted(term: &str) -> String {
    format!("\"{term}\"")
}

/// The first character of the terms of columns. No word starts with it.
const PREFIX: char = '^';

/// The character before the digest of a value. No verbatim value starts with it.
const DIGEST: char = '#';

/// The term of events with more words than are indexed.
pub(crate) const MORE_WORDS: &str = "^~";

/// Characters of terms besides letters and digits, for FTS5's tokenizer.
pub(crate) const TERM_CHARACTERS: &str = "^#~_.:-@/";

/// Bytes of a value that is in its term verbatim.
const MAX_VERBATIM_BYTES: usize = 64;

/// FTS5 ignores case and truncates long terms, so other values are hashed.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-' | b'@' | b'/')
}

fn prefix(key: Key) -> String {
    let at = Key::INDEXED.iter().position(|known| *known == key).unwrap_or_default();
    format!("{PREFIX}{}", char::from(b'a' + at as u8))
}

/// The range of the terms of a column; the end is exclusive.
pub(crate) fn range_of(key: Key) -> (String, String) {
    let from = prefix(key);
    (from.clone(), format!("{from}{}", char::MAX))
}

/// The term of a column's value.
pub(crate) fn term(key: Key, value: &str) -> String {
    if (1..=MAX_VERBATIM_BYTES).contains(&value.len()) && value.bytes().all(is_plain) {
        return format!("{}{value}", prefix(key));
    }
    let digest = Sha256::digest(value.as_bytes());
    let hex: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}{DIGEST}{hex}", prefix(key))
}

/// The start of the terms of a column whose values start with a text, and of those that are
/// digests. The first is `None` if a value that begins so is always a digest.
pub(crate) fn prefixes(key: Key, text: &str) -> (Option<String>, String) {
    let is_verbatim = text.len() <= MAX_VERBATIM_BYTES && text.bytes().all(is_plain);
    (is_verbatim.then(|| format!("{}{text}", prefix(key))), format!("{}{DIGEST}", prefix(key)))
}
