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
    /// When the current waits end, counted from the start.
    timers: watch::Sender<Vec<Duration>>,
}

impl ManualClock {
    /// A clock that reads `wall` until it is advanced.
    pub fn at(wall: Timestamp) -> Self {
        let source = Source {
            wall: watch::Sender::new(wall),
            started: Instant::now(),
            elapsed: watch::Sender::new(Duration::ZERO),
            timers: watch::Sender::default(),
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

    /// Waits until at least `count` waits for the clock have started, so that an advance is not too
    /// early.
    pub async fn waiters(&self, count: usize) {
        // The sender lives in `self`, so the wait cannot fail.
        let _ = self.0.timers.subscribe().wait_for(|timers| timers.len() >= count).await;
    }

    /// Waits until a wait has started that ends exactly `after` from now.
    pub async fn timer(&self, after: Duration) {
        let due = *self.0.elapsed.borrow() + after;
        let _ = self.0.timers.subscribe().wait_for(|timers| timers.contains(&due)).await;
    }

    /// Advances to the end of the wait that ends next. If there is none, first waits for one to
    /// start.
    pub async fn advance_to_next_timer(&self) {
        let now = *self.0.elapsed.borrow();
        let next = |timers: &Vec<Duration>| timers.iter().copied().filter(|due| *due > now).min();
        let mut timers = self.0.timers.subscribe();
        let due = timers.wait_for(|timers| next(timers).is_some()).await.ok().and_then(|timers| next(&timers));
        if let Some(due) = due {
            self.advance(due - now);
        }
    }
}

/// Counts a wait until it is dropped.
struct Waiter<'a> {
    timers: &'a watch::Sender<Vec<Duration>>,
    due: Duration,
}

impl<'a> Waiter<'a> {
    fn new(timers: &'a watch::Sender<Vec<Duration>>, due: Duration) -> Self {
        timers.send_modify(|timers| timers.push(due));
        Self { timers, due }
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.timers.send_modify(|timers| {
            if let Some(at) = timers.iter().position(|due| *due == self.due) {
                timers.swap_remove(at);
            }
        });
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
        let due = deadline.saturating_duration_since(self.started);
        let waiter = Waiter::new(&self.timers, due);
        Box::pin(async move {
            let _waiter = waiter;
            // The sender lives in `self`, so the wait cannot fail.
            let _ = elapsed.wait_for(|elapsed| *elapsed >= due).await;
        })
    }
}
