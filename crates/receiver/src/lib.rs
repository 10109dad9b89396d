//! Takes HTTP requests off a socket, byte for byte, and answers them once they are kept.
//!
//! ```text
//! socket -> tap (head bytes, first-byte instant) -> hyper (framing, HTTP/2) -> exchange (Capture) -> handle -> answer
//! ```
//!
//! What it promises: every request that HTTP itself allows reaches `handle`, whatever its method, target, headers and
//! body are; also one whose sender goes away half-way, and one that is too large. `handle` says what to answer, and only
//! after the event is on disk; when it could not be stored the sender reads 503 or 507 and never a 2xx. It may take its time,
//! and is told by the [`Sender`] when there is nobody left to answer; it may also leave the sender without an answer
//! ([`Reply::Break`]). Nothing but receiving happens on this port: there is no route, and no request reads or changes anything.
//!
//! Kept out: what a body means, where it is stored, and who decides an answer. A request that is not HTTP is answered 400
//! by hyper (414 when its target is too long, 431 when its head is too large) and is not an event.

mod accept;
mod bind;
mod body;
mod broken;
mod exchange;
mod heads;
mod sender;
mod tap;

pub use bind::{BindError, Bound, bind, free_address_near};
pub use exchange::{Cause, NotStored, Reply};
pub use sender::Sender;

use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the receiver takes at most. Clones share their values, so a setting can change while the receiver runs.
#[derive(Debug, Clone)]
pub struct Limits {
    body: Arc<AtomicUsize>,
}

impl Limits {
    /// The default body limit: 32 MiB.
    pub const BODY: usize = 32 << 20;

    /// Limits with this body limit, in bytes.
    pub fn new(body_limit: usize) -> Self {
        Self { body: Arc::new(AtomicUsize::new(body_limit)) }
    }

    /// The largest body that is kept whole, in bytes.
    pub fn body_limit(&self) -> usize {
        self.body.load(Ordering::Relaxed)
    }

    /// Changes the body limit for the requests that begin from now on.
    pub fn set_body_limit(&self, bytes: usize) {
        self.body.store(bytes, Ordering::Relaxed);
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Self::BODY)
    }
}

/// The receiver's clock. Everything below is told the time.
fn now() -> Timestamp {
    Timestamp::now()
}
