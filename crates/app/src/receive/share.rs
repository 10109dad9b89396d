//! What untrusted requests may store, so that a web page cannot flush the history.
//!
//! They get a share of the retention limits. Each hour, as much as the share is stored; further
//! untrusted requests get 429. Of all that was stored, the newest events within the share stay.

use hookglass_clock::Clock;
use hookglass_store::UntrustedBudget;
use std::{sync::Mutex, time::Duration};
use tokio::time::Instant;

use crate::{base::lock, view::Retention};

/// The share of untrusted requests is one in this many parts of a retention limit.
const PARTS: u64 = 10;
/// The share without a limit of events.
const DEFAULT_EVENTS: u64 = 100_000;
/// The share without a size limit.
const DEFAULT_BYTES: u64 = 1 << 30;
/// The time in which the share can be stored once.
const WINDOW: Duration = Duration::from_secs(60 * 60);
/// Old events are removed after this part of the share was stored.
const PRUNE_PARTS: u64 = 16;

/// The share of untrusted requests.
pub(super) fn share(retention: Retention) -> UntrustedBudget {
    let part = |limit: Option<u64>, default| limit.map_or(default, |limit| (limit / PARTS).max(1));
    UntrustedBudget { events: part(retention.events, DEFAULT_EVENTS), bytes: part(retention.bytes, DEFAULT_BYTES) }
}

/// Counts what untrusted requests store.
#[derive(Debug)]
pub(super) struct UntrustedUse {
    clock: Clock,
    window: Mutex<Option<Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Instant,
    used: UntrustedBudget,
    /// Stored since old events were removed.
    unpruned: UntrustedBudget,
    is_exhausted: bool,
}

/// The decision about an untrusted request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// It is stored.
    Stored {
        /// Old events must be removed first.
        prune: bool,
    },
    /// The share of this hour is used up.
    Rejected {
        /// When the next hour begins.
        retry_after: Duration,
        /// Whether it is the first rejection in this hour.
        first: bool,
    },
}

impl UntrustedUse {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, window: Mutex::default() }
    }

    /// Decides about a request of `bytes`.
    pub(super) fn admit(&self, bytes: u64, share: UntrustedBudget) -> Admission {
        let now = self.clock.now();
        let mut slot = lock(&self.window);
        let previous = slot.take();
        let current = previous.filter(|window| now.saturating_duration_since(window.began) < WINDOW);
        // The first request prunes, because an earlier run may have stored more.
        let unpruned = previous.map_or(share, |window| window.unpruned);
        let window =
            slot.insert(current.unwrap_or(Window { began: now, used: NOTHING, unpruned, is_exhausted: false }));
        let used = sum(window.used, bytes);
        if used.events > share.events || used.bytes > share.bytes {
            let first = !std::mem::replace(&mut window.is_exhausted, true);
            return Admission::Rejected { retry_after: (window.began + WINDOW).saturating_duration_since(now), first };
        }
        window.used = used;
        window.unpruned = sum(window.unpruned, bytes);
        let prune =
            window.unpruned.events > share.events / PRUNE_PARTS || window.unpruned.bytes > share.bytes / PRUNE_PARTS;
        if prune {
            window.unpruned = NOTHING;
        }
        Admission::Stored { prune }
    }
}

const NOTHING: UntrustedBudget = UntrustedBudget { events: 0, bytes: 0 };

fn sum(used: UntrustedBudget, bytes: u64) -> UntrustedBudget {
    UntrustedBudget { events: used.events.saturating_add(1), bytes: used.bytes.saturating_add(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;

    const SHARE: UntrustedBudget = UntrustedBudget { events: 32, bytes: 3_200 };

    fn stored(admission: Admission) -> bool {
        matches!(admission, Admission::Stored { .. })
    }

    #[test]
    fn the_share_is_a_tenth_of_the_limits() {
        let limits = |events, bytes| share(Retention { events, bytes, ..Retention::default() });
        assert_eq!(limits(Some(1_000), Some(5_000)), UntrustedBudget { events: 100, bytes: 500 });
        assert_eq!(limits(None, None), UntrustedBudget { events: 100_000, bytes: 1 << 30 });
        assert_eq!(limits(Some(3), None).events, 1, "one request can always be inspected");
    }

    #[test]
    fn an_hour_has_one_share() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let used = UntrustedUse::new(manual.clock());
        assert!((0..32).all(|_| stored(used.admit(10, SHARE))));
        manual.advance(WINDOW - Duration::from_secs(1));
        let rejected = |first| Admission::Rejected { retry_after: Duration::from_secs(1), first };
        assert_eq!(used.admit(10, SHARE), rejected(true));
        assert_eq!(used.admit(10, SHARE), rejected(false), "only the first is logged");
        manual.advance(Duration::from_secs(1));
        assert!(stored(used.admit(3_190, SHARE)));
        assert!(!stored(used.admit(11, SHARE)), "bytes count too");
        assert!(stored(used.admit(10, SHARE)), "a smaller request still fits");
    }

    #[test]
    fn the_clock_of_the_day_does_not_renew_the_share() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let used = UntrustedUse::new(manual.clock());
        assert!(stored(used.admit(3_200, SHARE)));
        manual.set_wall(Timestamp::MAX);
        assert!(!stored(used.admit(1, SHARE)));
    }

    #[test]
    fn old_events_are_removed_first_and_then_after_each_part_of_the_share() {
        let manual = ManualClock::at(Timestamp::UNIX_EPOCH);
        let used = UntrustedUse::new(manual.clock());
        let prunes: Vec<bool> = (0..7).map(|_| used.admit(0, SHARE) == Admission::Stored { prune: true }).collect();
        assert_eq!(prunes, [true, false, false, true, false, false, true]);
        assert_eq!(used.admit(201, SHARE), Admission::Stored { prune: true });
        manual.advance(WINDOW);
        let prunes: Vec<bool> = (0..3).map(|_| used.admit(0, SHARE) == Admission::Stored { prune: true }).collect();
        assert_eq!(prunes, [false, false, true], "the next hour continues the count");
    }
}
