//! How much arrives, so that background work can stay out of its way.
//!
//! [`BurstMeter`] compares what arrived over the last 20 ms, in this process and in others, with a
//! limit. Bytes count beside events, because a few large bodies keep the disk busy for long.

use std::{
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
    time::Duration,
};
use tokio::{sync::Notify, time::Instant};

/// The time over which arrivals are counted.
pub(crate) const SPAN: Duration = Duration::from_millis(20);
/// More events or bytes in that time are a burst.
const MAX_EVENTS: u64 = 100;
const MAX_BYTES: u64 = 512 << 10;
/// More bytes in the writer's queue are a burst too.
const MAX_QUEUED_BYTES: i64 = 1 << 20;

/// Counts the jobs of the writer.
#[derive(Debug, Default)]
pub(crate) struct Arrivals {
    jobs: AtomicU64,
    bytes: AtomicU64,
    queued_bytes: AtomicI64,
    committed: Notify,
}

impl Arrivals {
    /// A job was queued.
    pub(crate) fn queued(&self, bytes: usize) {
        self.jobs.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        self.queued_bytes.fetch_add(bytes as i64, Ordering::Relaxed);
    }

    /// A job is done.
    pub(crate) fn finished(&self, bytes: usize) {
        self.queued_bytes.fetch_sub(bytes as i64, Ordering::Relaxed);
    }

    /// Wakes the indexer after a commit.
    pub(crate) fn notify_commit(&self) {
        self.committed.notify_one();
    }

    /// Completes after the next commit, or at once if there was one since the last call.
    pub(crate) async fn commit(&self) {
        self.committed.notified().await;
    }

    /// Whether the queue is empty.
    pub(crate) fn is_quiet(&self) -> bool {
        self.queued_bytes.load(Ordering::Relaxed) <= 0
    }

    fn totals(&self) -> (u64, u64) {
        (self.jobs.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// Detects bursts of arrivals.
#[derive(Debug)]
pub(crate) struct BurstMeter {
    at: Instant,
    jobs: u64,
    bytes: u64,
    latest: i64,
}

impl BurstMeter {
    /// Starts measuring. `latest` is the newest event's id.
    pub(crate) fn new(now: Instant, arrivals: &Arrivals, latest: i64) -> Self {
        let (jobs, bytes) = arrivals.totals();
        Self { at: now, jobs, bytes, latest }
    }

    /// Whether there is a burst, judged by the time since the last call.
    pub(crate) fn is_burst(&mut self, now: Instant, arrivals: &Arrivals, latest: i64) -> bool {
        let spans = (now.duration_since(self.at).as_secs_f64() / SPAN.as_secs_f64()).max(1.0);
        let burst = self.exceeds(spans, arrivals, latest);
        if now.duration_since(self.at) >= SPAN {
            *self = Self::new(now, arrivals, latest);
        }
        burst
    }

    /// Whether a burst began since the last call of [`BurstMeter::is_burst`], so that work should
    /// be cut short.
    pub(crate) fn is_disturbed(&self, arrivals: &Arrivals) -> bool {
        self.exceeds(1.0, arrivals, self.latest)
    }

    fn exceeds(&self, spans: f64, arrivals: &Arrivals, latest: i64) -> bool {
        let (jobs, bytes) = arrivals.totals();
        let events = (jobs - self.jobs).max(u64::try_from(latest - self.latest).unwrap_or(0));
        events as f64 > MAX_EVENTS as f64 * spans
            || (bytes - self.bytes) as f64 > MAX_BYTES as f64 * spans
            || arrivals.queued_bytes.load(Ordering::Relaxed) > MAX_QUEUED_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_clock::Clock;

    #[test]
    fn a_burst_is_many_events_or_many_bytes_in_a_short_time() {
        let start = Clock::system().now();
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        let arrivals = Arrivals::default();
        let mut meter = BurstMeter::new(start, &arrivals, 0);
        (0..101).for_each(|_| arrivals.queued(0));
        assert!(meter.is_disturbed(&arrivals) && meter.is_burst(after(20), &arrivals, 0));
        assert!(!meter.is_burst(after(40), &arrivals, 0), "nothing arrived since");
        assert!(meter.is_burst(after(60), &arrivals, 101), "events of another process count");
        (0..101).for_each(|_| arrivals.queued(0));
        assert!(!meter.is_burst(after(160), &arrivals, 101), "the same number over a longer time is no burst");
        arrivals.queued(600 << 10);
        assert!(meter.is_burst(after(180), &arrivals, 101));
        arrivals.finished(600 << 10);
        assert!(!meter.is_burst(after(200), &arrivals, 101));
        arrivals.queued(2 << 20);
        assert!(meter.is_burst(after(10_000), &arrivals, 101), "queued bytes count however old they are");
    }
}
