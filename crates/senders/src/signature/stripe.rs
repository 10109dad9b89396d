//! Stripe's signature: a time and the hexadecimal MAC of that time and the body, in one header.

use super::{
    claim::{Claim, Rule, seconds, single_line},
    header::put,
    mac::hex,
    rules::{Rules, TOLERANCE, UNUSED_SECRET},
    scheme::Scheme,
    secret::Key,
};
use hookglass_request::headers::Headers;

const HEADER: &str = "stripe-signature";

pub(super) static RULES: Rules = Rules {
    word: "stripe",
    name: "Stripe",
    headers: &[HEADER],
    parts: &[HEADER],
    signed: "its timestamp and the exact bytes",
    written: hex,
    written_as: "in lower-case hexadecimal",
    usual_form: &["in lower-case hexadecimal"],
    before_mac: b"v1=",
    // Stripe's libraries accept a clock that is ahead.
    allowed_age: i64::MIN..=TOLERANCE,
    read,
    keys: |text| Ok(vec![Key::of_text(text)]),
    sign: |headers, secret, body, now| {
        let seconds = now.as_second();
        let signature = hex(&secret.mac(&[format!("{seconds}.").as_bytes(), body]));
        put(headers, HEADER, "Stripe-Signature", &format!("t={seconds},v1={signature}"))
    },
    unused_secret: UNUSED_SECRET,
};

fn read(headers: &Headers) -> Result<Claim<'_>, String> {
    let header = single_line(headers, HEADER)?.unwrap_or_default();
    let items = || header.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
    let timestamp = items().find_map(|item| item.strip_prefix(b"t="));
    let timestamp = timestamp.ok_or("the header Stripe-Signature has no 't=', the signed time")?;
    let signed_at =
        seconds(timestamp).ok_or("the 't=' of the header Stripe-Signature is not a whole number of UNIX seconds")?;
    let given: Vec<_> = items().filter_map(|item| item.strip_prefix(b"v1=")).collect();
    if given.is_empty() {
        return Err("the header Stripe-Signature has no 'v1=' signature".to_owned());
    }
    let before_body = [timestamp, b"."].concat();
    Ok(Claim { scheme: Scheme::Stripe, before_body, given, rule: Rule::Any, signed_at: Some(signed_at) })
}
