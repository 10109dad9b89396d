//! The signature schemes: one file per scheme, one row each in [`Scheme::rules`].
//!
//! | scheme | header | signed | written | source |
//! | --- | --- | --- | --- | --- |
//! | Authgear | `x-authgear-body-signature` | the body | hexadecimal | authgear-server, `pkg/util/crypto/hmac_sha256.go` |
//! | Standard Webhooks | `webhook-signature`, with `-id` and `-timestamp`; Svix: `svix-` | `{id}.{timestamp}.{body}` | `v1,` and base64, entries separated by spaces | `standard-webhooks/spec/standard-webhooks.md`, "Signature scheme"; 5 minutes either way as in its libraries |
//! | GitHub | `x-hub-signature-256` | the body | `sha256=` and hexadecimal | docs.github.com, "Validating webhook deliveries" |
//! | Stripe | `stripe-signature` | `{t}.{body}` | `t=…,v1=` and hexadecimal | docs.stripe.com/webhooks/signature; 300 seconds back as `DEFAULT_TOLERANCE` in stripe-python's `_webhook.py` |
//!
//! Hexadecimal is lower-case everywhere.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
use ts_rs::TS;

use super::{
    SecretError, authgear,
    claim::Claim,
    github,
    secret::{Key, Secret},
    standard_webhooks, stripe,
};
use hookglass_request::headers::Headers;

/// How a sender signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Authgear's hooks.
    Authgear,
    /// The Standard Webhooks specification, and Svix's headers before it.
    StandardWebhooks,
    /// GitHub's `x-hub-signature-256`.
    Github,
    /// Stripe's `stripe-signature`.
    Stripe,
}

/// What distinguishes a scheme. All of them are HMAC-SHA256.
pub(super) struct Rules {
    /// The word in the database and in `--json`.
    pub(super) word: &'static str,
    /// The name that people know it by.
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
    /// The keys that a secret can stand for, at least one. `text` has no white space around it and is not empty.
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

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Authgear, Self::StandardWebhooks, Self::Github, Self::Stripe];

    pub(super) fn rules(self) -> &'static Rules {
        match self {
            Self::Authgear => &authgear::RULES,
            Self::StandardWebhooks => &standard_webhooks::RULES,
            Self::Github => &github::RULES,
            Self::Stripe => &stripe::RULES,
        }
    }

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        self.rules().word
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.word() == word)
    }

    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        self.rules().name
    }

    /// The scheme of a request's signature: the first of [`Scheme::ALL`] whose header is present.
    pub fn of(headers: &Headers) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.signature_in(headers).is_some())
    }

    /// Its first signature in a request, as sent.
    pub fn signature_in(self, headers: &Headers) -> Option<&[u8]> {
        self.rules().headers.iter().find_map(|name| headers.get(name))
    }

    /// Whether a header of this name carries its signature.
    pub(super) fn is_carried_by(self, header: &str) -> bool {
        self.rules().headers.iter().any(|name| header.eq_ignore_ascii_case(name))
    }
}
