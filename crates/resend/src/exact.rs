//! A stream that writes a head of its own instead of hyper's, and keeps the head that comes back.
//!
//! hyper begins with the head it made of its `HeaderMap`, and then writes the body as it is. The first is thrown away up to
//! its empty line, and the given bytes are written instead. Of what comes back everything is handed on, and a copy of
//! the final head is kept.
//!
//! A stream is used for one exchange, or for several that follow each other ([`Turns`]): each begins with a head of its own.
//!
//! A target that answers before it has read all and then closes makes writing fail while its answer waits to be read. So
//! a failed write is no failure here: what counts is what reading finds.

use bytes::{Buf, Bytes};
use hookglass_request::headers::Headers;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The largest response head, in bytes, and its most lines.
pub(crate) const MAX_HEAD: usize = 512 << 10;
pub(crate) const MAX_HEADERS: usize = 512;
/// A body that is not larger goes out with its head.
const WITH_HEAD: usize = 64 << 10;
const EMPTY_LINE: &[u8] = b"\r\n\r\n";

/// What has come back, for both sides of hyper.
#[derive(Debug, Clone, Default)]
pub(crate) struct Came(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    /// Bytes of heads that are not complete, interim ones left out.
    partial: Vec<u8>,
    headers: Option<Headers>,
    /// When the first byte came.
    first: Option<Instant>,
    after_head: u64,
    /// The stream did not take all of the request.
    broken: bool,
}

impl Came {
    /// Whether any byte came.
    pub(crate) fn any(&self) -> bool {
        self.seen().first.is_some()
    }

    /// When the first byte came.
    pub(crate) fn first_byte(&self) -> Option<Instant> {
        self.seen().first
    }

    /// The header lines of the final head.
    pub(crate) fn headers(&self) -> Option<Headers> {
        self.seen().headers.take()
    }

    /// Bytes after the final head, as far as they have been read.
    pub(crate) fn after_head(&self) -> u64 {
        self.seen().after_head
    }

    /// Whether the stream took all that was written.
    pub(crate) fn went_out(&self) -> bool {
        !self.seen().broken
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hands the head of the next exchange to a stream, when the one before it is over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<Option<(Bytes, Came)>>>);

impl Turns {
    /// What is written next begins with this head; what comes back is kept there.
    pub(crate) fn next(&self, head: Bytes, came: Came) {
        *self.waiting() = Some((head, came));
    }

    fn waiting(&self) -> MutexGuard<'_, Option<(Bytes, Came)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(crate) struct Exact<S> {
    stream: S,
    turns: Turns,
    /// What is left to be written of the given head, and of the body that goes with it.
    waiting: Bytes,
    /// How much of the empty line that ends hyper's head has been seen.
    ended: usize,
    broken: bool,
    came: Came,
    head_came: bool,
}

impl<S> Exact<S> {
    pub(crate) fn new(stream: S, turns: Turns) -> Self {
        let (waiting, came) = (Bytes::new(), Came::default());
        Self { stream, turns, waiting, ended: EMPTY_LINE.len(), broken: false, came, head_came: false }
    }

    /// Begins the exchange that waits, if one does.
    fn take_turn(&mut self) {
        let Some((head, came)) = self.turns.waiting().take() else { return };
        came.seen().broken = self.broken;
        (self.waiting, self.came, self.ended, self.head_came) = (head, came, 0, false);
    }

    fn breaks(&mut self) {
        self.broken = true;
        self.came.seen().broken = true;
    }

    fn watch(&mut self, bytes: &[u8]) {
        let mut seen = self.came.seen();
        if !bytes.is_empty() {
            seen.first.get_or_insert_with(Instant::now);
        }
        if self.head_came {
            seen.after_head += bytes.len() as u64;
            return;
        }
        let room = MAX_HEAD.saturating_sub(seen.partial.len());
        seen.partial.extend_from_slice(&bytes[..bytes.len().min(room)]);
        while let Some((length, interim, headers)) = whole_head(&seen.partial) {
            if interim {
                seen.partial.drain(..length);
                continue;
            }
            // `bytes` ends where `partial` does, unless a head of the largest size was cut.
            seen.after_head = (seen.partial.len() - length) as u64;
            seen.headers = Some(headers);
            seen.partial = Vec::new();
            self.head_came = true;
            return;
        }
    }
}

/// Length, whether it is interim, and lines of the head that the bytes begin with.
fn whole_head(bytes: &[u8]) -> Option<(usize, bool, Headers)> {
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

impl<S: AsyncRead + Unpin> AsyncRead for Exact<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let exact = self.get_mut();
        exact.take_turn();
        let before = buffer.filled().len();
        let read = Pin::new(&mut exact.stream).poll_read(cx, buffer);
        exact.watch(&buffer.filled()[before..]);
        read
    }
}

