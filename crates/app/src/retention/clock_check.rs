//! Whether the time of day can be trusted to decide which events are too old.
//!
//! The wall clock must advance like the monotonic clock. A step can be a correction, a mistake, or
//! a computer that slept, so after each step pruning by age waits until the clock has been steady
//! for a while.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::time::Instant;

/// How long the clock must be steady, after a step and at the start.
const STEADY_TIME: Duration = Duration::from_secs(10 * 60);
/// How much the two clocks can differ between two readings.
const TOLERANCE: Duration = Duration::from_secs(60);

/// Whether the clock can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It has been steady for long enough.
    Steady,
    /// It has been steady since the start, but not for long.
    Starting,
    /// It has made a step of this many seconds.
    Stepped { seconds: i64 },
}

/// Compares the two clocks.
#[derive(Debug)]
pub(super) struct ClockCheck {
    last: (Instant, Timestamp),
    steady_since: Instant,
    step: Option<SignedDuration>,
}

impl ClockCheck {
    pub(super) fn new(now: Instant, wall: Timestamp) -> Self {
        Self { last: (now, wall), steady_since: now, step: None }
    }

    /// Reads both clocks.
    pub(super) fn observe(&mut self, now: Instant, wall: Timestamp) -> Trust {
        let elapsed = SignedDuration::try_from(now - self.last.0).unwrap_or(SignedDuration::MAX);
        let difference = wall.duration_since(self.last.1).saturating_sub(elapsed);
        self.last = (now, wall);
        if difference.unsigned_abs() > TOLERANCE {
            (self.step, self.steady_since) = (Some(difference), now);
        }
        if now - self.steady_since >= STEADY_TIME {
            self.step = None;
            return Trust::Steady;
        }
        self.step.map_or(Trust::Starting, |step| Trust::Stepped { seconds: step.as_secs() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_in_either_direction_ends_the_trust_for_ten_minutes() {
        let (start, wall) = (Instant::now(), "2026-03-10T12:00:00Z".parse::<Timestamp>().unwrap());
        let mut check = ClockCheck::new(start, wall);
        let mut observe = |minutes: u64, ahead: i64| {
            let passed = Duration::from_secs(60 * minutes);
            check.observe(start + passed, wall + passed + SignedDuration::from_secs(ahead))
        };
        assert_eq!(observe(9, 0), Trust::Starting);
        assert_eq!(observe(10, 0), Trust::Steady);
        assert_eq!(observe(11, 50), Trust::Steady, "a small correction is not a step");
        let days = 40 * 86_400;
        assert_eq!(observe(12, 50 + days), Trust::Stepped { seconds: days });
        assert_eq!(observe(13, 0), Trust::Stepped { seconds: -days - 50 });
        assert_eq!(observe(22, 0), Trust::Stepped { seconds: -days - 50 });
        assert_eq!(observe(23, 0), Trust::Steady);
    }
}
