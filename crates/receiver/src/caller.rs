//! The other end of a request: whether it still waits for the answer, and whether the receiver
//! shuts down.
//!
//! hyper drops a request's future when an HTTP/2 stream ends, and when a write to the connection
//! fails. hyper does not read while an HTTP/1.1 request waits for its answer, so that a caller that
//! half-closes the connection still gets the answer. A disconnect would go unnoticed. Therefore the
//! [`Tap`](crate::tap::Tap) checks for the end of the connection while [`Caller::disconnected`] is
//! awaited.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::{sync::Notify, time::Instant};

use crate::connections::Activity;

/// The caller of a request that has no answer yet.
///
/// Await its methods in the future that makes the answer. The connection's own task drives them.
#[derive(Debug)]
pub struct Caller {
    dropped: Arc<Flag>,
    connection: Arc<ConnectionState>,
    shutdown: Arc<Flag>,
}

impl Caller {
    pub(crate) fn new(dropped: Arc<Flag>, connection: Arc<ConnectionState>, shutdown: Arc<Flag>) -> Self {
        Self { dropped, connection, shutdown }
    }

    /// Completes when the caller has disconnected and will not read an answer.
    ///
    /// A caller that only half-closes the connection looks the same; no webhook sender is known to
    /// do that. The disconnect of a caller that has pipelined another request goes unnoticed.
    pub async fn disconnected(&self) {
        self.connection.watched.store(true, Ordering::Release);
        tokio::select! {
            () = self.dropped.raised() => {}
            () = self.connection.closed.raised() => {}
        }
    }

    /// Completes when the receiver shuts down. Requests that are waiting then have a few seconds
    /// left for their answer.
    pub async fn shutting_down(&self) {
        self.shutdown.raised().await;
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.connection.watched.store(false, Ordering::Release);
    }
}

/// State that the requests of a connection share with its [`Tap`](crate::tap::Tap).
#[derive(Debug)]
pub(crate) struct ConnectionState {
    pub(crate) activity: Activity,
    /// Whether a request waits for the end of the connection.
    watched: AtomicBool,
    closed: Flag,
    /// Whether the connection ends with a reset.
    reset: AtomicBool,
}

impl ConnectionState {
    /// The state of a connection that opens at `now`.
    pub(crate) fn new(now: Instant) -> Self {
        let (watched, reset) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { activity: Activity::new(now), watched, closed: Flag::default(), reset }
    }

    pub(crate) fn is_watched(&self) -> bool {
        self.watched.load(Ordering::Acquire)
    }

    /// Records that the other end has closed the connection.
    pub(crate) fn set_closed(&self) {
        self.watched.store(false, Ordering::Release);
        self.closed.raise();
    }

    /// Makes the connection end with a reset.
    pub(crate) fn end_with_reset(&self) {
        self.reset.store(true, Ordering::Release);
    }

    pub(crate) fn ends_with_reset(&self) -> bool {
        self.reset.load(Ordering::Acquire)
    }
}

/// An event that happens once and can be awaited by many.
#[derive(Debug, Default)]
pub(crate) struct Flag {
    raised: AtomicBool,
    notify: Notify,
}

impl Flag {
    pub(crate) fn raise(&self) {
        self.raised.store(true, Ordering::Release);
        self.notify.notify_waiters();
    }

    pub(crate) async fn raised(&self) {
        loop {
            let mut notified = std::pin::pin!(self.notify.notified());
            // Registers before the check, so that a `raise` in between is not lost.
            notified.as_mut().enable();
            if self.raised.load(Ordering::Acquire) {
                return;
            }
            notified.await;
        }
    }
}