impl<S: AsyncWrite + Unpin> Exact<S> {
    /// Writes what waits; a stream that does not take it is broken.
    fn poll_waiting(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while !self.waiting.is_empty() && !self.broken {
            match ready!(Pin::new(&mut self.stream).poll_write(cx, &self.waiting)) {
                Ok(0) | Err(_) => self.breaks(),
                Ok(written) => self.waiting.advance(written),
            }
        }
        Poll::Ready(())
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Exact<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let exact = self.get_mut();
        exact.take_turn();
        if exact.ended < EMPTY_LINE.len() {
            let mut skipped = 0;
            while exact.ended < EMPTY_LINE.len()
                && let Some(&byte) = bytes.get(skipped)
            {
                skipped += 1;
                exact.ended =
                    if byte == EMPTY_LINE[exact.ended] { exact.ended + 1 } else { usize::from(byte == EMPTY_LINE[0]) };
            }
            let behind = &bytes[skipped..];
            if behind.is_empty() || behind.len() > WITH_HEAD {
                return Poll::Ready(Ok(skipped));
            }
            // In one piece on its way: two would wake the target twice.
            exact.waiting = [&exact.waiting[..], behind].concat().into();
            return Poll::Ready(Ok(bytes.len()));
        }
        ready!(exact.poll_waiting(cx));
        if !exact.broken {
            match ready!(Pin::new(&mut exact.stream).poll_write(cx, bytes)) {
                Ok(0) | Err(_) => exact.breaks(),
                Ok(written) => return Poll::Ready(Ok(written)),
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let exact = self.get_mut();
        exact.take_turn();
        // A head that hyper has not begun to write yet waits for what may be behind it.
        if exact.ended == EMPTY_LINE.len() {
            ready!(exact.poll_waiting(cx));
        }
        if !exact.broken && ready!(Pin::new(&mut exact.stream).poll_flush(cx)).is_err() {
            exact.breaks();
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    #[tokio::test]
    async fn the_given_head_replaces_the_written_one_however_it_is_written() {
        for size in [1, 3, 1000] {
            let (near, mut far) = duplex(1024);
            let head = Bytes::from_static(b"POST / HTTP/1.1\r\nX-b: 1\r\nX-a: 2\r\n\r\n");
            let turns = Turns::default();
            turns.next(head.clone(), Came::default());
            let mut exact = Exact::new(near, turns);
            let written = b"POST / HTTP/1.1\r\nx-a: 2\r\nx-b: 1\r\n\r\nbody\r\n\r\nbody";
            for piece in written.chunks(size) {
                exact.write_all(piece).await.unwrap();
            }
            exact.flush().await.unwrap();
            drop(exact);
            let mut came = Vec::new();
            far.read_to_end(&mut came).await.unwrap();
            assert_eq!(came, [&head[..], b"body\r\n\r\nbody"].concat());
        }
    }

    #[tokio::test]
    async fn the_next_exchange_has_a_head_and_an_answer_of_its_own() {
        let (near, mut far) = duplex(1024);
        let turns = Turns::default();
        let mut exact = Exact::new(near, turns.clone());
        for at in [1, 2] {
            let (head, came) = (format!("POST /{at} HTTP/1.1\r\n\r\n"), Came::default());
            turns.next(head.clone().into(), came.clone());
            exact.write_all(b"POST / HTTP/1.1\r\nhost: x\r\n\r\nbody").await.unwrap();
            exact.flush().await.unwrap();
            let mut got = vec![0; head.len() + 4];
            far.read_exact(&mut got).await.unwrap();
            assert_eq!(got, [head.as_bytes(), b"body"].concat());
            far.write_all(format!("HTTP/1.1 200 OK\r\nX-At: {at}\r\n\r\n").as_bytes()).await.unwrap();
            let mut answer = vec![0; 28];
            exact.read_exact(&mut answer).await.unwrap();
            assert_eq!(came.headers().unwrap().block(), format!("X-At: {at}\r\n").as_bytes());
            assert!(came.went_out());
        }
    }

    #[tokio::test]
    async fn the_final_head_is_kept_as_it_came() {
        let bytes = b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:2\r\nX-B: 3\r\n\r\nbody";
        for size in [1, 7, 1000] {
            let (near, mut far) = duplex(1024);
            let came = Came::default();
            let turns = Turns::default();
            turns.next(Bytes::new(), came.clone());
            let mut exact = Exact::new(near, turns);
            for piece in bytes.chunks(size) {
                far.write_all(piece).await.unwrap();
                let mut same = vec![0; piece.len()];
                exact.read_exact(&mut same).await.unwrap();
                assert_eq!(same, piece, "everything is handed on");
            }
            let headers = came.headers().unwrap();
            assert_eq!(headers.block(), b"X-B: 1\r\nx-a:2\r\nX-B: 3\r\n");
            assert_eq!(came.after_head(), 4);
        }
    }
}
