//! What came of a bulk send so far: counts, a report, and the newest results (`results`).

use hookglass_automation::bulk::{self, Delivered, Report, Step};
use hookglass_request::outgoing::{Attempt, Outcome};
use hookglass_senders::verdict;
use std::time::{Duration, Instant};

use super::results::{Kept, Results};
use crate::view::{BulkProgress, BulkReport, BulkResults, BulkState};

/// What came of it so far.
#[derive(Debug)]
pub(super) struct Tally {
    planned: bulk::PlanCounts,
    state: BulkState,
    answered: u64,
    failed: u64,
    not_sent: u64,
    given_up: u64,
    dropped: u64,
    /// Time it has been at it until the last pause began.
    before: Duration,
    /// When it went on; `None` while it does not.
    since: Option<Instant>,
    /// When it was told to end.
    cancelling: Option<Instant>,
    /// How long that took.
    cancelled_in: Option<Duration>,
    report: Report,
    results: Results,
}

impl Tally {
    /// Nothing was begun yet.
    pub(super) fn new(planned: bulk::PlanCounts) -> Self {
        Self {
            planned,
            state: BulkState::Running,
            answered: 0,
            failed: 0,
            not_sent: 0,
            given_up: 0,
            dropped: 0,
            before: Duration::ZERO,
            since: None,
            cancelling: None,
            cancelled_in: None,
            report: Report::default(),
            results: Results::default(),
        }
    }

    pub(super) fn pause(&mut self) {
        self.before = self.elapsed();
        (self.state, self.since) = (BulkState::Paused, None);
    }

    pub(super) fn resume(&mut self) {
        (self.state, self.since) = (BulkState::Running, Some(Instant::now()));
    }

    /// Somebody has told it to end.
    pub(super) fn cancelling(&mut self) {
        self.cancelling.get_or_insert_with(Instant::now);
    }

    pub(super) fn end(&mut self, cancelled: bool) {
        self.before = self.elapsed();
        self.since = None;
        self.cancelled_in = self.cancelling.map(|since| since.elapsed());
        self.state = if cancelled || self.given_up > 0 { BulkState::Cancelled } else { BulkState::Done };
    }

    /// A step that is left out on purpose.
    pub(super) fn dropped(&mut self, step: &Step) {
        self.dropped += 1;
        self.report.dropped(step);
        self.results.keep(Kept::of(step));
    }

    /// A step that cannot be sent.
    pub(super) fn not_sent(&mut self, step: &Step, why: &str) {
        self.not_sent += 1;
        let why = Some(self.results.shared(why));
        let mut kept = Kept::of(step);
        kept.why = why;
        self.results.keep(kept);
    }

    /// A step that was under way when all was cancelled. It says nothing of the handler.
    pub(super) fn given_up(&mut self) {
        self.given_up += 1;
    }

    /// A step that came to its end.
    pub(super) fn sent(&mut self, step: &Step, attempt: &Attempt, verdict: verdict::Outcome, delivered: Delivered<'_>) {
        self.report.add(step, delivered);
        let mut kept = Kept::of(step);
        kept.verdict = Some(verdict);
        kept.duration_us = u32::try_from(attempt.duration.as_micros()).unwrap_or(u32::MAX);
        match &attempt.outcome {
            Outcome::Response(response) => {
                self.answered += 1;
                kept.status = Some(response.status);
            }
            Outcome::Failed(failure) => {
                self.failed += 1;
                kept.why = Some(self.results.shared(&failure.sentence));
            }
        }
        self.results.keep(kept);
    }

    fn elapsed(&self) -> Duration {
        self.before + self.since.map_or(Duration::ZERO, |since| since.elapsed())
    }

    pub(super) fn progress(&self) -> BulkProgress {
        let elapsed = self.elapsed();
        let done = self.answered + self.failed + self.not_sent;
        let of = self.planned.requests;
        let per_second = if elapsed.is_zero() { 0.0 } else { done as f64 / elapsed.as_secs_f64() };
        let is_over = matches!(self.state, BulkState::Cancelled | BulkState::Done);
        BulkProgress {
            state: self.state,
            of,
            answered: self.answered,
            failed: self.failed,
            not_sent: self.not_sent,
            given_up: self.given_up,
            dropped: self.dropped,
            cancelled_in_ms: self.cancelled_in.map(millis),
            elapsed_ms: millis(elapsed),
            per_second,
            left_ms: match (is_over, done) {
                (true, _) => Some(0),
                (false, 0) => None,
                // By the plan the last may be due later than the pace so far says.
                (false, _) => {
                    let by_pace = (of.saturating_sub(done) as f64 / per_second * 1000.0) as u64;
                    Some(by_pace.max(self.planned.lasts_ms.saturating_sub(millis(elapsed))))
                }
            },
        }
    }

    pub(super) fn results(&self, after: u64, most: usize) -> BulkResults {
        self.results.after(after, most)
    }

    /// The results that are kept.
    pub(super) fn kept(&self) -> &Results {
        &self.results
    }

    pub(super) fn report(&self) -> BulkReport {
        BulkReport { progress: self.progress(), conclusions: self.report.conclusions() }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
