//! Counts, report and newest results of a bulk resend.

use hookglass_automation::bulk::{Delivered, PlanCounts, Report, Step};
use hookglass_clock::Clock;
use hookglass_request::outgoing::{Attempt, Outcome};
use hookglass_senders::verdict;
use std::time::Duration;
use tokio::{sync::watch, time::Instant};

use super::results::{RecentResults, StepResult};
use crate::view::{BulkProgress, BulkReport, BulkState};

/// The progress of a bulk resend.
#[derive(Debug)]
pub(super) struct Progress {
    clock: Clock,
    planned: PlanCounts,
    state: watch::Sender<BulkState>,
    answered: u64,
    failed: u64,
    not_sent: u64,
    given_up: u64,
    dropped: u64,
    /// The running time until the last pause began.
    before: Duration,
    /// When it last started or resumed; `None` during a pause and after the end.
    since: Option<Instant>,
    cancelled_at: Option<Instant>,
    /// How long it took to end after it was canceled.
    cancelled_in: Option<Duration>,
    report: Report,
    results: RecentResults,
}

impl Progress {
    /// The progress of a bulk resend that has not started.
    pub(super) fn new(planned: PlanCounts, clock: Clock) -> Self {
        Self {
            clock,
            planned,
            state: watch::Sender::new(BulkState::Running),
            answered: 0,
            failed: 0,
            not_sent: 0,
            given_up: 0,
            dropped: 0,
            before: Duration::ZERO,
            since: None,
            cancelled_at: None,
            cancelled_in: None,
            report: Report::default(),
            results: RecentResults::default(),
        }
    }

    pub(super) fn state(&self) -> watch::Receiver<BulkState> {
        self.state.subscribe()
    }

    pub(super) fn pause(&mut self) {
        self.before = self.elapsed();
        self.since = None;
        self.state.send_replace(BulkState::Paused);
    }

    pub(super) fn resume(&mut self) {
        self.since = Some(self.clock.now());
        self.state.send_replace(BulkState::Running);
    }

    /// Records the time of the first cancel.
    pub(super) fn cancelling(&mut self) {
        let now = self.clock.now();
        self.cancelled_at.get_or_insert(now);
    }

    pub(super) fn end(&mut self, cancelled: bool) {
        self.before = self.elapsed();
        self.since = None;
        self.cancelled_in = self.cancelled_at.map(|since| self.clock.now() - since);
        let state = if cancelled || self.given_up > 0 { BulkState::Cancelled } else { BulkState::Done };
        self.state.send_replace(state);
    }

    /// Records a step that fault injection dropped.
    pub(super) fn dropped(&mut self, step: &Step) {
        self.dropped += 1;
        self.report.dropped(step);
        self.results.push(StepResult::of(step));
    }

    /// Records a step that cannot be sent.
    pub(super) fn not_sent(&mut self, step: &Step, why: &str) {
        self.not_sent += 1;
        let mut result = StepResult::of(step);
        result.why = Some(self.results.shared(why));
        self.results.push(result);
    }

    /// Counts a step that was in flight when the run was canceled. It is not part of the report,
    /// because it has no result.
    pub(super) fn given_up(&mut self) {
        self.given_up += 1;
    }

    /// Records a step that was answered or failed.
    pub(super) fn sent(&mut self, step: &Step, attempt: &Attempt, verdict: verdict::Outcome, delivered: Delivered<'_>) {
        self.report.add(step, delivered);
        let mut result = StepResult::of(step);
        result.verdict = Some(verdict);
        result.duration_us = u32::try_from(attempt.duration.as_micros()).unwrap_or(u32::MAX);
        match &attempt.outcome {
            Outcome::Response(response) => {
                self.answered += 1;
                result.status = Some(response.status);
                result.answer = Some(self.results.shared_answer(&response.body));
            }
            Outcome::Failed(failure) => {
                self.failed += 1;
                result.why = Some(self.results.shared(&failure.sentence));
            }
        }
        self.results.push(result);
    }

    fn elapsed(&self) -> Duration {
        self.before + self.since.map_or(Duration::ZERO, |since| self.clock.now() - since)
    }

    pub(super) fn view(&self) -> BulkProgress {
        let state = *self.state.borrow();
        let elapsed = self.elapsed();
        let done = self.answered + self.failed + self.not_sent;
        let of = self.planned.requests;
        let per_second = if elapsed.is_zero() { 0.0 } else { done as f64 / elapsed.as_secs_f64() };
        let is_over = matches!(state, BulkState::Cancelled | BulkState::Done);
        BulkProgress {
            state,
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
                // The plan can take longer than the pace so far suggests.
                (false, _) => {
                    let by_pace = (of.saturating_sub(done) as f64 / per_second * 1000.0) as u64;
                    Some(by_pace.max(self.planned.lasts_ms.saturating_sub(millis(elapsed))))
                }
            },
        }
    }

    pub(super) fn results(&self) -> &RecentResults {
        &self.results
    }

    pub(super) fn report(&self) -> BulkReport {
        BulkReport { progress: self.view(), conclusions: self.report.conclusions() }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
