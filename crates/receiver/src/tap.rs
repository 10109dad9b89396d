//! A socket whose incoming bytes pass a [`Tracker`] on their way to hyper. The tap delays nothing
//! and changes only what the tracker's [`TargetFilter`](crate::target::TargetFilter) replaces.
//!
//! The tap also ends a connection whose caller begins a request head and does not finish it in
//! time. hyper's own timeout would end idle keep-alive connections as well, which may stay longer.
//!
//! While a request watches for it, the tap notices that the other end has closed the connection:
//! hyper flushes after each poll of a request's future, and the tap checks at each flush.

use hookglass_clock::Clock;
use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

use crate::{
    budget::{NoRoom, Reservation},
    caller::ConnectionState,
    tracker::Tracker,
};

/// How long a head may take to arrive.
pub(crate) const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// An incomplete head is in two buffers, the tracker's and hyper's, and each can be twice as large
/// as its content.
const HEAD_COPIES: usize = 4;

/// The operations of a socket that a tap needs besides reading and writing.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Unpin {
    /// Completes when the other end has closed the connection and no unread bytes are left.
    fn poll_closed(&self, cx: &mut Context<'_>) -> Poll<()>;

    /// Reads bytes that stay in the socket.
    fn poll_peek(&self, cx: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<usize>>;

    /// Makes the socket reset the connection when it is dropped, instead of sending what is left.
    fn reset_on_drop(&self);
}

impl Socket for TcpStream {
    fn poll_closed(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut one = [0];
        match ready!(Self::poll_peek(self, cx, &mut ReadBuf::new(&mut one))) {
            Ok(0) | Err(_) => Poll::Ready(()),
            Ok(_) => Poll::Pending,
        }
    }

    fn poll_peek(&self, cx: &mut Context<'_>, bytes: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
        Self::poll_peek(self, cx, bytes)
    }

    fn reset_on_drop(&self) {
        if let Err(error) = self.set_zero_linger() {
            tracing::warn!(%error, "cannot reset a connection; closing it instead");
        }
    }
}

pub(crate) struct Tap<S: Socket> {
    socket: S,
    tracker: Tracker,
    state: Arc<ConnectionState>,
    /// What an incomplete head takes from the receiver's budget.
    reservation: Reservation,
    clock: Clock,
    /// Set while a head is incomplete and no byte is available.
    head_timeout: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl<S: Socket> Tap<S> {
    pub(crate) fn new(
        socket: S,
        tracker: Tracker,
        state: Arc<ConnectionState>,
        reservation: Reservation,
        clock: Clock,
    ) -> Self {
        Self { socket, tracker, state, reservation, clock, head_timeout: None }
    }

    /// Reserves memory for an incomplete head. Without room, the connection ends.
    fn reserve(&mut self) -> io::Result<()> {
        match self.tracker.partial_head() {
            0 => self.reservation.clear(),
            length => self.reservation.try_extend_to(length * HEAD_COPIES).map_err(|NoRoom| {
                tracing::warn!("closed a connection: the heads being received use all memory for them");
                io::Error::from(io::ErrorKind::OutOfMemory)
            })?,
        }
        Ok(())
    }

    /// Completes the start of a rejected head. hyper reads no more of it; its first read is short.
    fn peek_rejected(&mut self, cx: &mut Context<'_>) {
        let missing = self.tracker.missing_of_rejected();
        if missing > 0 {
            let mut bytes = vec![0; missing];
            let mut bytes = ReadBuf::new(&mut bytes);
            if let Poll::Ready(Ok(_)) = self.socket.poll_peek(cx, &mut bytes) {
                self.tracker.add_to_rejected(bytes.filled());
            }
        }
    }

    fn poll_head_timeout(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let timeout = self.head_timeout.get_or_insert_with(|| {
            let clock = self.clock.clone();
            Box::pin(async move { clock.sleep(HEAD_TIMEOUT).await })
        });
        timeout.as_mut().poll(cx)
    }
}

impl<S: Socket> Drop for Tap<S> {
    fn drop(&mut self) {
        if self.state.ends_with_reset() {
            self.socket.reset_on_drop();
        }
    }
}

impl<S: Socket> AsyncRead for Tap<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let tap = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut tap.socket).poll_read(cx, buffer);
        if let Some(bytes) = buffer.filled_mut().get_mut(before..).filter(|new| !new.is_empty()) {
            tap.tracker.feed(bytes, tap.clock.wall());
            tap.peek_rejected(cx);
        }
        tap.reserve()?;
        tap.state.activity.set_in_head(tap.tracker.partial_head() > 0, tap.clock.now());
        if tap.tracker.partial_head() == 0 {
            tap.head_timeout = None;
        } else if read.is_pending() && tap.poll_head_timeout(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        read
    }
}

