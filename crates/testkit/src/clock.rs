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
    waiters: watch::Sender<usize>,
}

impl ManualClock {
    /// A clock that reads `wall` until it is advanced.
    pub fn at(wall: Timestamp) -> Self {
        let source = Source {
            wall: watch::Sender::new(wall),
            started: Instant::now(),
            elapsed: watch::Sender::new(Duration::ZERO),
            waiters: watch::Sender::new(0),
        };
        Self(Arc::new(source))
    }

    /// The clock for the code under test.
    pub fn clock(&self) -> Clock {
        Clock::new(Arc::clone(&self.0) as Arc<dyn TimeSource>)
    }

    /// Moves wall and monotonic time forward, and wakes each wait whose deadline has passed.
    pub fn advance(&self, by: Duration) {
        self.0.wall.send_modify(|wall| *wall += by);
        self.0.elapsed.send_modify(|elapsed| *elapsed += by);
    }

    /// Sets the time of day alone, as a person or NTP does.
    pub fn set_wall(&self, wall: Timestamp) {
        self.0.wall.send_replace(wall);
    }

    /// Waits until at least `count` waits for the clock are under way. Then an advance does not come too early.
    pub async fn waiters(&self, count: usize) {
        // The sender lives in `self`, so the wait cannot fail.
        let _ = self.0.waiters.subscribe().wait_for(|waiters| *waiters >= count).await;
    }
}

/// Counts a wait until it is dropped.
struct Waiter<'a>(&'a watch::Sender<usize>);

impl<'a> Waiter<'a> {
    fn new(waiters: &'a watch::Sender<usize>) -> Self {
        waiters.send_modify(|count| *count += 1);
        Self(waiters)
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
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
        let waiter = Waiter::new(&self.waiters);
        Box::pin(async move {
            let _waiter = waiter;
            let wait = deadline.saturating_duration_since(self.started);
            // The sender lives in `self`, so the wait cannot fail.
            let _ = elapsed.wait_for(|elapsed| *elapsed >= wait).await;
        })
    }
}
