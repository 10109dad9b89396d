//! Decides whether a received request may cause actions: forwarding, calls by rules, holds.
//!
//! A web page can send requests to this computer, after DNS rebinding also under its own host
//! name. Browsers set `Origin`, `Sec-Fetch-Site` and `Host` themselves, so a page cannot hide
//! behind them. Senders of webhooks set neither of the first two.
//!
//! Samples are stored to be looked at, so they cause no actions either, unless the user asks for it.
//! They carry [`SAMPLE_HEADER`]. Any client can send it: it only restricts what the request can do.
//!
//! Kept out: signatures. A request with a valid signature is trusted whatever its headers say.

use serde::Serialize;
use std::net::IpAddr;
use ts_rs::TS;

use crate::capture::Capture;

/// Marks a request as a sample.
pub const SAMPLE_HEADER: &str = "X-Hookglass-Sample";

/// Why a request is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Distrust {
    /// A web page of another site sent it.
    WebPage,
    /// It was sent to a host that is neither this computer nor allowed.
    UnknownHost,
    /// It is a sample.
    Sample,
}

impl Distrust {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::WebPage => "web_page",
            Self::UnknownHost => "unknown_host",
            Self::Sample => "sample",
        }
    }

    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::WebPage => "from a web page",
            Self::UnknownHost => "unknown host",
            Self::Sample => "sample",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::WebPage, Self::UnknownHost, Self::Sample].into_iter().find(|distrust| distrust.word() == word)
    }
}

/// A request that is not trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untrusted {
    /// Why.
    pub why: Distrust,
    /// The unknown host. Allowing it makes later requests trusted.
    pub host: Option<String>,
}

/// Why a request is not trusted; `None` if it is. `is_allowed` decides about host names in the form
/// of [`host_name`].
///
/// A request without `Host` is trusted: every browser sends one.
pub fn untrusted(capture: &Capture, is_allowed: impl Fn(&str) -> bool) -> Option<Untrusted> {
    let Capture { headers, target, .. } = capture;
    let is_known = |name: &str| is_loopback(name) || is_allowed(name);
    if headers.values("origin").any(|origin| !origin_host(origin).is_some_and(|host| is_known(&host))) {
        return Some(Untrusted { why: Distrust::WebPage, host: None });
    }
    let hosts: Vec<Option<String>> = headers.values("host").chain(authority(target)).map(host_of).collect();
    // Pages of the same site: those of other servers on this computer, but for any other name those
    // of other subdomains.
    let is_local = hosts.iter().flatten().all(|name| is_loopback(name));
    let is_own_site = |site: &[u8]| {
        [&b"same-origin"[..], b"none"].contains(&site) || (is_local && site.eq_ignore_ascii_case(b"same-site"))
    };
    if headers.values("sec-fetch-site").any(|site| !is_own_site(site)) {
        return Some(Untrusted { why: Distrust::WebPage, host: None });
    }
    let unknown = hosts.into_iter().find(|host| !host.as_deref().is_some_and(is_known))?;
    Some(Untrusted { why: Distrust::UnknownHost, host: unknown })
}

/// The verdict on a sample; `None` for other requests.
pub fn sample(capture: &Capture) -> Option<Untrusted> {
    capture.headers.get(SAMPLE_HEADER).map(|_| Untrusted { why: Distrust::Sample, host: None })
}

/// The name of a host as typed by a person or sent in `Host`: in lower case, without port, brackets
/// and trailing dot. `None` if the text is not a host.
pub fn host_name(text: &str) -> Option<String> {
    let text = text.trim();
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        // An address of version 6 without brackets.
        None if text.parse::<IpAddr>().is_ok() => (text, ""),
        None => text.find(':').map_or((text, ""), |colon| text.split_at(colon)),
    };
    let is_port = |port: &str| port.is_empty() || port.bytes().all(|byte| byte.is_ascii_digit());
    if !port.is_empty() && !port.strip_prefix(':').is_some_and(is_port) {
        return None;
    }
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte));
    is_name.then(|| name.to_ascii_lowercase())
}

/// Whether a name, in the form of [`host_name`], is this computer whatever a DNS server says.
fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

fn host_of(value: &[u8]) -> Option<String> {
    host_name(std::str::from_utf8(value).ok()?)
}

/// The host of an origin such as `https://example.com:8443`; `None` for `null` and for pages that
/// were not loaded over HTTP.
fn origin_host(origin: &[u8]) -> Option<String> {
    let origin = std::str::from_utf8(origin).ok()?;
    let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"))?;
    host_name(host)
}

