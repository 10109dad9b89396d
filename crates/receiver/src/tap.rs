//! A socket whose incoming bytes are watched by a [`Tracker`] on their way to hyper. Nothing is changed or held back.
//!
//! It notices, while somebody wants to know, that the other end has closed: hyper flushes whenever a request's future was
//! polled, and the tap looks then. It also ends a connection whose sender began a request head and does not finish it (hyper's own time limit would end
//! idle keep-alive connections just the same, and an idle sender is a good sender).

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use crate::heads::Tracker;
use crate::now;
use crate::sender::Line;

/// How long a head may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(30);

/// What a tap needs of a socket beside its bytes.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Unpin {
    /// Whether the other end has closed; not while there are bytes that nobody has read.
    fn poll_closed(&self, cx: &mut Context<'_>) -> Poll<()>;

    /// Has the connection end with a reset when the socket is dropped, and not with what is still to be sent.
    fn reset_when_dropped(&self);
}

impl Socket for TcpStream {
    fn poll_closed(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut one = [0];
        match ready!(self.poll_peek(cx, &mut ReadBuf::new(&mut one))) {
            Ok(0) | Err(_) => Poll::Ready(()),
            Ok(_) => Poll::Pending,
        }
    }

    fn reset_when_dropped(&self) {
        if let Err(error) = self.set_zero_linger() {
            tracing::warn!(%error, "a connection that was to be reset is closed instead");
        }
    }
}

pub(crate) struct Tap<S: Socket> {
    socket: S,
    tracker: Tracker,
    line: Arc<Line>,
    /// Armed while a head is incomplete and no byte is there.
    too_slow: Option<Pin<Box<Sleep>>>,
}

impl<S: Socket> Tap<S> {
    pub(crate) fn new(socket: S, tracker: Tracker, line: Arc<Line>) -> Self {
        Self { socket, tracker, line, too_slow: None }
    }
}

impl<S: Socket> Drop for Tap<S> {
    fn drop(&mut self) {
        if self.line.ends_with_reset() {
            self.socket.reset_when_dropped();
        }
    }
}

impl<S: Socket> AsyncRead for Tap<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let tap = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut tap.socket).poll_read(cx, buffer);
        if let Some(bytes) = buffer.filled().get(before..).filter(|new| !new.is_empty()) {
            tap.tracker.feed(bytes, now());
        }
        if !tap.tracker.inside_head() {
            tap.too_slow = None;
        } else if read.is_pending() {
            let timer = tap.too_slow.get_or_insert_with(|| Box::pin(sleep(HEAD_TIME)));
            if timer.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        read
    }
}

impl<S: Socket> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.line.is_watched() && self.socket.poll_closed(cx).is_ready() {
            self.line.has_closed();
        }
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heads::Heads;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
    use tokio::time::Instant;

    /// A pipe tells nothing but its bytes.
    impl Socket for DuplexStream {
        fn poll_closed(&self, _: &mut Context<'_>) -> Poll<()> {
            Poll::Pending
        }

        fn reset_when_dropped(&self) {}
    }

    fn tapped() -> (DuplexStream, Tap<DuplexStream>) {
        let (sender, socket) = duplex(1024);
        (sender, Tap::new(socket, Tracker::new(Arc::new(Heads::default())), Arc::default()))
    }

    #[tokio::test(start_paused = true)]
    async fn a_head_that_does_not_end_ends_the_connection() {
        let (mut sender, mut tap) = tapped();
        let began = Instant::now();
        tokio::spawn(async move {
            for byte in b"GET / HTTP/1.1\r\nX-Slow: " {
                sender.write_all(&[*byte]).await.unwrap();
                sleep(Duration::from_secs(3)).await;
            }
            std::future::pending::<()>().await;
        });
        let error = tap.read_to_end(&mut Vec::new()).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        let took = began.elapsed();
        assert!(took >= HEAD_TIME && took < HEAD_TIME * 2, "{took:?}: a byte now and then is no excuse");
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_connection_lives_on() {
        let (mut sender, mut tap) = tapped();
        tokio::spawn(async move {
            sender.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
            sleep(Duration::from_secs(3600)).await;
            sender.write_all(b"GET /2 HTTP/1.1\r\n\r\n").await.unwrap();
        });
        let mut all = Vec::new();
        tap.read_to_end(&mut all).await.unwrap();
        assert!(all.ends_with(b"GET /2 HTTP/1.1\r\n\r\n"));
    }
}
