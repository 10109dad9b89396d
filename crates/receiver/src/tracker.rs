//! Finds the heads of the HTTP/1 requests on one connection, exactly as they were sent.
//!
//! hyper provides a `HeaderMap` and a `Uri`. The `HeaderMap` has lost the case of names and the
//! order of interleaved duplicates, the `Uri` has lost the fragment, and neither has the time of
//! the first byte. So [`Tracker`] reads the same bytes, follows the framing far enough to know
//! where each head begins (RFC 9112, sections 6 and 7), and queues the heads in a [`HeadQueue`] for
//! the requests that hyper announces next.
//!
//! The tracker only watches, except that its [`TargetFilter`] hides bytes of a target that hyper
//! would not accept. hyper rejects or handles the input that the tracker cannot follow; the
//! tracker then stops for the rest of the connection, and hyper's own view of each head is used.
//! The queue compares each head with the request that hyper announces, so a head is never attached
//! to another request. [`MAX_HEAD`] and the queue's limit bound its memory.

mod chunked;
#[cfg(test)]
mod tests;

use chunked::{ChunkState, Progress};
use hookglass_request::{capture::Version, refusal::RefusalReason};
use http::Method;
use jiff::Timestamp;
use std::{mem::MaybeUninit, sync::Arc};

use crate::{
    heads::{Framing, Head, HeadQueue, MAX_HEAD, MAX_HEADERS},
    refused::Leftover,
    target::TargetFilter,
};

/// A buffer that grew beyond this size for one head is shrunk.
const MAX_IDLE_BUFFER: usize = 16 << 10;
/// The start of an HTTP/2 connection (RFC 9113, 3.4).
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n";

/// Follows the bytes of one connection.
#[derive(Debug)]
pub(crate) struct Tracker {
    heads: Arc<HeadQueue>,
    position: Position,
    /// The received part of an incomplete head; empty between requests.
    partial: Vec<u8>,
    began_at: Timestamp,
    filter: TargetFilter,
    /// The head that could not be followed.
    rejected: Option<Leftover>,
}

/// What the next byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Head,
    /// A body with this many bytes left.
    Body(u64),
    Chunked(ChunkState),
    /// An HTTP/2 connection, or input that hyper rejects.
    Untracked,
}

impl Tracker {
    pub(crate) fn new(heads: Arc<HeadQueue>) -> Self {
        Self {
            heads,
            position: Position::Head,
            partial: Vec::new(),
            began_at: Timestamp::UNIX_EPOCH,
            filter: TargetFilter::default(),
            rejected: None,
        }
    }

    /// The bytes of an incomplete head; 0 if none has begun.
    pub(crate) fn partial_head(&self) -> usize {
        match self.partial.len() {
            0 => 0,
            length => length + self.filter.target().len(),
        }
    }

    /// How many more bytes of a rejected head are kept.
    pub(crate) fn missing_of_rejected(&self) -> usize {
        self.rejected.as_ref().map_or(0, Leftover::missing)
    }

    /// Adds bytes that hyper does not read any more to a rejected head.
    pub(crate) fn add_to_rejected(&mut self, bytes: &[u8]) {
        if let Some(rejected) = &mut self.rejected {
            rejected.extend(bytes);
        }
    }

    /// Reads the next bytes of the connection, which arrived at `arrived_at`. Afterwards they are
    /// as hyper gets them.
    pub(crate) fn feed(&mut self, mut bytes: &mut [u8], arrived_at: Timestamp) {
        while !bytes.is_empty() {
            let rest = match self.position {
                Position::Head => {
                    // Without the original target, hyper's is stored.
                    if !self.heads.is_out_of_step() {
                        self.filter.replace(bytes);
                    }
                    self.head(bytes, arrived_at)
                }
                Position::Body(left) => {
                    let taken = left.min(bytes.len() as u64);
                    self.position = match left - taken {
                        0 => Position::Head,
                        left => Position::Body(left),
                    };
                    &bytes[taken as usize..]
                }
                Position::Chunked(state) => self.chunked(state, bytes),
                Position::Untracked => return,
            };
            let taken = bytes.len() - rest.len();
            bytes = &mut bytes[taken..];
        }
    }

