//! Whether an event is genuine, and how an edited one is signed.
//!
//! Every scheme is HMAC-SHA256 and has a header of its own; [`scheme`] lists them, with one file each. MACs and secrets
//! are compared in constant time, and no secret appears in an error, a sentence or a log. [`check`] is cheap, for the
//! receiver's path; [`examine`] also says why, and which change would make an invalid signature valid.

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde::Serialize;
use sha2::Sha256;
use std::fmt;
use subtle::{Choice, ConstantTimeEq};
use ts_rs::TS;

use crate::labels::apart;
use hookglass_request::headers::Headers;

mod authgear;
mod claim;
mod explain;
mod github;
mod rewrite;
mod scheme;
mod secret;
mod standard_webhooks;
mod stripe;
mod tamper;

use claim::{Claim, Rule};
use secret::{Key, Reading};

pub use scheme::Scheme;
pub use secret::{NamedSecret, Secret, SecretError};
pub use tamper::broken;

/// The header that carries Authgear's signature.
pub const AUTHGEAR_HEADER: &str = "x-authgear-body-signature";

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

/// A verdict and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// What [`check`] returns.
    pub verdict: Verdict,
    /// The scheme of the signature's header.
    pub scheme: Option<Scheme>,
    /// The name of the secret it verifies with.
    pub secret: Option<String>,
    /// The result in a sentence. For an invalid signature: which change would make it valid, if one was found.
    pub sentence: String,
}

/// Checks a request's signature over the bytes as sent, with every secret of its scheme.
pub fn check(headers: &Headers, body: &[u8], received_at: Timestamp, secrets: &[NamedSecret]) -> Verdict {
    judge(headers, body, received_at, secrets).verdict()
}

/// Checks and explains. For an invalid signature it searches for a change that would make it valid; that can take as long
/// as hashing a few hundred megabytes.
pub fn examine(headers: &Headers, body: &[u8], received_at: Timestamp, secrets: &[NamedSecret]) -> Examination {
    let judged = judge(headers, body, received_at, secrets);
    let (mut scheme, mut secret) = (Scheme::of(headers), None);
    let sentence = match &judged {
        Judged::Unsigned => {
            scheme = None;
            "There is no signature header that Hookglass knows.".to_owned()
        }
        Judged::NoSecret(scheme) => {
            let name = scheme.name();
            match kept_elsewhere(*scheme, headers, body, received_at, secrets) {
                Some(other) => format!(
                    "Signed the way {name} signs. It verifies with the secret '{}', which is kept for {}; add that one for \
                     {name} as well.",
                    other.name,
                    other.secret.scheme().name()
                ),
                None => format!(
                    "Signed the way {name} signs; add its secret, in the settings or with `hookglass secret add`, to check it."
                ),
            }
        }
        Judged::Broken(why) => format!("Invalid: {why}."),
        Judged::Valid(named, key, claim) => {
            secret = Some(named.name.clone());
            let of_key = match key.reading {
                Reading::Text | Reading::Base64 | Reading::Jwk => "",
                Reading::MaybeJwk => ", which is the 'k' of a JWK and was decoded",
            };
            let over = claim.scheme.rules().signed;
            format!("Valid: HMAC-SHA256 over {over}, with the secret '{}'{of_key}.", named.name)
        }
        Judged::Untimely(named, scheme, signed_at) => {
            secret = Some(named.name.clone());
            let apart = apart(&received_at.to_string(), &signed_at.to_string());
            let apart = apart.unwrap_or_else(|| "otherwise".to_owned());
            format!(
                "The signature matches, but it was made {apart} than the request arrived, and {} allows 5 minutes. \
                 It is a repeat of an older request, or a clock is wrong.",
                scheme.name()
            )
        }
        Judged::Wrong(claim) => explain::explain(claim, headers, body, secrets),
    };
    Examination { verdict: judged.verdict(), scheme, secret, sentence }
}

/// A verdict with its evidence.
enum Judged<'a> {
    Unsigned,
    NoSecret(Scheme),
    /// The headers cannot be a signature of the scheme, and why.
    Broken(String),
    Valid(&'a NamedSecret, &'a Key, Claim<'a>),
    /// It verifies, but its time is out of range.
    Untimely(&'a NamedSecret, Scheme, Timestamp),
    Wrong(Claim<'a>),
}

impl Judged<'_> {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Unsigned => Verdict::Unsigned,
            Self::NoSecret(_) => Verdict::NoSecret,
            Self::Broken(_) | Self::Untimely(..) | Self::Wrong(_) => Verdict::Invalid,
            Self::Valid(..) => Verdict::Valid,
        }
    }
}

