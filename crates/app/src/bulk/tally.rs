//! What came of a bulk send so far: counts, a report, and the newest results.

use hookscope_domain::{
    bulk::{self, Delivered, Report, Step},
    outgoing::{Attempt, Outcome},
    verdict,
};
use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use crate::view::{BulkProgress, BulkReport, BulkResult, BulkResults, BulkState};

/// Results that are kept.
const MOST_RESULTS: usize = 10_000;

/// What came of it so far.
#[derive(Debug)]
pub(super) struct Tally {
    planned: bulk::Tally,
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
    report: Report,
    /// Results that are not kept any more.
    forgotten: u64,
    results: VecDeque<BulkResult>,
}

impl Tally {
    /// Nothing was begun yet.
    pub(super) fn new(planned: bulk::Tally) -> Self {
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
            report: Report::default(),
            forgotten: 0,
            results: VecDeque::new(),
        }
    }

    pub(super) fn pause(&mut self) {
        self.before = self.elapsed();
        (self.state, self.since) = (BulkState::Paused, None);
    }

    pub(super) fn resume(&mut self) {
        (self.state, self.since) = (BulkState::Running, Some(Instant::now()));
    }

    pub(super) fn end(&mut self, cancelled: bool) {
        self.before = self.elapsed();
        self.since = None;
        self.state = if cancelled || self.given_up > 0 { BulkState::Cancelled } else { BulkState::Done };
    }

    /// A step that is left out on purpose.
    pub(super) fn dropped(&mut self, step: &Step) {
        self.dropped += 1;
        self.report.dropped(step);
        self.keep(of_step(step));
    }

    /// A step that cannot be sent.
    pub(super) fn not_sent(&mut self, step: &Step, why: String) {
        self.not_sent += 1;
        self.keep(BulkResult { why: Some(why), ..of_step(step) });
    }

    /// A step that was under way when all was cancelled. It says nothing of the handler.
    pub(super) fn given_up(&mut self) {
        self.given_up += 1;
    }

    /// A step that came to its end.
    pub(super) fn sent(&mut self, step: &Step, attempt: &Attempt, verdict: verdict::Outcome, delivered: Delivered<'_>) {
        self.report.add(step, delivered);
        let mut result = BulkResult {
            verdict: Some(verdict.word().to_owned()),
            duration_us: u64::try_from(attempt.duration.as_micros()).unwrap_or(u64::MAX),
            ..of_step(step)
        };
        match &attempt.outcome {
            Outcome::Response(response) => {
                self.answered += 1;
                result.status = Some(response.status);
            }
            Outcome::Failed(failure) => {
                self.failed += 1;
                result.why = Some(failure.sentence.clone());
            }
        }
        self.keep(result);
    }

    fn keep(&mut self, result: BulkResult) {
        if self.results.len() == MOST_RESULTS {
            self.results.pop_front();
            self.forgotten += 1;
        }
        self.results.push_back(result);
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
        let before = after.max(self.forgotten);
        let skipped = usize::try_from(before - self.forgotten).unwrap_or(usize::MAX);
        BulkResults { before, results: self.results.iter().skip(skipped).take(most).cloned().collect() }
    }

    pub(super) fn report(&self) -> BulkReport {
        BulkReport { progress: self.progress(), conclusions: self.report.conclusions() }
    }
}

fn of_step(step: &Step) -> BulkResult {
    BulkResult {
        number: step.number,
        event_id: step.id,
        round: step.round,
        tampering: step.tampering.kinds().collect(),
        status: None,
        verdict: None,
        duration_us: 0,
        why: None,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookscope_domain::bulk::Tampering;

    #[test]
    fn only_the_newest_results_are_kept() {
        let mut tally = Tally::new(bulk::Tally::default());
        let step = |number| Step {
            number,
            turn: number,
            id: 1,
            round: 0,
            due: Duration::ZERO,
            tampering: Tampering::default(),
        };
        let all = MOST_RESULTS as u64 + 3;
        (0..all).for_each(|number| tally.not_sent(&step(number), String::new()));
        let oldest = tally.results(0, 2);
        assert_eq!((oldest.before, oldest.results[0].number, oldest.results.len()), (3, 3, 2));
        let newest = tally.results(all - 1, 10);
        assert_eq!((newest.before, newest.results.len(), newest.results[0].number), (all - 1, 1, all - 1));
        assert_eq!(tally.results(all, 10).before, all);
        assert_eq!(tally.progress().not_sent, all);
    }
}
