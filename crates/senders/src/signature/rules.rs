//! The rules of a scheme.

use jiff::Timestamp;
use std::ops::RangeInclusive;

use super::claim::Claim;
use super::secret::{Key, Secret, SecretError};
use hookglass_request::headers::Headers;

/// What distinguishes a scheme. All of them are HMAC-SHA256.
pub(super) struct Rules {
    /// The word in the database and in `--json`.
    pub(super) word: &'static str,
    /// The display name.
    pub(super) name: &'static str,
    /// The headers that can carry its signature.
    pub(super) headers: &'static [&'static str],
    /// The headers that a signature consists of: the signature itself, and what is signed with the
    /// body.
    pub(super) parts: &'static [&'static str],
    /// The signed bytes, as a phrase.
    pub(super) signed: &'static str,
    /// Encodes a MAC as the scheme writes it.
    pub(super) written: fn(mac: &[u8]) -> String,
    /// The encoding of a MAC, as a phrase.
    pub(super) written_as: &'static str,
    /// The parts of the encoding that are usual for the scheme; see `explain`.
    pub(super) usual_form: &'static [&'static str],
    /// The bytes before each MAC in the header.
    pub(super) before_mac: &'static [u8],
    /// The allowed age of a signature on receipt, in seconds. Negative if the sender's clock is
    /// ahead.
    pub(super) allowed_age: RangeInclusive<i64>,
    /// Parses the headers. The error is the reason why they are not a signature of the scheme.
    pub(super) read: for<'a> fn(&'a Headers) -> Result<Claim<'a>, String>,
    /// The keys that a secret can encode; at least one. `text` is trimmed and not empty.
    pub(super) keys: fn(text: &str) -> Result<Vec<Key>, SecretError>,
    /// Signs a body: returns the headers with the new signature instead of the first one.
    pub(super) sign: fn(&Headers, &Secret, body: &[u8], now: Timestamp) -> Headers,
    /// A secret that no sender uses, for signatures that must not verify.
    pub(super) unused_secret: &'static str,
}

/// A secret that no sender uses, for schemes whose secrets are plain text.
pub(super) const UNUSED_SECRET: &str = "an unused key for invalid signatures";

/// The allowed difference between the time of a signature and the time of receipt, in seconds.
pub(super) const TOLERANCE: i64 = 300;

/// The part of an encoding that starts with `sha256=`, as a phrase.
pub(super) const PREFIX: &str = "with the prefix 'sha256='";
