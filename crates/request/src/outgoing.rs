//! An outgoing request, and the result of sending it.

use bytes::Bytes;
use jiff::Timestamp;
use std::time::Duration;

use crate::headers::Headers;

/// A request to send. The connection adds `host` and `content-length`.
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

/// The result of sending a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// When connecting started.
    pub sent_at: Timestamp,
    /// From then to the end of the response.
    pub duration: Duration,
    /// How long each step took; `None` for attempts stored before steps were measured.
    pub steps: Option<Steps>,
    /// The response or failure.
    pub outcome: Outcome,
}

/// How long the steps of an attempt took. `None` if the step did not finish or was not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// Resolving the host's name; `None` for an IP address.
    pub resolve: Option<Duration>,
    /// Connecting, including all addresses tried.
    pub connect: Option<Duration>,
    /// The TLS handshake.
    pub tls: Option<Duration>,
    /// From the connection to the first byte of the response.
    pub first_byte: Option<Duration>,
}

/// A response or a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A complete response with any status.
    Response(Response),
    /// No complete response.
    Failed(Failure),
}

impl Outcome {
    /// The number of stored bytes of the response body.
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
    /// The headers, in order.
    pub headers: Headers,
    /// The first 16 MiB of the body.
    pub body: Bytes,
    /// The full size of the body. If it was cut, the announced size, or else what had arrived.
    pub size: u64,
}

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The kind of failure.
    pub why: FailureKind,
    /// A sentence that says what happened, where, and what to do.
    pub sentence: String,
}

/// The kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The connection was refused.
    Refused,
    /// No answer in time.
    Timeout,
    /// The host's name could not be resolved.
    NameNotFound,
    /// The host is unreachable.
    Unreachable,
    /// The TLS handshake failed, or the certificate is invalid.
    Tls,
    /// The connection was closed or reset before a response.
    Reset,
    /// The response is not HTTP, or ended early.
    BrokenResponse,
    /// A person cancelled the request.
    Cancelled,
}

impl FailureKind {
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

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The signature that a resend carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The original signature.
    Original,
    /// The body was re-signed.
    Resigned,
    /// No signature.
    None,
    /// A deliberately invalid signature.
    Wrong,
}

impl Signed {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Resigned => "anew",
            Self::None => "none",
            Self::Wrong => "wrong",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Original, Self::Resigned, Self::None, Self::Wrong].into_iter().find(|signed| signed.word() == word)
    }
}

/// What caused a resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// A person, in the window.
    #[default]
    Person,
    /// A forwarding target.
    Forward,
    /// A bulk resend.
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

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Person, Self::Forward, Self::Bulk, Self::Command].into_iter().find(|origin| origin.word() == word)
    }
}

/// Headers of one connection (RFC 9110, 7.6.1), and the two that every connection computes.
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

/// Splits headers into end-to-end headers, which are resent, and the names of the others:
/// hop-by-hop headers, those named by `Connection`, `upgrade`, and `host` and `content-length`,
/// which the connection computes.
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
    fn hop_by_hop_headers_are_dropped_and_the_rest_keeps_its_order() {
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
