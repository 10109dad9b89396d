//! A stream that writes the given head instead of hyper's, and captures the head of the response.
//!
//! hyper first writes a head built from its `HeaderMap`, then the body. The stream drops hyper's
//! head up to its empty line and writes the given bytes instead. It forwards all bytes of the
//! response and keeps a copy of the final head.
//!
//! A stream serves one exchange, or several in sequence. Each takes its head from the [`HeadSlot`].
//!
//! A target can answer before it has read the whole request, and then close. Writing fails then,
//! while the answer waits to be read. So a failed write is not an error here: the outcome depends
//! on what reading finds.

use bytes::{Buf, Bytes};
use hookglass_clock::Clock;
use hookglass_request::headers::Headers;
use std::{
    io,
    mem::MaybeUninit,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::Instant,
};

/// The maximum size of a response head, in bytes.
pub(crate) const MAX_HEAD: usize = 512 << 10;
/// The maximum number of header lines of a response.
pub(crate) const MAX_HEADERS: usize = 512;
/// A body up to this size is written together with its head.
const MAX_BODY_WITH_HEAD: usize = 64 << 10;
const EMPTY_LINE: &[u8] = b"\r\n\r\n";

/// What a stream has received of a response. Clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ResponseCapture(Arc<Mutex<Captured>>);

#[derive(Debug, Default)]
struct Captured {
    /// The bytes of an incomplete head. Interim heads are removed.
    partial_head: Vec<u8>,
    headers: Option<Headers>,
    first_byte: Option<Instant>,
    after_head: u64,
    write_failed: bool,
}

impl ResponseCapture {
    /// Whether any byte has arrived.
    pub(crate) fn has_begun(&self) -> bool {
        self.captured().first_byte.is_some()
    }

    /// When the first byte arrived.
    pub(crate) fn first_byte(&self) -> Option<Instant> {
        self.captured().first_byte
    }

    /// Takes the header lines of the final head.
    pub(crate) fn take_headers(&self) -> Option<Headers> {
        self.captured().headers.take()
    }

    /// How many bytes after the final head have been read.
    pub(crate) fn after_head(&self) -> u64 {
        self.captured().after_head
    }

    /// Whether the stream took the whole request.
    pub(crate) fn request_was_written(&self) -> bool {
        !self.captured().write_failed
    }

    fn captured(&self) -> MutexGuard<'_, Captured> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Passes the head of the next exchange to a stream.
#[derive(Debug, Clone, Default)]
pub(crate) struct HeadSlot(Arc<Mutex<Option<(Bytes, ResponseCapture)>>>);

impl HeadSlot {
    /// Sets the head of the next exchange, and the capture of its response. The previous exchange
    /// must have ended.
    pub(crate) fn set(&self, head: Bytes, capture: ResponseCapture) {
        *self.slot() = Some((head, capture));
    }

    fn slot(&self) -> MutexGuard<'_, Option<(Bytes, ResponseCapture)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct VerbatimStream<S> {
    inner: S,
    next_head: HeadSlot,
    clock: Clock,
    /// The rest of the given head, and of a body that goes with it.
    unwritten: Bytes,
    /// How much of the empty line that ends hyper's head has been dropped.
    dropped_end: usize,
    write_failed: bool,
    capture: ResponseCapture,
    head_captured: bool,
}

impl<S> VerbatimStream<S> {
    pub(crate) fn new(inner: S, next_head: HeadSlot, clock: Clock) -> Self {
        Self {
            inner,
            next_head,
            clock,
            unwritten: Bytes::new(),
            dropped_end: EMPTY_LINE.len(),
            write_failed: false,
            capture: ResponseCapture::default(),
            head_captured: false,
        }
    }

    /// Begins the next exchange, if its head is set.
    fn begin_next(&mut self) {
        let Some((head, capture)) = self.next_head.slot().take() else { return };
        capture.captured().write_failed = self.write_failed;
        (self.unwritten, self.capture, self.dropped_end, self.head_captured) = (head, capture, 0, false);
    }

    fn fail_write(&mut self) {
        self.write_failed = true;
        self.capture.captured().write_failed = true;
    }

    fn capture(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let mut captured = self.capture.captured();
        captured.first_byte.get_or_insert_with(|| self.clock.now());
        if self.head_captured {
            captured.after_head += bytes.len() as u64;
            return;
        }
        let room = MAX_HEAD.saturating_sub(captured.partial_head.len());
        captured.partial_head.extend_from_slice(&bytes[..bytes.len().min(room)]);
        while let Some((length, interim, headers)) = complete_head(&captured.partial_head) {
            if interim {
                captured.partial_head.drain(..length);
                continue;
            }
            // `bytes` ends where `partial_head` does, unless the head exceeded its maximum size.
            captured.after_head = (captured.partial_head.len() - length) as u64;
            captured.headers = Some(headers);
            captured.partial_head = Vec::new();
            self.head_captured = true;
            return;
        }
    }
}

/// The length of the head that the bytes begin with, whether it is interim, and its header lines.
fn complete_head(bytes: &[u8]) -> Option<(usize, bool, Headers)> {
    let mut lines = [const { MaybeUninit::uninit() }; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut []);
    let parsed = httparse::ParserConfig::default().parse_response_with_uninit_headers(&mut response, bytes, &mut lines);
    let Ok(httparse::Status::Complete(length)) = parsed else {
        return None;
    };
    let interim = matches!(response.code, Some(100 | 102..=199));
    let start = bytes.iter().position(|&byte| byte == b'\n')? + 1;
    let empty_line = if bytes[..length].ends_with(b"\r\n") { 2 } else { 1 };
    let block = bytes.get(start..length - empty_line)?.to_vec();
    Some((length, interim, Headers::from_block(block)))
}

impl<S: AsyncRead + Unpin> AsyncRead for VerbatimStream<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        stream.begin_next();
        let before = buffer.filled().len();
        let read = Pin::new(&mut stream.inner).poll_read(cx, buffer);
        stream.capture(&buffer.filled()[before..]);
        read
    }
}

