//! Whether an event is genuine, and how an edited one is signed.
//!
//! Four schemes, all of them HMAC-SHA256, each told by its header; [`claim`] has their rules. MACs and secrets are
//! compared in constant time, and no secret appears in an error, a sentence or a log. [`check`] is cheap, for the
//! receiver's path; [`examine`] also says why, and what would have made an invalid signature valid.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;
use subtle::{Choice, ConstantTimeEq};
use ts_rs::TS;

use crate::labels::apart;
use hookglass_request::headers::Headers;

mod claim;
mod explain;
mod rewrite;
mod secret;
mod tamper;

use claim::{Claim, Rule};
use secret::{Key, Reading};

pub use secret::{NamedSecret, Secret, SecretError};
pub use tamper::broken;

/// The header that carries Authgear's signature.
pub const AUTHGEAR_HEADER: &str = "x-authgear-body-signature";

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

    /// The name a person knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authgear => "Authgear",
            Self::StandardWebhooks => "Standard Webhooks",
            Self::Github => "GitHub",
            Self::Stripe => "Stripe",
        }
    }

    /// The scheme of a request's signature: the first of [`Scheme::ALL`] whose header is there.
    pub fn of(headers: &Headers) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.signature_in(headers).is_some())
    }

    /// Its signature in a request, as sent: the first one.
    pub fn signature_in(self, headers: &Headers) -> Option<&[u8]> {
        self.headers().iter().find_map(|name| headers.get(name))
    }

    /// The headers that a signature of it is made of: the signature, and what else is signed beside the body.
    fn parts(self) -> &'static [&'static str] {
        match self {
            Self::StandardWebhooks => {
                &["webhook-id", "webhook-timestamp", "webhook-signature", "svix-id", "svix-timestamp", "svix-signature"]
            }
            Self::Authgear | Self::Github | Self::Stripe => self.headers(),
        }
    }

    /// The headers that can carry its signature.
    fn headers(self) -> &'static [&'static str] {
        match self {
            Self::Authgear => &[AUTHGEAR_HEADER],
            Self::StandardWebhooks => &["webhook-signature", "svix-signature"],
            Self::Github => &["x-hub-signature-256"],
            Self::Stripe => &["stripe-signature"],
        }
    }

    /// A MAC as the scheme writes it.
    fn written(self, mac: &[u8]) -> String {
        match self {
            Self::Authgear | Self::Stripe => hex(mac),
            Self::Github => format!("sha256={}", hex(mac)),
            Self::StandardWebhooks => BASE64.encode(mac),
        }
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

/// A verdict, and how it was come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// The same that [`check`] says.
    pub verdict: Verdict,
    /// The scheme of the signature's header.
    pub scheme: Option<Scheme>,
    /// The name of the secret it verifies with.
    pub secret: Option<String>,
    /// For a person. For an invalid signature: what would have made it valid, where that was found.
    pub sentence: String,
}

/// Checks a request's signature over the bytes as sent, with every secret of its scheme.
pub fn check(headers: &Headers, body: &[u8], received_at: Timestamp, secrets: &[NamedSecret]) -> Verdict {
    judge(headers, body, received_at, secrets).verdict()
}

/// The same, with words. An invalid signature is searched for what would make it valid; that can take as long as
/// hashing a few hundred megabytes.
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
            let over = match claim.scheme {
                Scheme::Authgear | Scheme::Github => "the exact bytes",
                Scheme::StandardWebhooks => "its id, its timestamp and the exact bytes",
                Scheme::Stripe => "its timestamp and the exact bytes",
            };
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

/// A verdict with what it rests on.
enum Judged<'a> {
    Unsigned,
    NoSecret(Scheme),
    /// The headers cannot be a signature of the scheme; why, in words.
    Broken(String),
    Valid(&'a NamedSecret, &'a Key, Claim<'a>),
    /// It verifies, but was made at another time.
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
            let expected = scheme.written(&mac(&key.bytes, &[&claim.before_body, body]));
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

/// The secret of another scheme that it verifies with, read by the rules of its own.
fn kept_elsewhere<'a>(
    scheme: Scheme,
    headers: &Headers,
    body: &[u8],
    received_at: Timestamp,
    secrets: &'a [NamedSecret],
) -> Option<&'a NamedSecret> {
    secrets.iter().find(|named| {
        let Ok(secret) = Secret::parse(scheme, named.secret.expose()) else { return false };
        let read_anew = [NamedSecret { name: String::new(), secret }];
        matches!(judge(headers, body, received_at, &read_anew), Judged::Valid(..) | Judged::Untimely(..))
    })
}

