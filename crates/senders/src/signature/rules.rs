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
    /// The headers that a signature consists of: the signature itself, and what is signed with the body.
    pub(super) parts: &'static [&'static str],
    /// What is signed, in words.
    pub(super) signed: &'static str,
    /// How a MAC is written.
    pub(super) written: fn(mac: &[u8]) -> String,
    /// The same in words.
    pub(super) written_as: &'static str,
    /// The parts of a way to write a MAC that are usual for the scheme; see `explain`.
    pub(super) usual_form: &'static [&'static str],
    /// What precedes each MAC in the header.
    pub(super) before_mac: &'static [u8],
    /// How many seconds a signature may be older than the receipt; negative for a sender's clock that is ahead.
    pub(super) allowed_age: RangeInclusive<i64>,
    /// Reads the headers; the error says why they cannot be a signature of the scheme.
    pub(super) read: for<'a> fn(&'a Headers) -> Result<Claim<'a>, String>,
    /// The keys that a secret can encode, at least one. `text` has no white space around it and is not empty.
    pub(super) keys: fn(text: &str) -> Result<Vec<Key>, SecretError>,
    /// Signs a body: the headers with the new signature in place of the first one.
    pub(super) sign: fn(&Headers, &Secret, body: &[u8], now: Timestamp) -> Headers,
    /// A secret that no sender uses, for signatures that must not verify.
    pub(super) unused_secret: &'static str,
}

/// A secret that no sender uses, for schemes whose secrets are plain text.
pub(super) const UNUSED_SECRET: &str = "nobody has this key, so it signs wrong";

/// How far the time of a signature may be from the receipt, in seconds.
pub(super) const TOLERANCE: i64 = 300;

/// The form of a MAC that follows `sha256=`.
pub(super) const PREFIX: &str = "with 'sha256=' in front";
