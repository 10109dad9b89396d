//! Signals changes in the database, by this process or another, at most ten times per second.

use std::{collections::VecDeque, time::Duration};
use tokio::time::Instant;

use super::Pages;
use crate::view::Signal;

/// The minimum time between two signals.
const MIN_INTERVAL: Duration = Duration::from_millis(100);
/// How often the rate is updated while it is above 0. It falls without any commit.
const RATE_INTERVAL: Duration = Duration::from_millis(300);
/// The time over which arriving events are counted.
const RATE_WINDOW: Duration = Duration::from_secs(1);

impl Pages {
    /// Calls `signal` immediately, after commits, and when the rate has changed. Runs until
    /// shutdown.
    pub async fn watch(&self, signal: impl FnMut(Signal)) {
        self.jobs.until_closed(self.send_signals(signal)).await;
    }

    async fn send_signals(&self, mut signal: impl FnMut(Signal)) {
        let mut changes = self.changes.subscribe();
        changes.mark_changed();
        let mut last: Option<Signal> = None;
        let mut rate = Rate::default();
        loop {
            let busy = last.as_ref().is_some_and(|signal| signal.per_second > 0);
            let committed = tokio::select! {
                changed = changes.changed() => if changed.is_ok() { true } else { return },
                () = self.clock.sleep(RATE_INTERVAL), if busy => false,
            };
            let Ok(events) = self.inbox.total().await else { continue };
            let Ok(newest_resend) = self.store.resends().latest().await else { continue };
            let per_second = rate.count(self.clock.now(), events);
            let current = Signal { events, per_second, newest_resend, held: self.decide.held_count() };
            // A commit can change rows without changing any of these numbers, for example when a
            // signature is rechecked.
            if committed || last.as_ref() != Some(&current) {
                signal(current.clone());
                last = Some(current);
            }
            self.clock.sleep(MIN_INTERVAL).await;
        }
    }
}

/// Counts the events that arrived within [`RATE_WINDOW`].
#[derive(Debug, Default)]
struct Rate(VecDeque<(Instant, u64)>);

impl Rate {
    fn count(&mut self, now: Instant, total: u64) -> u64 {
        self.0.push_back((now, total));
        // Keep the last total from before the window at the front.
        while self.0.get(1).is_some_and(|(at, _)| now - *at > RATE_WINDOW) {
            self.0.pop_front();
        }
        let before = self.0.front().map_or(total, |(_, total)| *total);
        total.saturating_sub(before)
    }
}