impl<S: Socket> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.state.activity.set_stalled(written.is_pending(), self.clock.now());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.state.activity.set_stalled(written.is_pending(), self.clock.now());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.state.is_watched() && self.socket.poll_closed(cx).is_ready() {
            self.state.set_closed();
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
    use crate::{budget::Budget, connections::InProgress, heads::HeadQueue};
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;
    use std::pin::pin;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    /// A pipe has no state besides its bytes.
    impl Socket for DuplexStream {
        fn poll_closed(&self, _: &mut Context<'_>) -> Poll<()> {
            Poll::Pending
        }

        fn poll_peek(&self, _: &mut Context<'_>, _: &mut ReadBuf<'_>) -> Poll<io::Result<usize>> {
            Poll::Pending
        }

        fn reset_on_drop(&self) {}
    }

    fn tapped(clock: &ManualClock) -> (DuplexStream, Tap<DuplexStream>) {
        let (caller, socket) = duplex(1024);
        let tracker = Tracker::new(Arc::new(HeadQueue::default()));
        let state = Arc::new(ConnectionState::new(clock.clock().now()));
        (caller, Tap::new(socket, tracker, state, Budget::new().reservation(), clock.clock()))
    }

    async fn poll_once<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx))).await
    }

    #[tokio::test]
    async fn an_unfinished_head_ends_the_connection_even_if_it_grows() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let (mut caller, mut tap) = tapped(&clock);
        let mut received = Vec::new();
        let mut reading = pin!(tap.read_to_end(&mut received));
        let step = Duration::from_secs(3);
        for byte in &b"GET / HTTP/1.1\r\n"[..10] {
            caller.write_all(&[*byte]).await.unwrap();
            assert!(poll_once(reading.as_mut()).await.is_pending(), "a head may take {HEAD_TIMEOUT:?}");
            clock.advance(step);
        }
        assert_eq!(step * 10, HEAD_TIMEOUT);
        let error = reading.await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn an_answer_that_is_not_read_is_noticed() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let (mut caller, mut tap) = tapped(&clock);
        let state = Arc::clone(&tap.state);
        let _in_progress = InProgress::begin(Arc::clone(&state), clock.clock());
        let answer = [b'x'; 1500];
        let mut writing = pin!(tap.write_all(&answer));
        assert!(poll_once(writing.as_mut()).await.is_pending(), "a pipe takes 1024 bytes");
        clock.advance(Duration::from_secs(60));
        assert!(state.activity.close_if_overdue(clock.clock().now()));
        state.activity.closed(&clock.clock()).await;
        caller.read_exact(&mut [0; 1024]).await.unwrap();
        writing.await.unwrap();
        assert!(!state.activity.close_if_overdue(clock.clock().now()), "the rest has left");
    }

    #[tokio::test]
    async fn a_tap_does_not_end_an_idle_connection() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let (mut caller, mut tap) = tapped(&clock);
        let mut received = Vec::new();
        let mut reading = pin!(tap.read_to_end(&mut received));
        caller.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        assert!(poll_once(reading.as_mut()).await.is_pending());
        clock.advance(Duration::from_secs(3600));
        assert!(poll_once(reading.as_mut()).await.is_pending());
        caller.write_all(b"GET /2 HTTP/1.1\r\n\r\n").await.unwrap();
        drop(caller);
        reading.await.unwrap();
        assert!(received.ends_with(b"GET /2 HTTP/1.1\r\n\r\n"));
    }
}
