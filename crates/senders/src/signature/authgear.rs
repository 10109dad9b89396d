//! Authgear's signature: the hexadecimal MAC of the body. A secret is text, a JWK, or the `k` of a
//! JWK.

use base64::Engine as _;
use bytes::Bytes;

use super::{
    claim::Claim,
    header::{AUTHGEAR_HEADER, put},
    mac::hex,
    rules::{Rules, TOLERANCE, UNUSED_SECRET},
    scheme::Scheme,
    secret::{Key, KeyEncoding, SecretError, URL_SAFE, jwk_key},
};
use hookglass_json::Document;

/// Text with a decoded length below this is not treated as an encoded key, even if it is valid
/// base64url.
const MIN_ENCODED_KEY: usize = 16;

pub(super) static RULES: Rules = Rules {
    word: "authgear",
    name: "Authgear",
    headers: &[AUTHGEAR_HEADER],
    parts: &[AUTHGEAR_HEADER],
    signed: "the exact bytes",
    written: hex,
    written_as: "in lower-case hexadecimal",
    usual_form: &["in lower-case hexadecimal"],
    before_mac: b"",
    allowed_age: -TOLERANCE..=TOLERANCE,
    read: |headers| Ok(Claim::of_lines(Scheme::Authgear, AUTHGEAR_HEADER, headers)),
    keys,
    sign: |headers, secret, body, _| {
        put(headers, AUTHGEAR_HEADER, "X-Authgear-Body-Signature", &hex(&secret.mac(&[body])))
    },
    unused_secret: UNUSED_SECRET,
};

fn keys(text: &str) -> Result<Vec<Key>, SecretError> {
    if text.starts_with(['{', '[']) {
        let document = Document::parse(Bytes::copy_from_slice(text.as_bytes())).map_err(|_| SecretError::NotJson)?;
        let k = jwk_key(&document).ok_or(SecretError::NoSymmetricKey)?;
        let bytes = URL_SAFE.decode(k).ok().filter(|key| !key.is_empty()).ok_or(SecretError::UndecodableJwk)?;
        return Ok(vec![Key { bytes, encoding: KeyEncoding::Jwk }]);
    }
    let decoded = URL_SAFE.decode(text).ok().filter(|key| key.len() >= MIN_ENCODED_KEY);
    let decoded = decoded.map(|bytes| Key { bytes, encoding: KeyEncoding::MaybeJwk });
    Ok([Key { bytes: text.into(), encoding: KeyEncoding::Text }].into_iter().chain(decoded).collect())
}
