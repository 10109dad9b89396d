//! Signing secrets: the text as entered, and the MAC keys that it encodes.
//!
//! Promises: `Debug` output does not contain a secret, errors never quote a secret, and secrets are
//! compared in constant time. Kept out: where secrets are stored.

use base64::{
    alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use std::fmt;
use subtle::ConstantTimeEq;

use super::{mac::mac, scheme::Scheme};
use hookglass_json::{Document, Form, Value};

const ANY_PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
/// Base64 in the standard alphabet, with or without padding.
pub(super) const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
/// Base64 in the URL-safe alphabet, with or without padding.
pub(super) const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);

/// The prefix of Standard Webhooks' secrets, and of Stripe's.
pub(super) const WHSEC: &str = "whsec_";

/// A signing secret. Its `Debug` output does not contain it.
#[derive(Clone)]
pub struct Secret {
    pub(super) scheme: Scheme,
    /// As entered, without white space around it.
    pub(super) text: String,
    /// At least one.
    pub(super) keys: Vec<Key>,
}

/// A secret and its name.
#[derive(Clone, PartialEq, Eq)]
pub struct NamedSecret {
    /// The name.
    pub name: String,
    /// The secret.
    pub secret: Secret,
}

/// A key that a secret's text can encode.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) bytes: Vec<u8>,
    pub(super) encoding: KeyEncoding,
}

impl Key {
    /// The text itself as a key.
    pub(super) fn of_text(text: &str) -> Self {
        Self { bytes: text.into(), encoding: KeyEncoding::Text }
    }
}

/// How a key was read from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyEncoding {
    /// The text itself.
    Text,
    /// Base64, as the scheme requires.
    Base64,
    /// The `k` of a complete JWK.
    Jwk,
    /// The key that the text encodes if it is the `k` of a JWK.
    MaybeJwk,
}

/// Why a text is not a secret of its scheme. No variant quotes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Only white space.
    #[error("the secret is empty; paste it as the sender shows it")]
    Empty,
    /// It starts like a JWK, but is not JSON.
    #[error("it starts like a JWK but is not JSON; paste the whole key object, from '{{' to '}}', or only its 'k'")]
    NotJson,
    /// JSON without a symmetric key.
    #[error("the JWK has no symmetric key ('kty' is \"oct\", with a 'k'); paste the key that signs webhooks")]
    NoSymmetricKey,
    /// A JWK whose key cannot be decoded.
    #[error("the 'k' of the JWK is not base64url; paste the key object again, unchanged")]
    UndecodableJwk,
    /// Not base64.
    #[error(
        "a Standard Webhooks secret must be base64, with or without the prefix 'whsec_'; paste it again as the sender shows it"
    )]
    NotBase64,
    /// A key of an asymmetric signature.
    #[error(
        "a key that starts with 'whpk_' or 'whsk_' is for asymmetric signatures (v1a), which Hookglass does not check; use a 'whsec_' secret"
    )]
    Asymmetric,
}

impl Secret {
    /// The scheme of its signatures.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The secret as entered, for storing or for display on request.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The keys that the secret can encode. At least one.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The MAC of these parts with the first key.
    pub(super) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(self.keys.first().map_or(&[][..], |key| &key.bytes), parts)
    }

    /// The `k` of the JWK, if the secret was entered as a JWK.
    pub(super) fn jwk_text(&self) -> Option<String> {
        jwk_key(&Document::parse(Bytes::copy_from_slice(self.text.as_bytes())).ok()?)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Shows only the name.
impl fmt::Debug for NamedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NamedSecret({:?})", self.name)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.scheme == other.scheme && bool::from(self.text.as_bytes().ct_eq(other.text.as_bytes()))
    }
}

impl Eq for Secret {}

/// The `k` of a JWK, or of the first symmetric key of a JWK set (RFC 7517, 5; RFC 7518, 6.4).
pub(super) fn jwk_key(document: &Document) -> Option<String> {
    let text = |value: Value<'_>, name| Some(value.get(name)?.string()?.into_owned());
    let symmetric = |value: Value<'_>| text(value, "kty").filter(|kty| kty == "oct").and_then(|_| text(value, "k"));
    let root = document.root();
    let set = root.get("keys").or(Some(root)).filter(|value| value.form() == Form::Array);
    match set {
        Some(keys) => keys.children().find_map(symmetric),
        None => symmetric(root),
    }
}
