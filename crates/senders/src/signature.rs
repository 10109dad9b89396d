//! Checks the signatures of events, and signs edited events.
//!
//! Every scheme uses HMAC-SHA256 and has its own header. [`scheme`] lists the schemes, and each has
//! its own file. MACs and secrets are compared in constant time, and no secret appears in an error,
//! a sentence or a log. [`check`] is cheap enough for the receiver. [`examine`] also explains the
//! result, and finds the change that would make an invalid signature valid.

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

/// A verdict and its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examination {
    /// What [`check`] returns.
    pub verdict: Verdict,
    /// The scheme of the signature header.
    pub scheme: Option<Scheme>,
    /// The name of the secret that verifies the signature.
    pub secret: Option<String>,
    /// The result as a sentence. For an invalid signature, includes the change that would make it
    /// valid, if one is found.
    pub sentence: String,
}

/// Checks the signature of a request over the bytes as sent, with every secret of its scheme.
pub fn check(headers: &Headers, body: &[u8], received_at: Timestamp, secrets: &[NamedSecret]) -> Verdict {
    judge(headers, body, received_at, secrets).verdict()
}

/// Checks a signature and explains the result. For an invalid signature, it searches for a change
/// that would make it valid. The search can take as long as hashing a few hundred megabytes.
pub fn examine(headers: &Headers, body: &[u8], received_at: Timestamp, secrets: &[NamedSecret]) -> Examination {
    let result = judge(headers, body, received_at, secrets);
    let (mut scheme, mut secret) = (Scheme::of(headers), None);
    let sentence = match &result {
        CheckResult::Unsigned => {
            scheme = None;
            "No known signature header.".to_owned()
        }
        CheckResult::NoSecret(scheme) => {
            let name = scheme.name();
            match find_in_other_schemes(*scheme, headers, body, received_at, secrets) {
                Some(other) => format!(
                    "Signed like {name}. The signature matches the secret '{}', which is stored for {}; add that secret \
                     for {name} too.",
                    other.name,
                    other.secret.scheme().name()
                ),
                None => format!(
                    "Signed like {name}. To check the signature, add the secret in the settings or with \
                     `hookglass secret add`."
                ),
            }
        }
        CheckResult::Malformed(why) => format!("Invalid: {why}."),
        CheckResult::Valid(named, key, claim) => {
            secret = Some(named.name.clone());
            let of_key = match key.encoding {
                KeyEncoding::Text | KeyEncoding::Base64 | KeyEncoding::Jwk => "",
                KeyEncoding::MaybeJwk => ", decoded as the 'k' of a JWK",
            };
            let over = claim.scheme.rules().signed;
            format!("Valid: HMAC-SHA256 over {over}, with the secret '{}'{of_key}.", named.name)
        }
        CheckResult::Untimely(named, scheme, signed_at) => {
            secret = Some(named.name.clone());
            let difference = apart(&received_at.to_string(), &signed_at.to_string());
            let difference = difference.unwrap_or_else(|| "earlier or later".to_owned());
            format!(
                "The signature matches, but it was made {difference} than the request arrived, and {} allows 5 \
                 minutes. The request is a replay, or a clock is wrong.",
                scheme.name()
            )
        }
        CheckResult::Wrong(claim) => explain::explain(claim, headers, body, secrets),
    };
    Examination { verdict: result.verdict(), scheme, secret, sentence }
}

/// The result of a check, with its details.
enum CheckResult<'a> {
    Unsigned,
    NoSecret(Scheme),
    /// The headers are not a signature of the scheme, with the reason.
    Malformed(String),
    Valid(&'a NamedSecret, &'a Key, Claim<'a>),
    /// The signature verifies, but its time is out of range.
    Untimely(&'a NamedSecret, Scheme, Timestamp),
    Wrong(Claim<'a>),
}

impl CheckResult<'_> {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Unsigned => Verdict::Unsigned,
            Self::NoSecret(_) => Verdict::NoSecret,
            Self::Malformed(_) | Self::Untimely(..) | Self::Wrong(_) => Verdict::Invalid,
            Self::Valid(..) => Verdict::Valid,
        }
    }
}

fn judge<'a>(headers: &'a Headers, body: &[u8], received_at: Timestamp, secrets: &'a [NamedSecret]) -> CheckResult<'a> {
    let Some(scheme) = Scheme::of(headers) else { return CheckResult::Unsigned };
    let mut own = secrets.iter().filter(|named| named.secret.scheme() == scheme).peekable();
    if own.peek().is_none() {
        return CheckResult::NoSecret(scheme);
    }
    let claim = match (scheme.rules().read)(headers) {
        Ok(claim) => claim,
        Err(why) => return CheckResult::Malformed(why),
    };
    for named in own {
        for key in named.secret.keys() {
            let expected = (scheme.rules().written)(&mac(&key.bytes, &[&claim.before_body, body]));
            if claim.is_met(|given| given.ct_eq(expected.as_bytes())) {
                return match claim.untimely(received_at) {
                    Some(signed_at) => CheckResult::Untimely(named, scheme, signed_at),
                    None => CheckResult::Valid(named, key, claim),
                };
            }
        }
    }
    CheckResult::Wrong(claim)
}

/// A secret stored for another scheme that verifies the signature when it is parsed for the scheme
/// of the signature.
fn find_in_other_schemes<'a>(
    scheme: Scheme,
    headers: &Headers,
    body: &[u8],
    received_at: Timestamp,
    secrets: &'a [NamedSecret],
) -> Option<&'a NamedSecret> {
    secrets.iter().find(|named| {
        let Ok(secret) = Secret::parse(scheme, named.secret.expose()) else { return false };
        let reparsed = [NamedSecret { name: String::new(), secret }];
        matches!(judge(headers, body, received_at, &reparsed), CheckResult::Valid(..) | CheckResult::Untimely(..))
    })
}

#[cfg(test)]
mod tests;
