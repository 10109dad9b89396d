//! The heads of the HTTP/1 requests on one connection, exactly as they were sent.
//!
//! hyper hands on a `HeaderMap` and a `Uri`. The first has lost the case of names and the order of interleaved
//! duplicates, the second a fragment; neither says when the first byte came. So [`Tracker`] watches the same bytes,
//! follows the framing just far enough to know where each head begins (RFC 9112, sections 6 and 7), and queues the heads
//! in [`Heads`] for the requests that hyper is about to announce.
//!
//! It only watches. Whatever it does not understand, hyper refuses or knows better, so the tracker falls silent for the
//! rest of the connection and hyper's own view is used. Its memory is bounded by [`MAX_HEAD`] and [`MAX_WAITING`], both no
//! smaller than what hyper would accept.

use hookglass_request::capture::Version;
use http::{Method, Uri};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::mem::MaybeUninit;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The largest head, in bytes.
pub(crate) const MAX_HEAD: usize = 512 << 10;
/// The most header lines of a head.
pub(crate) const MAX_HEADERS: usize = 512;
/// The most heads that wait for their turn. hyper reads no further ahead than one buffer of pipelined requests.
const MAX_WAITING: usize = 32 << 10;
/// A buffer that grew beyond this for one head is given back.
const BUFFER_KEPT: usize = 16 << 10;
/// How an HTTP/2 connection begins (RFC 9113, 3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n";

/// One head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// When its first byte arrived.
    pub(crate) began_at: Timestamp,
    pub(crate) method: Method,
    /// The request target, as sent.
    pub(crate) target: Vec<u8>,
    pub(crate) version: Version,
    /// The header lines, as sent.
    pub(crate) block: Vec<u8>,
}

/// The heads of one connection that have been seen and not yet asked for.
#[derive(Debug, Default)]
pub(crate) struct Heads(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    heads: VecDeque<Head>,
    out_of_step: bool,
}

impl Heads {
    /// The head of the request that hyper announces with this method and URI; `None` when they do not belong together,
    /// and from then on.
    pub(crate) fn take(&self, method: &Method, uri: &Uri) -> Option<Head> {
        let mut waiting = self.waiting();
        if let Some(head) = waiting.heads.pop_front()
            && head.method == method
            && same_target(&head.target, uri)
        {
            return Some(head);
        }
        waiting.out_of_step = true;
        waiting.heads = VecDeque::new();
        None
    }

    fn put(&self, head: Head) {
        let mut waiting = self.waiting();
        if waiting.heads.len() < MAX_WAITING && !waiting.out_of_step {
            waiting.heads.push_back(head);
        } else {
            waiting.out_of_step = true;
            waiting.heads = VecDeque::new();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Only the origin form is compared: it is nearly every request, and hyper's parts of it stand in the target literally.
fn same_target(target: &[u8], uri: &Uri) -> bool {
    let Some(local) = uri.path_and_query() else {
        return true;
    };
    !target.starts_with(b"/") || target.starts_with(local.as_str().as_bytes())
}

/// Follows the bytes of one connection.
#[derive(Debug)]
pub(crate) struct Tracker {
    heads: Arc<Heads>,
    at: At,
    /// The part of a head that has come; empty between requests.
    partial: Vec<u8>,
    began_at: Timestamp,
}

/// What the next byte belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Head,
    /// A body with so many bytes to come.
    Body(u64),
    Chunks(Chunk),
    /// An HTTP/2 connection, or something that hyper will not accept.
    Nowhere,
}

/// The place inside a chunked body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chunk {
    Size(u64),
    Extension(u64),
    SizeLf(u64),
    Data(u64),
    DataCr,
    DataLf,
    /// The start of a line after the last chunk.
    LineStart,
    Trailer,
    EndLf,
    End,
}

impl Tracker {
    pub(crate) fn new(heads: Arc<Heads>) -> Self {
        Self { heads, at: At::Head, partial: Vec::new(), began_at: Timestamp::UNIX_EPOCH }
    }

    /// Whether a head has begun and not ended.
    pub(crate) fn inside_head(&self) -> bool {
        !self.partial.is_empty()
    }

