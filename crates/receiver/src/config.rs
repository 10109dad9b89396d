//! The settings of a receiver.

use hookglass_clock::Clock;
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use crate::refused::RefusedRequests;

/// How a receiver works.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The limits, which can change while the receiver runs.
    pub limits: Limits,
    /// The time of captures and timeouts.
    pub clock: Clock,
    /// Gets the requests that are refused.
    pub refused: RefusedRequests,
}

/// The limits of a receiver. Clones share their values, so a limit can change while the receiver
/// runs.
#[derive(Debug, Clone)]
pub struct Limits {
    body: Arc<AtomicUsize>,
}

impl Limits {
    /// The default body size limit: 32 MiB.
    pub const DEFAULT_BODY_LIMIT: usize = 32 << 20;

    /// Limits with this body size limit, in bytes.
    pub fn new(body_limit: usize) -> Self {
        Self { body: Arc::new(AtomicUsize::new(body_limit)) }
    }

    /// Changes the body size limit for requests that begin from now on.
    pub fn set_body_limit(&self, bytes: usize) {
        self.body.store(bytes, Ordering::Relaxed);
    }

    /// The largest body that is stored whole, in bytes.
    pub(crate) fn body_limit(&self) -> usize {
        self.body.load(Ordering::Relaxed)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(Self::DEFAULT_BODY_LIMIT)
    }
}
