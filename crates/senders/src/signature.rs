//! Checks the signatures of events, and signs edited ones.
//!
//! Every scheme is HMAC-SHA256 and has a header of its own; [`scheme`] lists them, with one file each. MACs and secrets
//! are compared in constant time, and no secret appears in an error, a sentence or a log. [`check`] is cheap, for the
//! receiver's path; [`examine`] also says why, and which change would make an invalid signature valid.

mod authgear;
mod claim;
mod explain;
mod github;
mod header;
mod mac;
mod registry;
mod rewrite;
mod rules;
mod scheme;
mod secret;
mod sign;
mod standard_webhooks;
mod stripe;
mod tamper;
mod verdict;

pub use header::AUTHGEAR_HEADER;
pub use mac::sha256;
pub use scheme::Scheme;
pub use secret::{NamedSecret, Secret, SecretError};
pub use sign::{re_signed, signed_as, signed_wrong, unsigned};
pub use tamper::broken;
pub use verdict::Verdict;

use jiff::Timestamp;
use subtle::ConstantTimeEq;

use crate::labels::apart;
use claim::Claim;
use hookglass_request::headers::Headers;
use mac::mac;
use secret::{Key, KeyEncoding};

/// A verdict and its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// What [`check`] returns.
    pub verdict: Verdict,
    /// The scheme of the signature's header.
    pub scheme: Option<Scheme>,
    /// The name of the secret it verifies with.
    pub secret: Option<String>,
    /// The result in a sentence. For an invalid signature, the change that would make it valid, if one was found.
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
            let of_key = match key.encoding {
                KeyEncoding::Text | KeyEncoding::Base64 | KeyEncoding::Jwk => "",
                KeyEncoding::MaybeJwk => ", which is the 'k' of a JWK and was decoded",
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

/// A verdict and what led to it.
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
    let claim = match (scheme.rules().read)(headers) {
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

/// A secret of another scheme that verifies the signature when it is parsed by the rules of the signature's scheme.
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

#[cfg(test)]
mod tests;
