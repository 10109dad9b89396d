//! Whether an event is genuine, and how an edited one is signed.
//!
//! Authgear signs with lower-case hexadecimal HMAC-SHA256 over the exact bytes of the body, keyed with the text the
//! portal shows (authgear-server, `pkg/util/crypto/hmac_sha256.go`). Secrets are compared in constant time and never
//! appear in an error or a log.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use subtle::ConstantTimeEq;
use ts_rs::TS;

use crate::headers::Headers;

/// The header that carries Authgear's signature.
pub const AUTHGEAR_HEADER: &str = "x-authgear-body-signature";

/// A signing key as text. Its `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a key as the portal shows it; white space around it is not part of it. `None` when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The key itself, to be stored.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

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

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Authgear, Self::StandardWebhooks, Self::Github, Self::Stripe];

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Authgear => "authgear",
            Self::StandardWebhooks => "standard_webhooks",
            Self::Github => "github",
            Self::Stripe => "stripe",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.word() == word)
    }
}

/// What a check of the signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "Signature")]
pub enum Verdict {
    /// It verifies over the exact bytes.
    Valid,
    /// There is one, and it does not verify.
    Invalid,
    /// There is none.
    Unsigned,
    /// There is one, and no secret to check it with.
    NoSecret,
}

impl Verdict {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unsigned => "unsigned",
            Self::NoSecret => "no_secret",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Valid, Self::Invalid, Self::Unsigned, Self::NoSecret].into_iter().find(|verdict| verdict.word() == word)
    }
}

/// Checks Authgear's signature over the bytes as sent. With several signature headers, each must verify.
pub fn check(headers: &Headers, body: &[u8], secret: Option<&Secret>) -> Verdict {
    let mut given = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(AUTHGEAR_HEADER)).peekable();
    if given.peek().is_none() {
        return Verdict::Unsigned;
    }
    let Some(secret) = secret else { return Verdict::NoSecret };
    let expected = sign(secret, body);
    let all = given.fold(subtle::Choice::from(1), |all, (_, value)| all & value.ct_eq(expected.as_bytes()));
    if bool::from(all) { Verdict::Valid } else { Verdict::Invalid }
}

/// Authgear's signature of a body.
pub fn sign(secret: &Secret, body: &[u8]) -> String {
    // HMAC takes a key of any length, so this cannot fail.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()) else { return String::new() };
    mac.update(body);
    hex(&mac.finalize().into_bytes())
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&Sha256::digest(bytes))
}

/// The same headers with the signature of `body` in the place of the first signature; added where there was none.
pub fn signed_anew(headers: &Headers, secret: &Secret, body: &[u8]) -> Headers {
    let signature = sign(secret, body);
    let mut signed = Headers::default();
    let mut placed = false;
    for (name, value) in headers.iter() {
        if !name.eq_ignore_ascii_case(AUTHGEAR_HEADER) {
            signed.push(name.as_bytes(), value);
        } else if !placed {
            signed.push(name.as_bytes(), signature.as_bytes());
            placed = true;
        }
    }
    if !placed {
        signed.push(b"X-Authgear-Body-Signature", signature.as_bytes());
    }
    signed
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::new("corpus-only-secret-0123456789abcd").unwrap()
    }

    fn headers(signature: &str) -> Headers {
        Headers::from_pairs([("X-Authgear-Body-Signature", signature)])
    }

    #[test]
    fn a_signature_made_by_another_tool_verifies() {
        // printf '{}' | openssl dgst -sha256 -hmac corpus-only-secret-0123456789abcd
        let made = "fbb58d923df1f4975ff7a26a825f38bac3dbfb318d18d18ba8bc69f60489af94";
        assert_eq!(check(&headers(made), b"{}", Some(&secret())), Verdict::Valid);
        assert_eq!(check(&headers(made), b"{} ", Some(&secret())), Verdict::Invalid, "one byte more");
        assert_eq!(check(&headers(&made.to_uppercase()), b"{}", Some(&secret())), Verdict::Invalid);
        assert_eq!(check(&headers(&made[..32]), b"{}", Some(&secret())), Verdict::Invalid);
    }

    #[test]
    fn unsigned_and_uncheckable_are_told_apart() {
        assert_eq!(check(&Headers::default(), b"{}", Some(&secret())), Verdict::Unsigned);
        assert_eq!(check(&headers("00"), b"{}", None), Verdict::NoSecret);
    }

    #[test]
    fn of_two_signatures_both_must_verify() {
        let good = sign(&secret(), b"{}");
        let two =
            Headers::from_pairs([("x-authgear-body-signature", good.as_str()), ("x-authgear-body-signature", "00")]);
        assert_eq!(check(&two, b"{}", Some(&secret())), Verdict::Invalid);
    }

    #[test]
    fn signing_anew_keeps_the_place_and_the_case_of_the_header() {
        let before = Headers::from_pairs([("A", "1"), ("X-AUTHGEAR-Body-Signature", "old"), ("B", "2")]);
        let after = signed_anew(&before, &secret(), b"{}");
        let names: Vec<_> = after.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["A", "X-AUTHGEAR-Body-Signature", "B"]);
        assert_eq!(check(&after, b"{}", Some(&secret())), Verdict::Valid);
    }

    #[test]
    fn a_secret_is_never_printed() {
        assert!(!format!("{:?}", secret()).contains("corpus"));
    }
}
