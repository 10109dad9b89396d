//! Time as a value.
//!
//! Everything that needs the time or waits for it takes a [`Clock`]. Programs pass
//! [`Clock::system`]; tests pass a clock that they advance by hand
//! (`hookglass_testkit::ManualClock`). No other crate calls `now()`.

use jiff::Timestamp;
use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};
use tokio::time::Instant;

/// Where a [`Clock`] gets its time from.
pub trait TimeSource: fmt::Debug + Send + Sync {
    /// The time of day. It can jump.
    fn wall(&self) -> Timestamp;

    /// The monotonic time.
    fn now(&self) -> Instant;

    /// Completes once the monotonic time has reached `deadline`.
    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The time, cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock(Arc<dyn TimeSource>);

/// The deadline of [`Clock::timeout`] passed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

impl Clock {
    /// The clock of this computer.
    pub fn system() -> Self {
        Self(Arc::new(System))
    }

    /// A clock with another source of time.
    pub fn new(source: Arc<dyn TimeSource>) -> Self {
        Self(source)
    }

    /// The time of day, for what is stored and shown. It can jump; measure durations with
    /// [`Clock::now`].
    pub fn wall(&self) -> Timestamp {
        self.0.wall()
    }

    /// The monotonic time, for durations and deadlines.
    pub fn now(&self) -> Instant {
        self.0.now()
    }

    /// Waits for `duration`.
    pub async fn sleep(&self, duration: Duration) {
        self.sleep_until(self.now() + duration).await;
    }

    /// Waits until the monotonic time has reached `deadline`.
    pub async fn sleep_until(&self, deadline: Instant) {
        self.0.sleep_until(deadline).await;
    }

    /// Runs `work` for at most `duration`.
    pub async fn timeout<T>(&self, duration: Duration, work: impl Future<Output = T>) -> Result<T, Elapsed> {
        self.timeout_at(self.now() + duration, work).await
    }

    /// Runs `work` until `deadline` at most. Work that is ready wins over a deadline that has
    /// passed.
    pub async fn timeout_at<T>(&self, deadline: Instant, work: impl Future<Output = T>) -> Result<T, Elapsed> {
        tokio::select! {
            biased;
            done = work => Ok(done),
            () = self.sleep_until(deadline) => Err(Elapsed),
        }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

#[derive(Debug)]
struct System;

impl TimeSource for System {
    fn wall(&self) -> Timestamp {
        Timestamp::now()
    }

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep_until(deadline))
    }
}
