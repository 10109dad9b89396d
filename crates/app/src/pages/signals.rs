//! Noticing that something new is stored, by this process or another, and saying so at most ten times a second.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};
use tokio::time::sleep;

use super::Pages;
use crate::view::Signal;

/// The shortest time between two signals.
const PAUSE: Duration = Duration::from_millis(100);
/// How often to look whether another process has written.
const LOOK: Duration = Duration::from_millis(300);
/// The time over which the rate is counted.
const RATE: Duration = Duration::from_secs(1);

impl Pages {
    /// Calls `signal` after something was stored, and once more when the rate has fallen to nothing. Runs until the
    /// database is closed.
    pub async fn watch(&self, mut signal: impl FnMut(Signal)) {
        let mut commits = self.store.commits();
        let (mut version, mut last) = (None, None);
        let mut history: VecDeque<(Instant, u64)> = VecDeque::new();
        loop {
            tokio::select! {
                changed = commits.changed() => if changed.is_err() { return },
                () = sleep(LOOK) => {}
            }
            let Ok(seen) = self.store.data_version().await else { continue };
            // A rate falls by itself; without one there is nothing to count until something is written.
            let busy = last.as_ref().is_some_and(|signal: &Signal| signal.per_second > 0);
            let written = version != Some(seen);
            if !written && !busy {
                continue;
            }
            version = Some(seen);
            let Ok(events) = self.inbox.total().await else { continue };
            let Ok(newest_resend) = self.store.resends().latest().await else { continue };
            let now = Instant::now();
            history.push_back((now, events));
            // The first that is kept is the last from before the time over which is counted.
            while history.get(1).is_some_and(|(at, _)| now - *at > RATE) {
                history.pop_front();
            }
            let before = history.front().map_or(events, |(_, total)| *total);
            let per_second = events.saturating_sub(before);
            let current = Signal { events, per_second, newest_resend, held: self.decide.held_count() };
            // A row can change without a new one: a signature checked again, a resend.
            if written || last.as_ref() != Some(&current) {
                signal(current.clone());
                last = Some(current);
            }
            sleep(PAUSE).await;
        }
    }
}