impl Claim<'_> {
    /// Whether as many of the given signatures are equal as have to be. Looks at every one, whatever the first says.
    fn is_met(&self, equal: impl Fn(&[u8]) -> Choice) -> bool {
        let equals = self.given.iter().map(|given| equal(given));
        bool::from(match self.rule {
            Rule::Every => equals.fold(Choice::from(1), |all, one| all & one),
            Rule::Any => equals.fold(Choice::from(0), |any, one| any | one),
        })
    }
}

/// Authgear's signature of a body: lower-case hexadecimal.
pub fn sign(secret: &Secret, body: &[u8]) -> String {
    hex(&mac(secret.signing_key(), &[body]))
}

/// The same headers with the signature of `body` in the place of the first signature; added where there was none. The
/// scheme is the secret's; `now` is the time of those that sign one. An id that is signed stays, and is made from time and
/// body where there is none.
pub fn signed_anew(headers: &Headers, secret: &Secret, body: &[u8], now: Timestamp) -> Headers {
    let scheme = secret.scheme();
    let mac_over = |before: &str| mac(secret.signing_key(), &[before.as_bytes(), body]);
    let seconds = now.as_second();
    match scheme {
        Scheme::Authgear => put(headers, AUTHGEAR_HEADER, "X-Authgear-Body-Signature", &scheme.written(&mac_over(""))),
        Scheme::Github => put(headers, "x-hub-signature-256", "X-Hub-Signature-256", &scheme.written(&mac_over(""))),
        Scheme::Stripe => {
            let signature = scheme.written(&mac_over(&format!("{seconds}.")));
            put(headers, "stripe-signature", "Stripe-Signature", &format!("t={seconds},v1={signature}"))
        }
        Scheme::StandardWebhooks => {
            // Svix sends its own names of the headers and the specification's.
            let names = ["webhook", "svix"];
            let sent = |name: &&str| headers.get(&format!("{name}-signature")).is_some();
            let sent: Vec<_> = names.into_iter().filter(sent).collect();
            let names = if sent.is_empty() { &names[..1] } else { &sent };
            names.iter().fold(headers.clone(), |headers, vendor| {
                let id = headers.text(&format!("{vendor}-id")).map(str::to_owned);
                let id = id.unwrap_or_else(|| {
                    let made = sha256(&[seconds.to_string().as_bytes(), b".", body].concat());
                    format!("msg_{}", &made[..24])
                });
                let signature = scheme.written(&mac_over(&format!("{id}.{seconds}.")));
                let values = [("id", id), ("timestamp", seconds.to_string()), ("signature", format!("v1,{signature}"))];
                values.iter().fold(headers, |headers, (last, value)| {
                    let name = format!("{vendor}-{last}");
                    put(&headers, &name, &name, value)
                })
            })
        }
    }
}

/// The same headers with a signature of the right form that does not verify.
pub fn signed_wrong(headers: &Headers, scheme: Scheme, body: &[u8], now: Timestamp) -> Headers {
    // A key that no sender has; of Standard Webhooks the same in Base64.
    let nobodys = match scheme {
        Scheme::StandardWebhooks => "whsec_bm9ib2R5IGhhcyB0aGlzIGtleSwgc28gaXQgc2lnbnMgd3Jvbmc=",
        Scheme::Authgear | Scheme::Github | Scheme::Stripe => "nobody has this key, so it signs wrong",
    };
    match Secret::parse(scheme, nobodys) {
        Ok(secret) => signed_anew(headers, &secret, body, now),
        Err(_) => headers.clone(),
    }
}

/// The same headers without the signatures of all schemes, or of all but one.
pub fn unsigned(headers: &Headers, but: Option<Scheme>) -> Headers {
    let goes = |name: &str| {
        let carries = |scheme: &Scheme| scheme.headers().iter().any(|header| name.eq_ignore_ascii_case(header));
        Scheme::ALL.iter().any(|scheme| Some(*scheme) != but && carries(scheme))
    };
    let mut out = Headers::default();
    headers.iter().filter(|(name, _)| !goes(name)).for_each(|(name, value)| out.push(name.as_bytes(), value));
    out
}

/// The same headers with the signature that came with a request, in its place where lines of it are there.
pub fn signed_as(headers: &Headers, received: &Headers) -> Headers {
    let Some(scheme) = Scheme::of(received) else { return unsigned(headers, None) };
    let is_part = |name: &str| scheme.parts().iter().any(|part| name.eq_ignore_ascii_case(part));
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

/// A header's value in the place of the first line of its name, whose case stays; under `canonical` where there is none.
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
    // HMAC takes a key of any length; the empty one stands for a failure that cannot be.
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
