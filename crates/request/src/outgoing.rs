//! One outgoing request, and what came of it.

use bytes::Bytes;
use jiff::Timestamp;
use std::time::Duration;

use crate::headers::Headers;

/// A request to be sent, complete but for what the connection adds (`host`, `content-length`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The method.
    pub method: String,
    /// Absolute `http:` or `https:` URL.
    pub url: String,
    /// The end-to-end headers, in order.
    pub headers: Headers,
    /// The exact bytes of the body.
    pub body: Bytes,
}

/// What happened to a request that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When the connection was begun.
    pub sent_at: Timestamp,
    /// From there to the end of the response.
    pub duration: Duration,
    /// How long each step took; `None` for what was kept before steps were measured.
    pub steps: Option<Steps>,
    /// What came of it.
    pub outcome: Outcome,
}

/// How long the steps of an attempt took. `None`: the step did not come to its end, or there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// Finding the addresses of the host's name; none for a host that is an address.
    pub resolve: Option<Duration>,
    /// Connecting, all addresses that were tried included.
    pub connect: Option<Duration>,
    /// The TLS handshake.
    pub tls: Option<Duration>,
    /// From the connection to the first byte of the response.
    pub first_byte: Option<Duration>,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A response, whatever its status.
    Response(Response),
    /// No whole response.
    Failed(Failure),
}

impl Outcome {
    /// Bytes of a response's body that are kept.
    pub fn kept(&self) -> usize {
        match self {
            Self::Response(response) => response.body.len(),
            Self::Failed(_) => 0,
        }
    }
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// `HTTP/1.1`
    pub version: String,
    /// Its headers, in order.
    pub headers: Headers,
    /// The first 16 MiB of its body.
    pub body: Bytes,
    /// Bytes of the body in all.
    pub size: u64,
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The kind of failure.
    pub why: Why,
    /// What happened, where, and what to do, in a sentence.
    pub sentence: String,
}

/// Kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The connection was refused.
    Refused,
    /// No answer in time.
    Timeout,
    /// The host's name is not known.
    NameNotFound,
    /// There is no way to the host.
    Unreachable,
    /// TLS failed, the certificate included.
    Tls,
    /// The connection was closed or reset before a response.
    Reset,
    /// What came is not an HTTP response, or ended early.
    BrokenResponse,
    /// The person cancelled it.
    Cancelled,
}

impl Why {
    const ALL: [Self; 8] = [
        Self::Refused,
        Self::Timeout,
        Self::NameNotFound,
        Self::Unreachable,
        Self::Tls,
        Self::Reset,
        Self::BrokenResponse,
        Self::Cancelled,
    ];

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Timeout => "timeout",
            Self::NameNotFound => "name_not_found",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Reset => "reset",
            Self::BrokenResponse => "broken_response",
            Self::Cancelled => "cancelled",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.word() == word)
    }
}

/// What a resend did about the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The original signature went out.
    Original,
    /// The body was signed anew.
    Anew,
    /// No signature went out.
    None,
    /// One went out that does not verify, on purpose.
    Wrong,
}

impl Signed {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Anew => "anew",
            Self::None => "none",
            Self::Wrong => "wrong",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Original, Self::Anew, Self::None, Self::Wrong].into_iter().find(|signed| signed.word() == word)
    }
}

/// What made a resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// A person, in the window.
    #[default]
    Person,
    /// A target that events are passed on to.
    Forward,
    /// A bulk send.
    Bulk,
    /// The command line.
    Command,
}

impl Origin {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Forward => "forward",
            Self::Bulk => "bulk",
            Self::Command => "command",
        }
    }

    /// The value of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Forward, Self::Bulk, Self::Command].into_iter().find(|origin| origin.word() == word)
    }
}

/// Headers that belong to one connection, not to the message (RFC 9110, 7.6.1), and the two that are made anew.
const NOT_RESENT: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
];

/// Splits headers into those that go out again and the names of those that do not: hop-by-hop ones, the ones that
/// `Connection` names, `upgrade`, and `host` and `content-length`, which the connection makes anew.
pub fn end_to_end(headers: &Headers) -> (Headers, Vec<String>) {
    let named: Vec<String> = headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("connection"))
        .flat_map(|(_, value)| {
            String::from_utf8_lossy(value).split(',').map(|n| n.trim().to_owned()).collect::<Vec<_>>()
        })
        .collect();
    let mut kept = Headers::default();
    let mut dropped = Vec::new();
    for (name, value) in headers.iter() {
        let hop = NOT_RESENT.iter().any(|n| name.eq_ignore_ascii_case(n))
            || name.eq_ignore_ascii_case("upgrade")
            || name.to_ascii_lowercase().starts_with("http2-settings")
            || named.iter().any(|n| name.eq_ignore_ascii_case(n));
        if hop {
            dropped.push(name.to_owned());
        } else {
            kept.push(name.as_bytes(), value);
        }
    }
    (kept, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hop_by_hop_headers_stay_behind_and_the_rest_keeps_its_order() {
        let headers = Headers::from_pairs([
            ("Host", "a"),
            ("X-B", "1"),
            ("Connection", "close, X-Hop"),
            ("x-hop", "2"),
            ("X-A", "3"),
            ("X-B", "4"),
            ("Content-Length", "0"),
        ]);
        let (kept, dropped) = end_to_end(&headers);
        assert_eq!(kept.block(), b"X-B: 1\r\nX-A: 3\r\nX-B: 4\r\n");
        assert_eq!(dropped, ["Host", "Connection", "x-hop", "Content-Length"]);
    }
}