/// The host and port of a request target in absolute form.
fn authority(target: &[u8]) -> Option<&[u8]> {
    let at = target.windows(3).position(|window| window == b"://").filter(|_| !target.starts_with(b"/"))?;
    target[at + 3..].split(|byte| b"/?#".contains(byte)).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{capture::Version, headers::Headers};
    use bytes::Bytes;
    use jiff::Timestamp;

    fn capture(target: &str, headers: &[(&str, &str)]) -> Capture {
        Capture {
            began_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
            peer: "127.0.0.1:1".parse().unwrap(),
            version: Version::Http11,
            method: "POST".to_owned(),
            target: target.into(),
            headers: Headers::from_pairs(headers.iter().copied()),
            body: Bytes::new(),
            cut: None,
        }
    }

    fn verdict(headers: &[(&str, &str)]) -> Option<Distrust> {
        untrusted(&capture("/", headers), |host| host == "hooks.example").map(|untrusted| untrusted.why)
    }

    const LOCAL: (&str, &str) = ("Host", "127.0.0.1:4665");

    #[test]
    fn requests_to_this_computer_or_an_allowed_host_are_trusted() {
        for host in [
            "127.0.0.1:4665",
            "127.8.9.1",
            "localhost:4665",
            "LOCALHOST",
            "localhost.",
            "[::1]:4665",
            "[::ffff:127.0.0.1]:1",
            "hooks.example",
            "Hooks.Example:443",
        ] {
            assert_eq!(verdict(&[("host", host)]), None, "{host}");
        }
        assert_eq!(verdict(&[]), None, "a browser always sends a host");
    }

    #[test]
    fn other_hosts_are_unknown() {
        for host in [
            "evil.example",
            "hooks.example.evil.example",
            "sub.hooks.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "0.0.0.0:4665",
            "192.0.2.7",
            "[::]:4665",
            "a@localhost",
            "localhost:x",
            "[::1]x",
            "",
            "\u{ff}",
        ] {
            assert_eq!(verdict(&[("Host", host)]), Some(Distrust::UnknownHost), "{host}");
        }
        assert_eq!(verdict(&[LOCAL, ("host", "evil.example")]), Some(Distrust::UnknownHost), "all must be known");
        let absolute = capture("http://evil.example/?x=://localhost", &[LOCAL]);
        let untrusted = untrusted(&absolute, |_| false).unwrap();
        assert_eq!((untrusted.why, untrusted.host.as_deref()), (Distrust::UnknownHost, Some("evil.example")));
    }

    #[test]
    fn the_unknown_host_can_be_allowed_as_reported() {
        let request = capture("/", &[("Host", "Abc.Example.:8443")]);
        let host = untrusted(&request, |_| false).unwrap().host.unwrap();
        assert_eq!(host, "abc.example");
        assert_eq!(untrusted(&request, |allowed| allowed == host), None);
    }

    #[test]
    fn a_foreign_origin_is_a_web_page() {
        for origin in [
            "https://evil.example",
            "http://evil.example:4665",
            "http://localhost.evil.example",
            "null",
            "tauri://localhost",
            "file://",
            "",
        ] {
            assert_eq!(verdict(&[LOCAL, ("Origin", origin)]), Some(Distrust::WebPage), "{origin}");
        }
        for origin in ["http://localhost:3000", "http://127.0.0.1:4665", "https://[::1]", "https://hooks.example"] {
            assert_eq!(verdict(&[LOCAL, ("Origin", origin)]), None, "{origin}");
        }
        let two = [LOCAL, ("Origin", "http://localhost"), ("origin", "http://evil.example")];
        assert_eq!(verdict(&two), Some(Distrust::WebPage));
    }

    #[test]
    fn a_request_of_another_site_is_from_a_web_page() {
        for (host, site, expected) in [
            ("localhost", "cross-site", Some(Distrust::WebPage)),
            ("localhost", "Cross-Site", Some(Distrust::WebPage)),
            ("localhost", "unheard-of", Some(Distrust::WebPage)),
            ("localhost", "same-site", None),
            ("localhost", "same-origin", None),
            ("localhost", "none", None),
            ("hooks.example", "same-site", Some(Distrust::WebPage)),
            ("hooks.example", "none", None),
            // After DNS rebinding, the page and the receiver have the same origin.
            ("evil.example", "same-origin", Some(Distrust::UnknownHost)),
        ] {
            assert_eq!(verdict(&[("Host", host), ("Sec-Fetch-Site", site)]), expected, "{host} {site}");
        }
    }

    #[test]
    fn typed_hosts_are_normalized() {
        for (text, name) in [
            (" Abc.Example ", Some("abc.example")),
            ("abc.example:443", Some("abc.example")),
            ("[2001:DB8::1]:80", Some("2001:db8::1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("https://abc.example", None),
            ("abc.example/path", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(host_name(text).as_deref(), name, "{text}");
        }
    }
}