impl<S: AsyncWrite + Unpin> VerbatimStream<S> {
    /// Writes what is left of the given head.
    fn poll_unwritten(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while !self.unwritten.is_empty() && !self.write_failed {
            match ready!(Pin::new(&mut self.inner).poll_write(cx, &self.unwritten)) {
                Ok(0) | Err(_) => self.fail_write(),
                Ok(written) => self.unwritten.advance(written),
            }
        }
        Poll::Ready(())
    }

    /// Drops the part of `bytes` that belongs to hyper's head, and returns its length.
    fn drop_head(&mut self, bytes: &[u8]) -> usize {
        let mut dropped = 0;
        while self.dropped_end < EMPTY_LINE.len()
            && let Some(&byte) = bytes.get(dropped)
        {
            dropped += 1;
            self.dropped_end = if byte == EMPTY_LINE[self.dropped_end] {
                self.dropped_end + 1
            } else {
                usize::from(byte == EMPTY_LINE[0])
            };
        }
        dropped
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for VerbatimStream<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let stream = self.get_mut();
        stream.begin_next();
        if stream.dropped_end < EMPTY_LINE.len() {
            let dropped = stream.drop_head(bytes);
            let body = &bytes[dropped..];
            if body.is_empty() || body.len() > MAX_BODY_WITH_HEAD {
                return Poll::Ready(Ok(dropped));
            }
            // One write for head and body, because two would wake the target twice.
            stream.unwritten = [&stream.unwritten[..], body].concat().into();
            return Poll::Ready(Ok(bytes.len()));
        }
        ready!(stream.poll_unwritten(cx));
        if !stream.write_failed {
            match ready!(Pin::new(&mut stream.inner).poll_write(cx, bytes)) {
                Ok(0) | Err(_) => stream.fail_write(),
                Ok(written) => return Poll::Ready(Ok(written)),
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        stream.begin_next();
        // Until hyper has written its head, the given head waits for a body that may follow.
        if stream.dropped_end == EMPTY_LINE.len() {
            ready!(stream.poll_unwritten(cx));
        }
        if !stream.write_failed && ready!(Pin::new(&mut stream.inner).poll_flush(cx)).is_err() {
            stream.fail_write();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn the_given_head_replaces_the_written_one_however_the_writes_are_split() {
        for size in [1, 3, 1000] {
            let (near, mut far) = duplex(1024);
            let head = Bytes::from_static(b"POST / HTTP/1.1\r\nX-b: 1\r\nX-a: 2\r\n\r\n");
            let next_head = HeadSlot::default();
            next_head.set(head.clone(), ResponseCapture::default());
            let mut stream = VerbatimStream::new(near, next_head, Clock::system());
            let written = b"POST / HTTP/1.1\r\nx-a: 2\r\nx-b: 1\r\n\r\nbody\r\n\r\nbody";
            for piece in written.chunks(size) {
                stream.write_all(piece).await.unwrap();
            }
            stream.flush().await.unwrap();
            drop(stream);
            let mut received = Vec::new();
            far.read_to_end(&mut received).await.unwrap();
            assert_eq!(received, [&head[..], b"body\r\n\r\nbody"].concat());
        }
    }

    #[tokio::test]
    async fn each_exchange_has_its_own_head_and_response() {
        let (near, mut far) = duplex(1024);
        let next_head = HeadSlot::default();
        let mut stream = VerbatimStream::new(near, next_head.clone(), Clock::system());
        for n in [1, 2] {
            let (head, capture) = (format!("POST /{n} HTTP/1.1\r\n\r\n"), ResponseCapture::default());
            next_head.set(head.clone().into(), capture.clone());
            stream.write_all(b"POST / HTTP/1.1\r\nhost: x\r\n\r\nbody").await.unwrap();
            stream.flush().await.unwrap();
            let mut received = vec![0; head.len() + 4];
            far.read_exact(&mut received).await.unwrap();
            assert_eq!(received, [head.as_bytes(), b"body"].concat());
            far.write_all(format!("HTTP/1.1 200 OK\r\nX-At: {n}\r\n\r\n").as_bytes()).await.unwrap();
            stream.read_exact(&mut [0; 28]).await.unwrap();
            assert_eq!(capture.take_headers().unwrap().block(), format!("X-At: {n}\r\n").as_bytes());
            assert!(capture.request_was_written());
        }
    }

    #[tokio::test]
    async fn the_final_response_head_is_captured_verbatim() {
        let bytes = b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:2\r\nX-B: 3\r\n\r\nbody";
        for size in [1, 7, 1000] {
            let (near, mut far) = duplex(1024);
            let capture = ResponseCapture::default();
            let next_head = HeadSlot::default();
            next_head.set(Bytes::new(), capture.clone());
            let mut stream = VerbatimStream::new(near, next_head, Clock::system());
            for piece in bytes.chunks(size) {
                far.write_all(piece).await.unwrap();
                let mut passed_on = vec![0; piece.len()];
                stream.read_exact(&mut passed_on).await.unwrap();
                assert_eq!(passed_on, piece, "all bytes are forwarded");
            }
            assert_eq!(capture.take_headers().unwrap().block(), b"X-B: 1\r\nx-a:2\r\nX-B: 3\r\n");
            assert_eq!(capture.after_head(), 4);
        }
    }
}
