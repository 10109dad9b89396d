//! A clock that a test advances.

use hookglass_clock::{Clock, TimeSource};
use jiff::Timestamp;
use std::{future::Future, pin::Pin, sync::Arc, time::Duration};
use tokio::{sync::watch, time::Instant};

/// Time that stands still until [`ManualClock::advance`].
#[derive(Debug, Clone)]
pub struct ManualClock(Arc<Source>);

#[derive(Debug)]
struct Source {
    wall: watch::Sender<Timestamp>,
    started: Instant,
    elapsed: watch::Sender<Duration>,
}

impl ManualClock {
    /// A clock that reads `wall` until it is advanced.
    pub fn at(wall: Timestamp) -> Self {
        let source = Source {
            wall: watch::Sender::new(wall),
            started: Instant::now(),
            elapsed: watch::Sender::new(Duration::ZERO),
        };
        Self(Arc::new(source))
    }

    /// What the code under test takes.
    pub fn clock(&self) -> Clock {
        Clock::new(Arc::clone(&self.0) as Arc<dyn TimeSource>)
    }

    /// Moves wall and monotonic time forward, and wakes all that waits for a moment in between.
    pub fn advance(&self, by: Duration) {
        self.0.wall.send_modify(|wall| *wall += by);
        self.0.elapsed.send_modify(|elapsed| *elapsed += by);
    }

    /// Sets the time of day alone, as a person or NTP does.
    pub fn set_wall(&self, wall: Timestamp) {
        self.0.wall.send_replace(wall);
    }

    /// Returns once `count` waits for the clock are under way, so that an advance cannot come too early.
    pub async fn waiters(&self, count: usize) {
        while self.0.elapsed.receiver_count() < count {
            tokio::task::yield_now().await;
        }
    }
}

impl TimeSource for Source {
    fn wall(&self) -> Timestamp {
        *self.wall.borrow()
    }

    fn now(&self) -> Instant {
        self.started + *self.elapsed.borrow()
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let mut elapsed = self.elapsed.subscribe();
        Box::pin(async move {
            let wait = deadline.saturating_duration_since(self.started);
            // The sender lives in `self`, so the wait cannot fail.
            let _ = elapsed.wait_for(|elapsed| *elapsed >= wait).await;
        })
    }
}