    /// Takes the next bytes of the connection, and when they arrived.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], arrived_at: Timestamp) {
        while !bytes.is_empty() {
            bytes = match self.at {
                At::Head => self.head(bytes, arrived_at),
                At::Body(left) => {
                    let taken = left.min(bytes.len() as u64);
                    self.at = match left - taken {
                        0 => At::Head,
                        left => At::Body(left),
                    };
                    &bytes[taken as usize..]
                }
                At::Chunks(chunk) => self.chunk(chunk, bytes),
                At::Nowhere => return,
            };
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
            // Nearly every head comes in one piece, and need not be copied to be read.
            match self.parse(bytes) {
                Parsed::Whole(length) => return &bytes[length..],
                Parsed::Part => self.partial.extend_from_slice(bytes),
                Parsed::Not => self.fall_silent(),
            }
            return &[];
        }
        let before = self.partial.len();
        let room = MAX_HEAD.saturating_sub(before);
        self.partial.extend_from_slice(&bytes[..bytes.len().min(room)]);
        // A head is read again only when an empty line has come, so that single bytes do not make the work quadratic.
        if !has_empty_line(&self.partial[before.saturating_sub(2)..]) && !is_preface(&self.partial) {
            if bytes.len() > room {
                self.fall_silent();
            }
            return &[];
        }
        let mut partial = std::mem::take(&mut self.partial);
        let parsed = self.parse(&partial);
        match parsed {
            Parsed::Whole(length) => {
                partial.clear();
                partial.shrink_to(BUFFER_KEPT);
                self.partial = partial;
                &bytes[length - before..]
            }
            Parsed::Part => {
                self.partial = partial;
                &[]
            }
            Parsed::Not => {
                self.fall_silent();
                &[]
            }
        }
    }

    fn parse(&mut self, bytes: &[u8]) -> Parsed {
        if is_preface(bytes) {
            return Parsed::Not;
        }
        let mut lines = [const { MaybeUninit::uninit() }; MAX_HEADERS];
        let mut request = httparse::Request::new(&mut []);
        match request.parse_with_uninit_headers(bytes, &mut lines) {
            Ok(httparse::Status::Complete(length)) => {
                let (Some(at), Some(head)) = (body_after(request.headers), self.head_of(&request, &bytes[..length]))
                else {
                    return Parsed::Not;
                };
                self.at = at;
                self.heads.put(head);
                Parsed::Whole(length)
            }
            Ok(httparse::Status::Partial) => Parsed::Part,
            Err(_) => Parsed::Not,
        }
    }

    fn head_of(&self, request: &httparse::Request<'_, '_>, head: &[u8]) -> Option<Head> {
        let first_line = head.iter().position(|&byte| byte == b'\n')? + 1;
        let empty_line = if head.ends_with(b"\r\n") { 2 } else { 1 };
        Some(Head {
            began_at: self.began_at,
            method: Method::from_bytes(request.method?.as_bytes()).ok()?,
            target: request.path?.as_bytes().to_vec(),
            version: match request.version? {
                0 => Version::Http10,
                _ => Version::Http11,
            },
            block: head.get(first_line..head.len() - empty_line)?.to_vec(),
        })
    }

    /// Returns the bytes after the part that `chunk` is.
    fn chunk<'a>(&mut self, mut chunk: Chunk, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            let next = match (chunk, byte) {
                (Chunk::Data(left), _) => {
                    let taken = left.min(rest.len() as u64);
                    rest = &rest[taken as usize..];
                    chunk = match left - taken {
                        0 => Chunk::DataCr,
                        left => Chunk::Data(left),
                    };
                    continue;
                }
                (Chunk::Size(size), b'\r') => Some(Chunk::SizeLf(size)),
                (Chunk::Size(size), b';' | b' ' | b'\t') => Some(Chunk::Extension(size)),
                (Chunk::Size(size), digit) => char::from(digit)
                    .to_digit(16)
                    .and_then(|digit| size.checked_mul(16)?.checked_add(digit.into()))
                    .map(Chunk::Size),
                (Chunk::Extension(size), b'\r') => Some(Chunk::SizeLf(size)),
                (Chunk::Extension(size), _) => Some(Chunk::Extension(size)),
                (Chunk::SizeLf(0), b'\n') => Some(Chunk::LineStart),
                (Chunk::SizeLf(size), b'\n') => Some(Chunk::Data(size)),
                (Chunk::DataCr, b'\r') => Some(Chunk::DataLf),
                (Chunk::DataLf, b'\n') => Some(Chunk::Size(0)),
                (Chunk::LineStart, b'\r') => Some(Chunk::EndLf),
                (Chunk::LineStart | Chunk::Trailer, byte) if byte != b'\n' => Some(Chunk::Trailer),
                (Chunk::Trailer, _) => Some(Chunk::LineStart),
                (Chunk::EndLf, b'\n') => Some(Chunk::End),
                _ => None,
            };
            rest = after;
            match next {
                Some(Chunk::End) => {
                    self.at = At::Head;
                    return rest;
                }
                Some(next) => chunk = next,
                None => {
                    self.fall_silent();
                    return &[];
                }
            }
        }
        self.at = At::Chunks(chunk);
        rest
    }

    fn fall_silent(&mut self) {
        self.at = At::Nowhere;
        self.partial = Vec::new();
    }
}

