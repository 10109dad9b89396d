//! When the indexer may work: not while many events arrive.
//!
//! It looks at how much arrived over the last 20 ms, at what this process was handed and at what others stored, and waits
//! while that is a burst. Counting bytes beside events matters: large bodies are few, and each takes the disk for long.

use std::{
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// The time over which arrivals are counted.
pub(crate) const SPAN: Duration = Duration::from_millis(20);
/// More events than these in that time are a burst, and so are more bytes.
const BURST_EVENTS: u64 = 100;
const BURST_BYTES: u64 = 512 << 10;
/// So are bytes that wait to be written.
const BURST_WAITING: i64 = 1 << 20;

/// What the writer was handed, and that it has written.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    jobs: AtomicU64,
    bytes: AtomicU64,
    waiting: AtomicI64,
    rung: Mutex<bool>,
    bell: Condvar,
}

impl Arrivals {
    /// A job came in.
    pub(crate) fn arrived(&self, bytes: usize) {
        self.jobs.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.waiting.fetch_add(bytes as i64, Ordering::Relaxed);
    }

    /// A job is done.
    pub(crate) fn left(&self, bytes: usize) {
        self.waiting.fetch_sub(bytes as i64, Ordering::Relaxed);
    }

    /// Wakes the indexer: something was written, or it is to stop.
    pub(crate) fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_one();
    }

    /// Waits until it is rung, or until the time is over.
    pub(crate) fn wait(&self, most: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.bell.wait_timeout_while(rung, most, |rung| !*rung);
        *waited.unwrap_or_else(PoisonError::into_inner).0 = false;
    }

    /// Whether nothing waits to be written.
    pub(crate) fn is_quiet(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) <= 0
    }

    fn seen(&self) -> (u64, u64) {
        (self.jobs.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// Looks at arrivals from one moment to the next.
#[derive(Debug)]
pub(crate) struct Pace {
    at: Instant,
    jobs: u64,
    bytes: u64,
    latest: i64,
}

impl Pace {
    pub(crate) fn new(now: Instant, arrivals: &Arrivals, latest: i64) -> Self {
        let (jobs, bytes) = arrivals.seen();
        Self { at: now, jobs, bytes, latest }
    }

    /// Whether a burst is under way, judged by what has come since the last look; `latest` is the newest event's id.
    pub(crate) fn is_burst(&mut self, now: Instant, arrivals: &Arrivals, latest: i64) -> bool {
        let spans = (now.duration_since(self.at).as_secs_f64() / SPAN.as_secs_f64()).max(1.0);
        let burst = self.exceeds(spans, arrivals, latest);
        if now.duration_since(self.at) >= SPAN {
            *self = Self::new(now, arrivals, latest);
        }
        burst
    }

    /// Whether work that has begun should be cut short.
    pub(crate) fn is_disturbed(&self, arrivals: &Arrivals) -> bool {
        self.exceeds(1.0, arrivals, self.latest)
    }

    fn exceeds(&self, spans: f64, arrivals: &Arrivals, latest: i64) -> bool {
        let (jobs, bytes) = arrivals.seen();
        let events = (jobs - self.jobs).max(u64::try_from(latest - self.latest).unwrap_or(0));
        events as f64 > BURST_EVENTS as f64 * spans
            || (bytes - self.bytes) as f64 > BURST_BYTES as f64 * spans
            || arrivals.waiting.load(Ordering::Relaxed) > BURST_WAITING
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_many_events_or_many_bytes_in_a_short_time() {
        let start = Instant::now();
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        let arrivals = Arrivals::default();
        let mut pace = Pace::new(start, &arrivals, 0);
        (0..101).for_each(|_| arrivals.arrived(0));
        assert!(pace.is_disturbed(&arrivals) && pace.is_burst(after(20), &arrivals, 0));
        assert!(!pace.is_burst(after(40), &arrivals, 0), "nothing came since");
        assert!(pace.is_burst(after(60), &arrivals, 101), "another process stored them");
        (0..101).for_each(|_| arrivals.arrived(0));
        assert!(!pace.is_burst(after(160), &arrivals, 101), "over a longer time they are few");
        arrivals.arrived(600 << 10);
        assert!(pace.is_burst(after(180), &arrivals, 101));
        arrivals.left(600 << 10);
        assert!(!pace.is_burst(after(200), &arrivals, 101));
        arrivals.arrived(2 << 20);
        assert!(pace.is_burst(after(10_000), &arrivals, 101), "they still wait");
    }
}
