//! Signing secrets, as a person enters them and as they key a MAC.
//!
//! Promises: `Debug` shows nothing of a secret, an error never quotes one, and two are compared in constant time. Kept
//! out: where secrets are stored.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use std::fmt;
use subtle::ConstantTimeEq;

use super::Scheme;
use hookglass_json::{Document, Form, Value};

const ANY_PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
/// Base64 by the standard alphabet, padded or not.
pub(super) const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);
/// Base64 by the alphabet for URLs, padded or not.
pub(super) const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);

/// Shorter than this, a text that happens to be base64url is not taken for a key that was encoded.
const SHORTEST_ENCODED: usize = 16;

/// The prefix of Standard Webhooks' secrets, and of Stripe's.
pub(super) const WHSEC: &str = "whsec_";

/// A signing secret. Its `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Secret {
    scheme: Scheme,
    text: String,
    keys: Vec<Key>,
}

/// A secret and what a person calls it.
#[derive(Clone, PartialEq, Eq)]
pub struct NamedSecret {
    /// What a person calls it.
    pub name: String,
    /// The secret.
    pub secret: Secret,
}

/// One reading of a secret's text as a key.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) bytes: Vec<u8>,
    pub(super) reading: Reading,
}

/// How a key was read from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// The text itself.
    Text,
    /// Base64 by its scheme.
    Base64,
    /// The `k` of a whole JWK.
    Jwk,
    /// The text could be the `k` of a JWK, and this is what it would stand for.
    MaybeJwk,
}

/// Why a text is no secret of its scheme. None of these says anything of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Nothing but white space.
    #[error("there is no secret in it; paste it as the sender shows it")]
    Empty,
    /// It begins like a JWK, and is not one.
    #[error("it begins like a JWK but is not JSON; paste the whole key object, from '{{' to '}}', or only its 'k'")]
    NotJson,
    /// JSON without a symmetric key.
    #[error(
        "the JWK has no symmetric key, a member 'kty' that is \"oct\" beside a 'k'; paste the key that signs webhooks"
    )]
    NoSymmetricKey,
    /// A JWK whose key cannot be read.
    #[error("the 'k' of the JWK is not base64url; paste the key object again, unchanged")]
    UndecodableJwk,
    /// Not base64.
    #[error(
        "a Standard Webhooks secret is base64, with or without 'whsec_' in front, and this is not; paste it again as the sender shows it"
    )]
    NotBase64,
    /// A key of an asymmetric signature.
    #[error(
        "a key that begins with 'whpk_' or 'whsk_' is for asymmetric signatures (v1a), which Hookglass does not check; ask the sender for a 'whsec_' secret"
    )]
    Asymmetric,
}

impl Secret {
    /// Reads a secret as a person enters it; white space around it is not part of it.
    ///
    /// Authgear: the text the portal shows, a JWK or JWK set of `authgear.secrets.yaml`, or the `k` of one. Standard
    /// Webhooks: base64, with or without `whsec_`. GitHub and Stripe: the text itself.
    pub fn parse(scheme: Scheme, text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        let keys = match scheme {
            Scheme::Authgear => authgear(text)?,
            Scheme::StandardWebhooks => vec![standard_webhooks(text)?],
            Scheme::Github | Scheme::Stripe => vec![Key { bytes: text.into(), reading: Reading::Text }],
        };
        Ok(Self { scheme, text: text.to_owned(), keys })
    }

    /// The scheme it signs by.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The secret as entered, to be stored, or shown to a person who asks for it.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The keys it can stand for. At least one.
    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// The key to sign with.
    pub(super) fn signing_key(&self) -> &[u8] {
        self.keys.first().map_or(&[], |key| &key.bytes)
    }

    /// The `k` of the JWK it was entered as.
    pub(super) fn jwk_text(&self) -> Option<String> {
        jwk_key(&Document::parse(Bytes::copy_from_slice(self.text.as_bytes())).ok()?)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.scheme == other.scheme && bool::from(self.text.as_bytes().ct_eq(other.text.as_bytes()))
    }
}

impl Eq for Secret {}

fn authgear(text: &str) -> Result<Vec<Key>, SecretError> {
    if text.starts_with(['{', '[']) {
        let document = Document::parse(Bytes::copy_from_slice(text.as_bytes())).map_err(|_| SecretError::NotJson)?;
        let k = jwk_key(&document).ok_or(SecretError::NoSymmetricKey)?;
        let bytes = URL_SAFE.decode(k).ok().filter(|key| !key.is_empty()).ok_or(SecretError::UndecodableJwk)?;
        return Ok(vec![Key { bytes, reading: Reading::Jwk }]);
    }
    let decoded = URL_SAFE.decode(text).ok().filter(|key| key.len() >= SHORTEST_ENCODED);
    let decoded = decoded.map(|bytes| Key { bytes, reading: Reading::MaybeJwk });
    Ok([Key { bytes: text.into(), reading: Reading::Text }].into_iter().chain(decoded).collect())
}

/// The `k` of a JWK, or of the first symmetric key of a JWK set (RFC 7517, 5; RFC 7518, 6.4).
fn jwk_key(document: &Document) -> Option<String> {
    let text = |value: Value<'_>, name| Some(value.get(name)?.string()?.into_owned());
    let symmetric = |value: Value<'_>| text(value, "kty").filter(|kty| kty == "oct").and_then(|_| text(value, "k"));
    let root = document.root();
    let set = root.get("keys").or(Some(root)).filter(|value| value.form() == Form::Array);
    match set {
        Some(keys) => keys.children().find_map(symmetric),
        None => symmetric(root),
    }
}

fn standard_webhooks(text: &str) -> Result<Key, SecretError> {
    if text.starts_with("whsk_") || text.starts_with("whpk_") {
        return Err(SecretError::Asymmetric);
    }
    let bytes = STANDARD.decode(text.strip_prefix(WHSEC).unwrap_or(text)).map_err(|_| SecretError::NotBase64)?;
    if bytes.is_empty() {
        return Err(SecretError::Empty);
    }
    Ok(Key { bytes, reading: Reading::Base64 })
}