/// What a run of bytes is.
enum Parsed {
    /// A head of so many bytes.
    Whole(usize),
    /// The beginning of one.
    Part,
    /// Not an HTTP/1 head.
    Not,
}

/// What follows a head with these lines; `None` for framing that hyper refuses.
fn body_after(lines: &[httparse::Header<'_>]) -> Option<At> {
    let mut length: Option<u64> = None;
    for line in lines {
        if line.name.eq_ignore_ascii_case("transfer-encoding") {
            // hyper refuses any coding but chunked at the end, so what goes on is chunked.
            return Some(At::Chunks(Chunk::Size(0)));
        }
        if line.name.eq_ignore_ascii_case("content-length") {
            let value = std::str::from_utf8(line.value).ok()?;
            length = Some(value.parse().ok()?);
        }
    }
    Some(match length {
        None | Some(0) => At::Head,
        Some(length) => At::Body(length),
    })
}

fn is_preface(bytes: &[u8]) -> bool {
    bytes.starts_with(PREFACE)
}

fn has_empty_line(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .enumerate()
        .filter(|&(_, &byte)| byte == b'\n')
        .any(|(at, _)| matches!(&bytes[at + 1..], [b'\n', ..] | [b'\r', b'\n', ..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn tracked(pieces: &[&[u8]]) -> Vec<Head> {
        let heads = Arc::new(Heads::default());
        let mut tracker = Tracker::new(Arc::clone(&heads));
        for (second, piece) in pieces.iter().enumerate() {
            tracker.feed(piece, at(second as i64));
        }
        let waiting = std::mem::take(&mut *heads.waiting());
        waiting.heads.into()
    }

    #[test]
    fn a_head_is_kept_byte_for_byte_with_the_instant_of_its_first_byte() {
        let heads = tracked(&[b"\r\n", b"P", b"OST /a?b#c HTTP/1.1\r\nX-B: \xff\r\nx-a:1\r", b"\nX-B:  2 \r\n\r\n"]);
        assert_eq!(heads.len(), 1);
        assert_eq!(heads[0].began_at, at(1), "an empty line before it is not its first byte");
        assert_eq!(heads[0].target, b"/a?b#c");
        assert_eq!(heads[0].block, b"X-B: \xff\r\nx-a:1\r\nX-B:  2 \r\n");
    }

    #[test]
    fn bare_line_feeds_and_no_headers_are_heads_too() {
        let heads = tracked(&[b"GET / HTTP/1.0\n\nGET /2 HTTP/1.1\nA: b\n\n"]);
        let blocks: Vec<&[u8]> = heads.iter().map(|head| head.block.as_slice()).collect();
        assert_eq!(blocks, [&b""[..], b"A: b\n"]);
        assert_eq!(heads[0].version, Version::Http10);
    }

    #[test]
    fn an_http_2_connection_is_left_alone() {
        let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
        bytes.extend_from_slice(b"GET / HTTP/1.1\r\n\r\n");
        assert_eq!(tracked(&[&bytes]), []);
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(tracked(&single), []);
    }

    #[test]
    fn a_head_that_hyper_would_refuse_for_its_size_is_forgotten() {
        let heads = Arc::new(Heads::default());
        let mut tracker = Tracker::new(Arc::clone(&heads));
        tracker.feed(b"GET / HTTP/1.1\r\nA: ", at(0));
        for _ in 0..=MAX_HEAD / 1024 {
            tracker.feed(&[b'x'; 1024], at(0));
        }
        assert_eq!(tracker.at, At::Nowhere);
        assert_eq!(tracker.partial.capacity(), 0, "its memory is given back");
    }

    #[test]
    fn a_head_that_is_not_the_announced_one_is_never_used() {
        let heads = Arc::new(Heads::default());
        let mut tracker = Tracker::new(Arc::clone(&heads));
        tracker.feed(b"GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n", at(0));
        assert!(heads.take(&Method::GET, &Uri::from_static("/1")).is_some());
        assert!(heads.take(&Method::GET, &Uri::from_static("/other")).is_none());
        tracker.feed(b"GET /3 HTTP/1.1\r\n\r\n", at(0));
        assert!(
            heads.take(&Method::GET, &Uri::from_static("/3")).is_none(),
            "once out of step, nothing says that the next one is right"
        );
    }

    /// A request as it goes over the wire, and the head that must come out.
    fn request() -> impl Strategy<Value = (Vec<u8>, Vec<u8>, Vec<u8>)> {
        let name = "[A-Za-z][A-Za-z0-9-]{0,8}";
        let lines = vec((name, "[ -~]{0,12}"), 0..6);
        let data = vec(any::<u8>(), 0..200);
        ("/[a-z?=&#]{0,12}", lines, data, 0..3, 1..40usize).prop_map(|(target, lines, data, framing, chunk)| {
            let mut block = Vec::new();
            for (name, value) in lines {
                block.extend_from_slice(format!("X{name}: {value}\r\n").as_bytes());
            }
            let mut body = Vec::new();
            match framing {
                0 => {}
                1 => {
                    block.extend_from_slice(format!("content-LENGTH: {}\r\n", data.len()).as_bytes());
                    body = data;
                }
                _ => {
                    block.extend_from_slice(b"Transfer-Encoding: gzip, chunked\r\n");
                    for piece in data.chunks(chunk) {
                        body.extend_from_slice(format!("{:X};a=\"b\"\r\n", piece.len()).as_bytes());
                        body.extend_from_slice(piece);
                        body.extend_from_slice(b"\r\n");
                    }
                    body.extend_from_slice(b"0\r\n");
                    if chunk % 2 == 0 {
                        body.extend_from_slice(b"Trailer: x\r\nAnother: y\r\n");
                    }
                    body.extend_from_slice(b"\r\n");
                }
            }
            let mut wire = format!("POST {target} HTTP/1.1\r\n").into_bytes();
            wire.extend_from_slice(&block);
            wire.extend_from_slice(b"\r\n");
            wire.extend_from_slice(&body);
            (wire, target.into_bytes(), block)
        })
    }

    proptest! {
        #[test]
        fn pipelined_heads_do_not_depend_on_how_the_bytes_arrive(
            requests in vec(request(), 1..6),
            cuts in vec(any::<prop::sample::Index>(), 0..40),
        ) {
            let wire: Vec<u8> = requests.iter().flat_map(|(wire, _, _)| wire.clone()).collect();
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(wire.len())).collect();
            cuts.extend([0, wire.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &wire[cut[0]..cut[1]]).collect();
            let heads = tracked(&pieces);
            let found: Vec<_> = heads.into_iter().map(|head| (head.target, head.block)).collect();
            let sent: Vec<_> = requests.into_iter().map(|(_, target, block)| (target, block)).collect();
            prop_assert_eq!(found, sent);
        }

        #[test]
        fn garbage_is_survived(pieces in vec(vec(any::<u8>(), 0..64), 0..20)) {
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            tracked(&pieces);
        }

        #[test]
        fn almost_http_is_survived(
            text in "(GET|PRI) [/*] HTTP/[12].[01]\r?\n((content-length|transfer-encoding): ?[0-9a-z]{0,20}\r?\n){0,3}\r?\n[0-9a-f;\r\n]{0,30}",
            cut in any::<prop::sample::Index>(),
        ) {
            let (a, b) = text.as_bytes().split_at(cut.index(text.len()));
            tracked(&[a, b]);
        }
    }
}
