//! Signals of what changed in the database, by this process or another, at most ten per second.

use std::{collections::VecDeque, time::Duration};
use tokio::time::Instant;

use super::Pages;
use crate::view::Signal;

/// The shortest time between two signals.
const MIN_INTERVAL: Duration = Duration::from_millis(100);
/// How often the rate is updated while events arrive. It falls by itself.
const RATE_INTERVAL: Duration = Duration::from_millis(300);
/// The time over which the rate is counted.
const RATE_WINDOW: Duration = Duration::from_secs(1);

impl Pages {
    /// Calls `signal` at once, after each commit, and when the rate has changed. Runs until the database is closed.
    pub async fn watch(&self, mut signal: impl FnMut(Signal)) {
        let mut changes = self.changes.subscribe();
        changes.mark_changed();
        let mut last: Option<Signal> = None;
        let mut rate = Rate::default();
        loop {
            let busy = last.as_ref().is_some_and(|signal| signal.per_second > 0);
            let written = tokio::select! {
                changed = changes.changed() => if changed.is_ok() { true } else { return },
                () = self.clock.sleep(RATE_INTERVAL), if busy => false,
            };
            let Ok(events) = self.inbox.total().await else { continue };
            let Ok(newest_resend) = self.store.resends().latest().await else { continue };
            let per_second = rate.count(self.clock.now(), events);
            let current = Signal { events, per_second, newest_resend, held: self.decide.held_count() };
            // A row can change without a new one, for example when a signature is checked again.
            if written || last.as_ref() != Some(&current) {
                signal(current.clone());
                last = Some(current);
            }
            self.clock.sleep(MIN_INTERVAL).await;
        }
    }
}

/// Counts how many events have arrived within the window.
#[derive(Debug, Default)]
struct Rate(VecDeque<(Instant, u64)>);

impl Rate {
    fn count(&mut self, now: Instant, total: u64) -> u64 {
        self.0.push_back((now, total));
        // The front is the last total from before the window.
        while self.0.get(1).is_some_and(|(at, _)| now - *at > RATE_WINDOW) {
            self.0.pop_front();
        }
        let before = self.0.front().map_or(total, |(_, total)| *total);
        total.saturating_sub(before)
    }
}
