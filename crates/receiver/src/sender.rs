//! The one who waits for an answer: whether it still does, and how it is left without one.
//!
//! hyper drops the future of a request when an HTTP/2 stream ends, and when a connection breaks while something is written to
//! it. While an HTTP/1.1 request waits for its answer, hyper does not read, so that a sender that says it will send no more
//! still gets its answer; then nobody would notice that the sender has gone. So the [`Tap`](crate::tap::Tap) looks for the
//! end of the connection as long as somebody asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// The sender of a request that is not answered yet. It is asked from the future that answers: what it is told comes from
/// the connection's own task.
#[derive(Debug)]
pub struct Sender {
    dropped: Arc<Flag>,
    line: Arc<Line>,
    stop: Arc<Flag>,
}

impl Sender {
    pub(crate) fn new(dropped: Arc<Flag>, line: Arc<Line>, stop: Arc<Flag>) -> Self {
        Self { dropped, line, stop }
    }

    /// Somebody without a connection, who never goes.
    pub fn patient() -> Self {
        Self::new(Arc::default(), Arc::default(), Arc::default())
    }

    /// Ready when the sender has hung up: it will not read an answer. One that only closed its own direction (no sender of
    /// webhooks is known to) cannot be told from it. Of one that has sent another request behind this one it is not noticed.
    pub async fn gone(&self) {
        self.line.watched.store(true, Ordering::Release);
        tokio::select! {
            () = self.dropped.raised() => {}
            () = self.line.closed.raised() => {}
        }
    }

    /// Ready when the receiver is to stop: who waits for an answer then has some seconds to get one.
    pub async fn stopping(&self) {
        self.stop.raised().await;
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.line.watched.store(false, Ordering::Release);
    }
}

/// What the requests of a connection and its [`Tap`](crate::tap::Tap) tell each other.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// Whether somebody wants to know when the other end closes.
    watched: AtomicBool,
    closed: Flag,
    /// Whether the connection is to end with a reset.
    reset: AtomicBool,
}

impl Line {
    pub(crate) fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Acquire)
    }

    /// The other end has closed.
    pub(crate) fn has_closed(&self) {
        self.watched.store(false, Ordering::Release);
        self.closed.raise();
    }

    /// The connection ends with a reset, once it ends.
    pub(crate) fn end_with_reset(&self) {
        self.reset.store(true, Ordering::Release);
    }

    pub(crate) fn ends_with_reset(&self) -> bool {
        self.reset.load(Ordering::Acquire)
    }
}

/// Something that happens once.
#[derive(Debug, Default)]
pub(crate) struct Flag {
    raised: AtomicBool,
    told: Notify,
}

impl Flag {
    pub(crate) fn raise(&self) {
        self.raised.store(true, Ordering::Release);
        self.told.notify_waiters();
    }

    pub(crate) async fn raised(&self) {
        loop {
            let mut told = std::pin::pin!(self.told.notified());
            // From here on it is told; what came before is seen.
            told.as_mut().enable();
            if self.raised.load(Ordering::Acquire) {
                return;
            }
            told.await;
        }
    }
}
