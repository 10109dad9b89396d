//! A received request, before it is parsed.

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;
use std::net::SocketAddr;
use ts_rs::TS;

use crate::headers::Headers;

/// A received request, byte for byte.
#[derive(Debug, Clone)]
pub struct Capture {
    /// When the first byte of the request line arrived.
    pub began_at: Timestamp,
    /// When the last byte of the body arrived.
    pub received_at: Timestamp,
    /// The address of the sender.
    pub peer: SocketAddr,
    /// The protocol.
    pub version: Version,
    /// The method, as sent.
    pub method: String,
    /// The request target, as sent: `/path?query`, an absolute URL, or `*`.
    pub target: Vec<u8>,
    /// The header lines, as sent.
    pub headers: Headers,
    /// The body as sent, with its content encoding and without chunk framing.
    pub body: Bytes,
    /// Why `body` is incomplete; `None` for a complete body.
    pub cut: Option<Truncation>,
}

/// Why a stored body is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Truncation {
    /// The body exceeded the body size limit; its first MiB is stored.
    OverLimit,
    /// The sender disconnected or broke the framing before the end.
    SenderLeft,
    /// Part of the stored event cannot be read: the database is damaged, or another version wrote
    /// it. Never stored.
    Damaged,
}

impl Truncation {
    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::OverLimit => "over_limit",
            Self::SenderLeft => "sender_left",
            Self::Damaged => "damaged",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::OverLimit, Self::SenderLeft, Self::Damaged].into_iter().find(|truncation| truncation.word() == word)
    }
}

/// An HTTP version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// HTTP/1.0
    Http10,
    /// HTTP/1.1
    Http11,
    /// HTTP/2
    Http2,
}

impl Version {
    /// The version as written in a status line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Http10 => "HTTP/1.0",
            Self::Http11 => "HTTP/1.1",
            Self::Http2 => "HTTP/2",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Http10, Self::Http11, Self::Http2].into_iter().find(|version| version.word() == word)
    }
}

impl Capture {
    /// The path of the target, percent-encoded as sent, with U+FFFD for bytes that are not UTF-8.
    pub fn path(&self) -> String {
        String::from_utf8_lossy(split_target(&self.target).0).into_owned()
    }

    /// The query of the target, without the question mark.
    pub fn query(&self) -> Option<&[u8]> {
        split_target(&self.target).1
    }
}

/// Path and query of a request target in origin, absolute, or asterisk form (RFC 9112, 3.2).
pub fn split_target(target: &[u8]) -> (&[u8], Option<&[u8]>) {
    let local = match find(target, b"://") {
        Some(at) if !target.starts_with(b"/") => {
            let rest = &target[at + 3..];
            let slash = rest.iter().position(|&b| b == b'/' || b == b'?');
            slash.map_or(&b"/"[..], |slash| &rest[slash..])
        }
        _ => target,
    };
    // HTTP has no fragments in requests, but some senders include one.
    let local = &local[..local.iter().position(|&b| b == b'#').unwrap_or(local.len())];
    match local.iter().position(|&b| b == b'?') {
        Some(mark) => (&local[..mark], Some(&local[mark + 1..])),
        None => (local, None),
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::split_target;

    #[test]
    fn every_form_of_target_is_split() {
        let cases: [(&str, &str, Option<&str>); 7] = [
            ("/f#frag?x", "/f", None),
            ("/hook?a=1?b", "/hook", Some("a=1?b")),
            ("/", "/", None),
            ("*", "*", None),
            ("http://example.com/x/y?z", "/x/y", Some("z")),
            ("http://example.com", "/", None),
            ("/to?u=http://example.com/x", "/to", Some("u=http://example.com/x")),
        ];
        for (target, path, query) in cases {
            let split = split_target(target.as_bytes());
            assert_eq!(split, (path.as_bytes(), query.map(str::as_bytes)), "{target}");
        }
    }
}
