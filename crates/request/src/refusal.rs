//! Requests that the receiver refused because their bytes are not HTTP that it understands.
//!
//! The reason is read from the bytes, not from the parser's error: a person has to recognize the
//! sender's mistake.

use jiff::Timestamp;
use serde::Serialize;
use std::net::SocketAddr;
use ts_rs::TS;

/// A request that did not become an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When its first byte arrived.
    pub at: Timestamp,
    /// Who sent it.
    pub peer: SocketAddr,
    /// Its first bytes, as received; at most [`Refusal::MAX_BYTES`].
    pub first_bytes: Vec<u8>,
    /// Why it was refused.
    pub reason: RefusalReason,
}

impl Refusal {
    /// How many bytes are kept.
    pub const MAX_BYTES: usize = 512;
}

/// Why a request was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// A TLS handshake.
    Tls,
    /// No HTTP request line.
    NotHttp,
    /// A version other than HTTP/1.0 and HTTP/1.1.
    Version,
    /// A target that no server accepts.
    Target,
    /// A header line that continues the line before it.
    FoldedLine,
    /// An invalid header line.
    HeaderLine,
    /// Contradictory or invalid `Content-Length` or `Transfer-Encoding`.
    Framing,
    /// A head or target over the limit.
    TooLarge,
    /// The head took too long.
    TimedOut,
    /// The heads being received use all memory for them.
    NoMemory,
    /// The sender closed the connection before the end of the head.
    Unfinished,
}

impl RefusalReason {
    const ALL: [Self; 11] = [
        Self::Tls,
        Self::NotHttp,
        Self::Version,
        Self::Target,
        Self::FoldedLine,
        Self::HeaderLine,
        Self::Framing,
        Self::TooLarge,
        Self::TimedOut,
        Self::NoMemory,
        Self::Unfinished,
    ];

    /// The word in the database and in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::NotHttp => "not_http",
            Self::Version => "version",
            Self::Target => "target",
            Self::FoldedLine => "folded_line",
            Self::HeaderLine => "header_line",
            Self::Framing => "framing",
            Self::TooLarge => "too_large",
            Self::TimedOut => "timed_out",
            Self::NoMemory => "no_memory",
            Self::Unfinished => "unfinished",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }

    /// The reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Tls => "TLS on a port for plain HTTP",
            Self::NotHttp => "not an HTTP request",
            Self::Version => "an HTTP version other than 1.0 and 1.1",
            Self::Target => "an invalid request target",
            Self::FoldedLine => "a folded header line",
            Self::HeaderLine => "an invalid header line",
            Self::Framing => "an invalid Content-Length or Transfer-Encoding",
            Self::TooLarge => "the head or the target is too large",
            Self::TimedOut => "the head did not arrive in time",
            Self::NoMemory => "the heads being received use all memory for them",
            Self::Unfinished => "the connection closed before the end of the head",
        }
    }

    /// What to do about it, if that is clear.
    pub fn hint(self) -> Option<&'static str> {
        match self {
            Self::Tls => Some("The sender uses https. Use http://… in its URL, or put a TLS proxy in front."),
            Self::FoldedLine => Some("HTTP no longer allows a header value on several lines. Send it on one line."),
            Self::Target => Some("Percent-encode spaces and control characters in the URL."),
            _ => None,
        }
    }

    /// Why the receiver refuses a head that begins with these bytes.
    pub fn of(head: &[u8]) -> Self {
        if head.starts_with(&[0x16, 0x03]) {
            return Self::Tls;
        }
        let mut lines = head.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let first = lines.next().unwrap_or_default();
        if let Some(reason) = request_line(first, head.contains(&b'\n')) {
            return reason;
        }
        let lines: Vec<&[u8]> = lines.take_while(|line| !line.is_empty()).collect();
        if lines.iter().any(|line| line.starts_with(b" ") || line.starts_with(b"\t")) {
            return Self::FoldedLine;
        }
        if lines.iter().all(|line| is_header_line(line)) { Self::Framing } else { Self::HeaderLine }
    }
}

/// What is wrong with a request line; `None` if nothing is. Of a line that is not `complete`, only
/// the part up to the mistake may have arrived.
fn request_line(line: &[u8], complete: bool) -> Option<RefusalReason> {
    let space = line.iter().position(|&byte| byte == b' ').unwrap_or(line.len());
    let (method, rest) = line.split_at(space);
    let Some((_, rest)) = rest.split_first() else { return Some(RefusalReason::NotHttp) };
    if method.is_empty() || !method.iter().all(|&byte| is_token(byte)) {
        return Some(RefusalReason::NotHttp);
    }
    let last_space = rest.iter().rposition(|&byte| byte == b' ').unwrap_or(rest.len());
    let (target, version) = rest.split_at(last_space);
    let version = version.strip_prefix(b" ").unwrap_or_default();
    if !version.starts_with(b"HTTP/") {
        return Some(if complete { RefusalReason::NotHttp } else { RefusalReason::Target });
    }
    if ![&b"HTTP/1.0"[..], b"HTTP/1.1"].contains(&version) {
        return Some(RefusalReason::Version);
    }
    let form_is_known = target.starts_with(b"/")
        || target == b"*"
        || method == b"CONNECT"
        || target.windows(3).any(|window| window == b"://");
    let is_valid = form_is_known && target.iter().all(|&byte| byte > b' ' && byte != 0x7f);
    (!is_valid).then_some(RefusalReason::Target)
}

fn is_header_line(line: &[u8]) -> bool {
    let Some(colon) = line.iter().position(|&byte| byte == b':') else { return false };
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    !name.is_empty()
        && name.iter().all(|&byte| is_token(byte))
        && value.iter().all(|&byte| byte == b'\t' || (byte >= b' ' && byte != 0x7f))
}

/// A character of a method or a header name (RFC 9110, 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_names_the_mistake_of_the_sender() {
        for (head, reason) in [
            (&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..], RefusalReason::Tls),
            (b"SSH-2.0-OpenSSH_9.6\r\n", RefusalReason::NotHttp),
            (b"GET /\r\n", RefusalReason::NotHttp),
            (b"\x00\x01 / HTTP/1.1\r\n\r\n", RefusalReason::NotHttp),
            (b"", RefusalReason::NotHttp),
            (b"POST / HTTP/1.2\r\n\r\n", RefusalReason::Version),
            (b"POST / HTTP/3\r\n\r\n", RefusalReason::Version),
            (b"POST /a b HTTP/1.1\r\n\r\n", RefusalReason::Target),
            (b"POST /a\x01 HTTP/1.1\r\n\r\n", RefusalReason::Target),
            (b"POST /the-rest-has-not-arrived\x01", RefusalReason::Target),
            (b"POST /the-rest-has-not-arrived b", RefusalReason::Target),
            (b"POST no/slash HTTP/1.1\r\n\r\n", RefusalReason::Target),
            (b"POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", RefusalReason::FoldedLine),
            (b"POST / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n", RefusalReason::FoldedLine),
            (b"POST / HTTP/1.1\r\nA b: c\r\n\r\n", RefusalReason::HeaderLine),
            (b"POST / HTTP/1.1\r\nno colon\r\n\r\n", RefusalReason::HeaderLine),
            (b"POST / HTTP/1.1\r\nA: \x00\r\n\r\n", RefusalReason::HeaderLine),
            (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n body", RefusalReason::Framing),
        ] {
            assert_eq!(RefusalReason::of(head), reason, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn each_reason_has_its_own_word() {
        for reason in RefusalReason::ALL {
            assert_eq!(RefusalReason::from_word(reason.word()), Some(reason));
        }
    }
}