fn judge<'a>(headers: &'a Headers, body: &[u8], received_at: Timestamp, secrets: &'a [NamedSecret]) -> Judged<'a> {
    let Some(scheme) = Scheme::of(headers) else { return Judged::Unsigned };
    let mut own = secrets.iter().filter(|named| named.secret.scheme() == scheme).peekable();
    if own.peek().is_none() {
        return Judged::NoSecret(scheme);
    }
    let claim = match Claim::read(headers, scheme) {
        Ok(claim) => claim,
        Err(why) => return Judged::Broken(why),
    };
    for named in own {
        for key in named.secret.keys() {
            let expected = (scheme.rules().written)(&mac(&key.bytes, &[&claim.before_body, body]));
            if claim.is_met(|given| given.ct_eq(expected.as_bytes())) {
                return match claim.untimely(received_at) {
                    Some(signed_at) => Judged::Untimely(named, scheme, signed_at),
                    None => Judged::Valid(named, key, claim),
                };
            }
        }
    }
    Judged::Wrong(claim)
}

/// A secret of another scheme with which it verifies, when read by the rules of the signature's scheme.
fn kept_elsewhere<'a>(
    scheme: Scheme,
    headers: &Headers,
    body: &[u8],
    received_at: Timestamp,
    secrets: &'a [NamedSecret],
) -> Option<&'a NamedSecret> {
    secrets.iter().find(|named| {
        let Ok(secret) = Secret::parse(scheme, named.secret.expose()) else { return false };
        let reread = [NamedSecret { name: String::new(), secret }];
        matches!(judge(headers, body, received_at, &reread), Judged::Valid(..) | Judged::Untimely(..))
    })
}

impl Claim<'_> {
    /// Whether enough of the given signatures are equal. Compares every one, so that the time does not depend on the result.
    fn is_met(&self, equal: impl Fn(&[u8]) -> Choice) -> bool {
        let equals = self.given.iter().map(|given| equal(given));
        bool::from(match self.rule {
            Rule::Every => equals.fold(Choice::from(1), |all, one| all & one),
            Rule::Any => equals.fold(Choice::from(0), |any, one| any | one),
        })
    }
}

/// The headers with the signature of `body` in place of the first signature; added if there was none. The scheme is the
/// secret's; `now` is used by schemes that sign a time. A signed id stays, and is derived from time and body if missing.
pub fn signed_anew(headers: &Headers, secret: &Secret, body: &[u8], now: Timestamp) -> Headers {
    (secret.scheme().rules().sign)(headers, secret, body, now)
}

/// The headers with a signature of the right form that does not verify.
pub fn signed_wrong(headers: &Headers, scheme: Scheme, body: &[u8], now: Timestamp) -> Headers {
    match Secret::parse(scheme, scheme.rules().unused_secret) {
        Ok(secret) => signed_anew(headers, &secret, body, now),
        Err(_) => headers.clone(),
    }
}

/// The headers without the signatures of all schemes, or of all but one.
pub fn unsigned(headers: &Headers, but: Option<Scheme>) -> Headers {
    let goes = |name: &str| Scheme::ALL.iter().any(|scheme| Some(*scheme) != but && scheme.is_carried_by(name));
    let mut out = Headers::default();
    headers.iter().filter(|(name, _)| !goes(name)).for_each(|(name, value)| out.push(name.as_bytes(), value));
    out
}

/// The headers with the signature that a request arrived with, in place of the lines of that signature.
pub fn signed_as(headers: &Headers, received: &Headers) -> Headers {
    let Some(scheme) = Scheme::of(received) else { return unsigned(headers, None) };
    let is_part = |name: &str| scheme.rules().parts.iter().any(|part| name.eq_ignore_ascii_case(part));
    let (mut out, mut placed) = (Headers::default(), Vec::new());
    let place = |name: &str, out: &mut Headers, placed: &mut Vec<String>| {
        let small = name.to_ascii_lowercase();
        if !placed.contains(&small) {
            let same = received.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
            same.for_each(|(name, value)| out.push(name.as_bytes(), value));
            placed.push(small);
        }
    };
    for (name, value) in unsigned(headers, Some(scheme)).iter() {
        if is_part(name) { place(name, &mut out, &mut placed) } else { out.push(name.as_bytes(), value) }
    }
    for (name, _) in received.iter().filter(|(name, _)| is_part(name)) {
        place(name, &mut out, &mut placed);
    }
    out
}

/// Sets a header: in place of the first line of its name, whose case stays, or as a new line named `canonical`.
fn put(headers: &Headers, name: &str, canonical: &str, new: &str) -> Headers {
    let mut out = Headers::default();
    let mut placed = false;
    for (other, value) in headers.iter() {
        if !other.eq_ignore_ascii_case(name) {
            out.push(other.as_bytes(), value);
        } else if !placed {
            out.push(other.as_bytes(), new.as_bytes());
            placed = true;
        }
    }
    if !placed {
        out.push(canonical.as_bytes(), new.as_bytes());
    }
    out
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so the fallback never runs.
    Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = keyed(key);
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

/// Shows the name only.
impl fmt::Debug for NamedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NamedSecret({:?})", self.name)
    }
}

#[cfg(test)]
mod tests;
