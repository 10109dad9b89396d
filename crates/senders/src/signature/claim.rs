//! What a request's signature headers say, by each scheme's rules:
//!
//! | scheme | header | signed | written | source |
//! | --- | --- | --- | --- | --- |
//! | Authgear | `x-authgear-body-signature` | the body | hexadecimal | authgear-server, `pkg/util/crypto/hmac_sha256.go` |
//! | Standard Webhooks | `webhook-signature`, with `-id` and `-timestamp`; Svix: `svix-` | `{id}.{timestamp}.{body}` | `v1,` and base64, entries apart by spaces | `standard-webhooks/spec/standard-webhooks.md`, "Signature scheme"; 5 minutes either way as in its libraries |
//! | GitHub | `x-hub-signature-256` | the body | `sha256=` and hexadecimal | docs.github.com, "Validating webhook deliveries" |
//! | Stripe | `stripe-signature` | `{t}.{body}` | `t=…,v1=` and hexadecimal | docs.stripe.com/webhooks/signature; 300 seconds back as `DEFAULT_TOLERANCE` in stripe-python's `_webhook.py` |
//!
//! Hexadecimal is lower-case everywhere. Kept out: secrets, and whether the claim is true.

use jiff::Timestamp;
use std::str;

use super::Scheme;
use hookglass_request::headers::Headers;

/// How far the time of a signature may be from the receipt.
const TOLERANCE: i64 = 300;

/// What the headers of one scheme say.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) scheme: Scheme,
    /// What is signed in front of the body.
    pub(super) before_body: Vec<u8>,
    /// The signatures, as the scheme writes a MAC. At least one.
    pub(super) given: Vec<&'a [u8]>,
    /// How many of them have to verify.
    pub(super) rule: Rule,
    /// When it was signed, UNIX seconds.
    signed_at: Option<i64>,
}

/// How many of several signatures have to verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Several header lines are a doubt that each has to settle.
    Every,
    /// Several entries are a secret being replaced by another.
    Any,
}

impl<'a> Claim<'a> {
    /// Reads a scheme's headers; why they cannot be a signature of it, in words.
    pub(super) fn read(headers: &'a Headers, scheme: Scheme) -> Result<Self, String> {
        match scheme {
            Scheme::Authgear | Scheme::Github => {
                let name = scheme.headers()[0];
                let lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name));
                let given = lines.map(|(_, value)| value).collect();
                Ok(Self { scheme, before_body: Vec::new(), given, rule: Rule::Every, signed_at: None })
            }
            Scheme::StandardWebhooks => standard_webhooks(headers),
            Scheme::Stripe => stripe(headers),
        }
    }

    /// When it was signed, if that is too far from when it was received.
    pub(super) fn untimely(&self, received_at: Timestamp) -> Option<Timestamp> {
        let signed_at = self.signed_at?;
        let age = received_at.as_second().saturating_sub(signed_at);
        let allowed = match self.scheme {
            // Stripe's libraries let a clock that is ahead pass.
            Scheme::Stripe => age <= TOLERANCE,
            _ => (-TOLERANCE..=TOLERANCE).contains(&age),
        };
        let edge = if age > 0 { Timestamp::MIN } else { Timestamp::MAX };
        (!allowed).then(|| Timestamp::from_second(signed_at).unwrap_or(edge))
    }
}

/// The first part of the names of the headers: Svix's are older, and many senders send both.
fn standard_webhooks_names(headers: &Headers) -> &'static str {
    let svix = headers.get("webhook-signature").is_none() && headers.get("svix-signature").is_some();
    if svix { "svix" } else { "webhook" }
}

fn standard_webhooks(headers: &Headers) -> Result<Claim<'_>, String> {
    let vendor = standard_webhooks_names(headers);
    let part = |last: &str| {
        let name = format!("{vendor}-{last}");
        let missing = || format!("the header {name} is missing, which is part of what Standard Webhooks signs");
        the_line(headers, &name)?.ok_or_else(missing)
    };
    let (id, timestamp, signature) = (part("id")?, part("timestamp")?, part("signature")?);
    let signed_at =
        seconds(timestamp).ok_or(format!("the header {vendor}-timestamp is not a whole number of UNIX seconds"))?;
    let entries = || signature.split(|&byte| byte == b' ').filter(|entry| !entry.is_empty());
    let given: Vec<_> = entries().filter_map(|entry| entry.strip_prefix(b"v1,")).collect();
    if given.is_empty() {
        return Err(if entries().any(|entry| entry.starts_with(b"v1a,")) {
            "it is asymmetric (v1a), and Hookglass checks symmetric signatures (v1) only".to_owned()
        } else {
            format!("the header {vendor}-signature has no entry that begins with 'v1,'")
        });
    }
    let before_body = [id, b".", timestamp, b"."].concat();
    let scheme = Scheme::StandardWebhooks;
    Ok(Claim { scheme, before_body, given, rule: Rule::Any, signed_at: Some(signed_at) })
}

fn stripe(headers: &Headers) -> Result<Claim<'_>, String> {
    let header = the_line(headers, "stripe-signature")?.unwrap_or_default();
    let items = || header.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
    let timestamp = items().find_map(|item| item.strip_prefix(b"t="));
    let timestamp = timestamp.ok_or("the header Stripe-Signature has no 't=', the time that Stripe signs")?;
    let signed_at =
        seconds(timestamp).ok_or("the 't=' of the header Stripe-Signature is not a whole number of UNIX seconds")?;
    let given: Vec<_> = items().filter_map(|item| item.strip_prefix(b"v1=")).collect();
    if given.is_empty() {
        return Err("the header Stripe-Signature has no 'v1=', the only kind that counts".to_owned());
    }
    let before_body = [timestamp, b"."].concat();
    Ok(Claim { scheme: Scheme::Stripe, before_body, given, rule: Rule::Any, signed_at: Some(signed_at) })
}

/// The value of a header that is there once. Of several that differ, receivers do not agree which one counts.
fn the_line<'a>(headers: &'a Headers, name: &str) -> Result<Option<&'a [u8]>, String> {
    let mut lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let first = lines.next();
    if lines.any(|other| Some(other) != first) {
        return Err(format!("there are several headers {name}, and nothing says which one counts"));
    }
    Ok(first)
}

fn seconds(digits: &[u8]) -> Option<i64> {
    str::from_utf8(digits).ok()?.parse().ok()
}
