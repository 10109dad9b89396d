//! The settings of a receiver.

use hookglass_clock::Clock;
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{descriptors::MAX_CONNECTIONS, refused::RefusedRequests, reply::NotStored};

/// How a receiver works.
#[derive(Debug, Clone)]
pub struct Config {
    /// The limits, which can change while the receiver runs.
    pub limits: Limits,
    /// The time of captures and timeouts.
    pub clock: Clock,
    /// How many connections may be open. Further ones take the place of idle ones.
    pub max_connections: usize,
    /// Whether there is room for a body, by its announced length.
    pub room: RoomCheck,
    /// Gets the requests that are refused.
    pub refused: RefusedRequests,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            clock: Clock::default(),
            max_connections: MAX_CONNECTIONS,
            room: RoomCheck::default(),
            refused: RefusedRequests::default(),
        }
    }
}

/// Rejects a body by its announced length, before it is read.
#[derive(Clone)]
pub struct RoomCheck(Arc<dyn Fn(usize) -> Result<(), NotStored> + Send + Sync>);

impl RoomCheck {
    /// A check of the bytes of a body that would be stored.
    pub fn new(check: impl Fn(usize) -> Result<(), NotStored> + Send + Sync + 'static) -> Self {
        Self(Arc::new(check))
    }

    pub(crate) fn check(&self, bytes: usize) -> Result<(), NotStored> {
        (self.0)(bytes)
    }
}

/// There is room for every body.
impl Default for RoomCheck {
    fn default() -> Self {
        Self::new(|_| Ok(()))
    }
}

impl fmt::Debug for RoomCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RoomCheck").finish_non_exhaustive()
    }
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
