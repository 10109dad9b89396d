//! Which events are too new to be pruned, measured by the monotonic clock.
//!
//! An event is protected until this process has known it for [`MIN_AGE`]. Its received time is not
//! considered: a clock that is set forward would make every event look old.

use std::{collections::VecDeque, time::Duration};
use tokio::time::Instant;

/// How long events stay at least.
pub(crate) const MIN_AGE: Duration = Duration::from_secs(10 * 60);
/// The distance between two samples, and so the most that an event stays longer.
const SAMPLE_INTERVAL: Duration = Duration::from_secs(30);

/// The newest event at some instants.
#[derive(Debug, Default)]
pub(super) struct NewEvents {
    samples: VecDeque<(Instant, i64)>,
    old_upto: i64,
}

impl NewEvents {
    /// Records the newest event. Returns the id up to which events are old enough.
    pub(super) fn observe(&mut self, now: Instant, latest: i64) -> i64 {
        while let Some((at, id)) = self.samples.front().copied()
            && at + MIN_AGE <= now
        {
            self.old_upto = id;
            self.samples.pop_front();
        }
        if self.samples.back().is_none_or(|(at, _)| *at + SAMPLE_INTERVAL <= now) {
            self.samples.push_back((now, latest));
        }
        self.old_upto
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_old_enough_once_they_were_known_for_ten_minutes() {
        let (start, mut events) = (Instant::now(), NewEvents::default());
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(events.observe(at(0), 5), 0, "how old the first events are is unknown");
        assert_eq!(events.observe(at(20), 7), 0);
        assert_eq!(events.observe(at(31), 8), 0);
        assert_eq!(events.observe(at(599), 20), 0);
        assert_eq!(events.observe(at(600), 21), 5);
        assert_eq!(events.observe(at(630), 22), 5, "event 7 arrived before the sample at 31 seconds, or just after");
        assert_eq!(events.observe(at(631), 23), 8);
        for second in 632..5_000 {
            events.observe(at(second), 24);
        }
        assert!(events.samples.len() <= 21, "the samples are bounded: {}", events.samples.len());
    }
}
