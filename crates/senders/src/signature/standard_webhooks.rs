//! The signature of Standard Webhooks: `v1,` and the base64 MAC of an id, a time and the body.
//!
//! Id, time and signature are in separate headers. Svix uses older names for the same headers.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use jiff::Timestamp;

use super::{
    claim::{Claim, Rule, seconds, single_line},
    header::put,
    mac::sha256,
    rules::{Rules, TOLERANCE},
    scheme::Scheme,
    secret::{Key, KeyEncoding, STANDARD, Secret, SecretError, WHSEC},
};
use hookglass_request::headers::Headers;

pub(super) static RULES: Rules = Rules {
    word: "standard_webhooks",
    name: "Standard Webhooks",
    headers: &["webhook-signature", "svix-signature"],
    parts: &["webhook-id", "webhook-timestamp", "webhook-signature", "svix-id", "svix-timestamp", "svix-signature"],
    signed: "its id, its timestamp and the exact bytes",
    written: |mac| BASE64.encode(mac),
    written_as: "in base64",
    usual_form: &["in base64"],
    before_mac: b"v1,",
    allowed_age: -TOLERANCE..=TOLERANCE,
    read,
    keys,
    sign,
    unused_secret: "whsec_YW4gdW51c2VkIGtleSBmb3IgaW52YWxpZCBzaWduYXR1cmVz",
};

/// The first part of the header names. Many senders send both names; then those of Standard
/// Webhooks count.
fn prefix(headers: &Headers) -> &'static str {
    let svix = headers.get("webhook-signature").is_none() && headers.get("svix-signature").is_some();
    if svix { "svix" } else { "webhook" }
}

fn read(headers: &Headers) -> Result<Claim<'_>, String> {
    let prefix = prefix(headers);
    let part = |last: &str| {
        let name = format!("{prefix}-{last}");
        let missing = || format!("the header {name} is missing, which Standard Webhooks signs");
        single_line(headers, &name)?.ok_or_else(missing)
    };
    let (id, timestamp, signature) = (part("id")?, part("timestamp")?, part("signature")?);
    let signed_at =
        seconds(timestamp).ok_or(format!("the header {prefix}-timestamp is not a whole number of UNIX seconds"))?;
    let entries = || signature.split(|&byte| byte == b' ').filter(|entry| !entry.is_empty());
    let given: Vec<_> = entries().filter_map(|entry| entry.strip_prefix(b"v1,")).collect();
    if given.is_empty() {
        return Err(if entries().any(|entry| entry.starts_with(b"v1a,")) {
            "it is asymmetric (v1a), and Hookglass checks only symmetric signatures (v1)".to_owned()
        } else {
            format!("the header {prefix}-signature has no entry that starts with 'v1,'")
        });
    }
    let before_body = [id, b".", timestamp, b"."].concat();
    let scheme = Scheme::StandardWebhooks;
    Ok(Claim { scheme, before_body, given, rule: Rule::Any, signed_at: Some(signed_at) })
}

fn keys(text: &str) -> Result<Vec<Key>, SecretError> {
    if text.starts_with("whsk_") || text.starts_with("whpk_") {
        return Err(SecretError::Asymmetric);
    }
    let bytes = STANDARD.decode(text.strip_prefix(WHSEC).unwrap_or(text)).map_err(|_| SecretError::NotBase64)?;
    if bytes.is_empty() {
        return Err(SecretError::Empty);
    }
    Ok(vec![Key { bytes, encoding: KeyEncoding::Base64 }])
}

/// Keeps the id, or derives one from the time and the body. Svix sends both header names. This
/// function signs the ones that are present.
fn sign(headers: &Headers, secret: &Secret, body: &[u8], now: Timestamp) -> Headers {
    let seconds = now.as_second();
    let names = ["webhook", "svix"];
    let sent = |name: &&str| headers.get(&format!("{name}-signature")).is_some();
    let sent: Vec<_> = names.into_iter().filter(sent).collect();
    let names = if sent.is_empty() { &names[..1] } else { &sent };
    names.iter().fold(headers.clone(), |headers, prefix| {
        let id = headers.text(&format!("{prefix}-id")).map(str::to_owned);
        let id = id.unwrap_or_else(|| {
            let digest = sha256(&[seconds.to_string().as_bytes(), b".", body].concat());
            format!("msg_{}", &digest[..24])
        });
        let signature = BASE64.encode(secret.mac(&[format!("{id}.{seconds}.").as_bytes(), body]));
        let values = [("id", id), ("timestamp", seconds.to_string()), ("signature", format!("v1,{signature}"))];
        values.iter().fold(headers, |headers, (last, value)| {
            let name = format!("{prefix}-{last}");
            put(&headers, &name, &name, value)
        })
    })
}
