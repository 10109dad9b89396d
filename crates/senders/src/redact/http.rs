//! Redacts the head of a request or response: header values, request targets and URLs.

use hookglass_request::headers::Headers;
use percent_encoding::percent_decode;
use std::borrow::Cow;
use std::ops::Range;

use super::cover::{MASK, cover_text};
use super::names::{is_secret_header, is_secret_parameter};

/// Authorization schemes that stay readable before their credentials.
const SCHEMES: &[&str] = &["ApiKey", "AWS4-HMAC-SHA256", "Basic", "Bearer", "Digest", "DPoP", "Negotiate", "Token"];

/// How often a parameter may contain a URL that contains a URL.
const MAX_NESTED: usize = 3;

/// The value of a header with its secrets redacted; `None` if it contains none.
pub fn header(name: &str, value: &[u8]) -> Option<String> {
    if !is_secret_header(name) {
        return url(value);
    }
    if value.is_empty() {
        return None;
    }
    let scheme = value.split(|byte| *byte == b' ').next().and_then(|scheme| std::str::from_utf8(scheme).ok());
    let scheme = scheme.filter(|scheme| scheme.len() < value.len());
    let known = scheme.filter(|scheme| SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)));
    Some(known.map_or_else(|| MASK.to_owned(), |scheme| format!("{scheme} {MASK}")))
}

/// Header lines with their secrets redacted, and the names of the redacted lines.
pub fn headers(headers: &Headers) -> (Headers, Vec<String>) {
    let mut names = Vec::new();
    let lines = headers.iter().map(|(name, value)| match header(name, value) {
        Some(redacted) => {
            names.push(name.to_owned());
            (name, redacted.into_bytes())
        }
        None => (name, value.to_vec()),
    });
    (Headers::from_pairs(lines), names)
}

/// A request target or URL with its secrets redacted; `None` if it contains none.
pub fn url(text: &[u8]) -> Option<String> {
    let spans = url_spans(text, MAX_NESTED);
    (!spans.is_empty()).then(|| cover_text(text, (0, text.len()), &spans))
}

/// The secret values of a form's fields (`application/x-www-form-urlencoded`).
pub(crate) fn form_spans(body: &[u8]) -> Vec<(usize, usize)> {
    parameter_spans(body, 0, MAX_NESTED)
}

/// The user and password before a host, and the secret values of the query and the fragment.
fn url_spans(text: &[u8], nested: usize) -> Vec<(usize, usize)> {
    let query = text.iter().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(text.len());
    let mut spans = Vec::new();
    if let Some(scheme) = text[..query].windows(3).position(|part| part == b"://") {
        let host = scheme + 3;
        let ends = |byte: &u8| *byte == b'/' || byte.is_ascii_whitespace();
        let end = text[host..query].iter().position(ends).map_or(query, |length| host + length);
        let user = text[host..end].iter().rposition(|byte| *byte == b'@');
        spans.extend(user.filter(|length| *length > 0).map(|length| (host, host + length)));
    }
    spans.extend(parameter_spans(text, query, nested));
    spans
}

/// The secret values among the parameters `name=value` from a position on.
fn parameter_spans(text: &[u8], from: usize, nested: usize) -> Vec<(usize, usize)> {
    let is_secret = |parameter: &Range<usize>, equals: usize| {
        let (name, value) = (&text[parameter.start..equals], &text[equals + 1..parameter.end]);
        is_secret_parameter(&percent_decode(name).decode_utf8_lossy()) || contains_secret(value, nested)
    };
    let secret = |parameter: Range<usize>| {
        let equals = parameter.start + text[parameter.clone()].iter().position(|byte| *byte == b'=')?;
        let is_empty = equals + 1 == parameter.end;
        (!is_empty && is_secret(&parameter, equals)).then_some((equals + 1, parameter.end))
    };
    parameters(text, from).filter_map(secret).collect()
}

/// Whether a value is a percent-encoded URL that contains a secret.
fn contains_secret(value: &[u8], nested: usize) -> bool {
    nested > 0 && value.contains(&b'%') && !url_spans(&Cow::from(percent_decode(value)), nested - 1).is_empty()
}

/// The parts of a text between the characters that end a parameter.
fn parameters(text: &[u8], from: usize) -> impl Iterator<Item = Range<usize>> {
    let ends = |byte: &u8| matches!(byte, b'&' | b'?' | b'#' | b' ' | b'\r' | b'\n' | b'"' | b'\'' | b'<' | b'>');
    let mut at = from;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let start = at;
            let end = text[start..].iter().position(ends).map_or(text.len(), |length| start + length);
            at = end + 1;
            start..end
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str) -> String {
        url(text.as_bytes()).unwrap_or_else(|| text.to_owned()).replace(MASK, "*")
    }

    #[test]
    fn tokens_in_a_query_are_redacted() {
        for (text, expected) in [
            ("/hook?token=sesame", "/hook?token=*"),
            ("/hook?a=1&access_token=sesame&b=2", "/hook?a=1&access_token=*&b=2"),
            ("/hook?%74oken=sesame", "/hook?%74oken=*"),
            ("/hook?token=a=b&token=c", "/hook?token=*&token=*"),
            ("https://x.example/cb#id_token=sesame&state=1", "https://x.example/cb#id_token=*&state=1"),
            ("https://ada:sesame@x.example/a", "https://*@x.example/a"),
            ("/go?next=https%3A%2F%2Fx.example%2F%3Ftoken%3Dsesame", "/go?next=*"),
            ("<https://x.example/?key=sesame>; rel=next", "<https://x.example/?key=*>; rel=next"),
        ] {
            assert_eq!(redacted(text), expected);
        }
        for plain in
            ["/hook", "/hook?", "/hook?token", "/hook?token=", "/token=a", "/a@b?page=2", "http://a b@c", "*", "%?%=%"]
        {
            assert_eq!(redacted(plain), plain);
        }
    }

    #[test]
    fn credentials_in_headers_are_redacted_and_their_scheme_stays() {
        for (name, value, expected) in [
            ("Authorization", "Bearer sesame", "Bearer *"),
            ("authorization", "sesame", "*"),
            ("Proxy-Authorization", "Basic YTpi", "Basic *"),
            ("Authorization", "open sesame", "*"),
            ("Cookie", "sid=sesame", "*"),
            ("Set-Cookie", "sid=sesame; HttpOnly", "*"),
            ("X-Api-Key", "sesame", "*"),
            ("Referer", "https://x.example/?code=sesame", "https://x.example/?code=*"),
        ] {
            let shown = header(name, value.as_bytes()).expect(name).replace(MASK, "*");
            assert_eq!(shown, expected, "{name}: {value}");
        }
        assert_eq!(header("Content-Type", b"application/json"), None);
        assert_eq!(header("X-Authgear-Body-Signature", b"00ff"), None);
    }
}