    /// Returns the bytes after the head.
    fn head<'a>(&mut self, mut bytes: &'a [u8], arrived_at: Timestamp) -> &'a [u8] {
        if self.partial.is_empty() {
            // Empty lines before a request are not part of it (RFC 9112, 2.2).
            let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
            bytes = &bytes[start.unwrap_or(bytes.len())..];
            if bytes.is_empty() {
                return bytes;
            }
            self.began_at = arrived_at;
            // Nearly every head arrives in one piece and is parsed without a copy.
            match self.parse(bytes) {
                Parsed::Complete(length) => return &bytes[length..],
                Parsed::Incomplete => self.partial.extend_from_slice(bytes),
                Parsed::Invalid => self.reject(bytes),
            }
            return &[];
        }
        let before = self.partial.len();
        let room = MAX_HEAD.saturating_sub(before);
        self.partial.extend_from_slice(&bytes[..bytes.len().min(room)]);
        // Parses again only after an empty line; otherwise a head that arrives byte by byte would
        // cost quadratic time.
        if !has_empty_line(&self.partial[before.saturating_sub(2)..]) && !is_http2_preface(&self.partial) {
            if bytes.len() > room {
                let partial = std::mem::take(&mut self.partial);
                self.reject(&partial);
            }
            return &[];
        }
        let mut partial = std::mem::take(&mut self.partial);
        match self.parse(&partial) {
            Parsed::Complete(length) => {
                partial.clear();
                partial.shrink_to(MAX_IDLE_BUFFER);
                self.partial = partial;
                &bytes[length - before..]
            }
            Parsed::Incomplete => {
                self.partial = partial;
                &[]
            }
            Parsed::Invalid => {
                self.reject(&partial);
                &[]
            }
        }
    }

    fn parse(&mut self, bytes: &[u8]) -> Parsed {
        if is_http2_preface(bytes) {
            return Parsed::Invalid;
        }
        let mut lines = [const { MaybeUninit::uninit() }; MAX_HEADERS];
        let mut request = httparse::Request::new(&mut []);
        match request.parse_with_uninit_headers(bytes, &mut lines) {
            Ok(httparse::Status::Complete(length)) => {
                let (Some(position), Some(head)) =
                    (position_after(request.headers), self.head_of(&request, &bytes[..length]))
                else {
                    return Parsed::Invalid;
                };
                self.position = position;
                self.heads.push(head);
                self.filter.reset();
                Parsed::Complete(length)
            }
            Ok(httparse::Status::Partial) => Parsed::Incomplete,
            Err(_) => Parsed::Invalid,
        }
    }

    fn head_of(&self, request: &httparse::Request<'_, '_>, head: &[u8]) -> Option<Head> {
        let first_line = head.iter().position(|&byte| byte == b'\n')? + 1;
        let empty_line = if head.ends_with(b"\r\n") { 2 } else { 1 };
        Some(Head {
            began_at: self.began_at,
            method: Method::from_bytes(request.method?.as_bytes()).ok()?,
            target: self.filter.target().to_vec(),
            version: match request.version? {
                0 => Version::Http10,
                _ => Version::Http11,
            },
            block: head.get(first_line..head.len() - empty_line)?.to_vec(),
            framing: Framing::of(request.headers),
        })
    }

    /// Returns the bytes after the chunked body.
    fn chunked<'a>(&mut self, state: ChunkState, bytes: &'a [u8]) -> &'a [u8] {
        let (position, rest) = match state.advance(bytes) {
            Progress::Inside(state) => (Position::Chunked(state), &[][..]),
            Progress::End(rest) => (Position::Head, rest),
            Progress::Invalid => {
                self.stop();
                return &[];
            }
        };
        self.position = position;
        let in_trailers = matches!(position, Position::Chunked(state) if state.is_after_last_chunk());
        self.heads.set_in_trailers(in_trailers);
        rest
    }

    /// Stops at a head that hyper will not accept.
    fn reject(&mut self, head: &[u8]) {
        if !is_http2_preface(head) {
            let head = self.filter.restore(head);
            let reason = RefusalReason::of(&head);
            self.rejected = Some(Leftover::new(self.began_at, head, reason));
        }
        self.stop();
    }

    fn stop(&mut self) {
        self.position = Position::Untracked;
        self.partial = Vec::new();
        self.heads.set_in_trailers(false);
        self.filter.reset();
    }
}

impl Drop for Tracker {
    fn drop(&mut self) {
        let partial = (!self.partial.is_empty())
            .then(|| Leftover::new(self.began_at, self.filter.restore(&self.partial), RefusalReason::Unfinished));
        self.heads.leave(self.rejected.take().or(partial));
    }
}

/// The result of parsing bytes as a head.
enum Parsed {
    /// A head of this length.
    Complete(usize),
    /// The start of a head.
    Incomplete,
    /// Not an HTTP/1 head.
    Invalid,
}

/// What follows a head with these lines; `None` for framing that hyper rejects.
fn position_after(lines: &[httparse::Header<'_>]) -> Option<Position> {
    let mut length: Option<u64> = None;
    for line in lines {
        if line.name.eq_ignore_ascii_case("transfer-encoding") {
            // hyper accepts only codings that end with chunked.
            return Some(Position::Chunked(ChunkState::Start));
        }
        if line.name.eq_ignore_ascii_case("content-length") {
            let value = std::str::from_utf8(line.value).ok()?;
            length = Some(value.parse().ok()?);
        }
    }
    Some(match length {
        None | Some(0) => Position::Head,
        Some(length) => Position::Body(length),
    })
}

fn is_http2_preface(bytes: &[u8]) -> bool {
    bytes.starts_with(HTTP2_PREFACE)
}

fn has_empty_line(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .enumerate()
        .filter(|&(_, &byte)| byte == b'\n')
        .any(|(at, _)| matches!(&bytes[at + 1..], [b'\n', ..] | [b'\r', b'\n', ..]))
}
