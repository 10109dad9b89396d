//! Adds, replaces and removes signatures.

use hookglass_request::headers::Headers;
use jiff::Timestamp;

use super::scheme::Scheme;
use super::secret::Secret;

/// The headers with a new signature of `body`. It replaces the first signature, or is added. The
/// scheme is that of the secret. `now` is for schemes that sign a time. A signed id stays. A
/// missing id is derived from the time and the body.
pub fn re_signed(headers: &Headers, secret: &Secret, body: &[u8], now: Timestamp) -> Headers {
    (secret.scheme().rules().sign)(headers, secret, body, now)
}

/// The headers with a well-formed signature that does not verify.
pub fn signed_wrong(headers: &Headers, scheme: Scheme, body: &[u8], now: Timestamp) -> Headers {
    match Secret::parse(scheme, scheme.rules().unused_secret) {
        Ok(secret) => re_signed(headers, &secret, body, now),
        Err(_) => headers.clone(),
    }
}

/// The headers without signatures. `except` is a scheme whose signature stays.
pub fn unsigned(headers: &Headers, except: Option<Scheme>) -> Headers {
    let is_removed =
        |name: &str| Scheme::ALL.iter().any(|scheme| Some(*scheme) != except && scheme.is_carried_by(name));
    let mut out = Headers::default();
    headers.iter().filter(|(name, _)| !is_removed(name)).for_each(|(name, value)| out.push(name.as_bytes(), value));
    out
}

/// The headers with the signature of a received request.
pub fn signed_as(headers: &Headers, received: &Headers) -> Headers {
    let Some(scheme) = Scheme::of(received) else { return unsigned(headers, None) };
    let is_part = |name: &str| scheme.rules().parts.iter().any(|part| name.eq_ignore_ascii_case(part));
    let (mut out, mut placed) = (Headers::default(), Vec::new());
    let place = |name: &str, out: &mut Headers, placed: &mut Vec<String>| {
        let lower = name.to_ascii_lowercase();
        if !placed.contains(&lower) {
            let same = received.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
            same.for_each(|(name, value)| out.push(name.as_bytes(), value));
            placed.push(lower);
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
