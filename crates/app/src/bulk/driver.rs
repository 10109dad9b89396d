//! Sends each step of a bulk resend when it is due and the concurrency limit allows it.

use hookglass_automation::bulk::{AppliedFaults, Delivered, Plan, Step};
use hookglass_clock::Clock;
use hookglass_outbound::ConnectionPool;
use hookglass_request::outgoing::{Attempt, Failure, FailureKind, Outcome, Outgoing};
use hookglass_senders::{
    envelope::{Envelope, Kind},
    verdict::{self, Reply},
};
use hookglass_store::Store;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use super::{
    prefetch::{Prefetch, StepEvent},
    progress::Progress,
    request_builder::RequestBuilder,
};
use crate::{
    base::{blocking, jobs::Jobs, lock},
    error::AppError,
    outbound::{judge_request, verdict_of},
    replay::Replay,
};

/// Bytes of a request and its answer up to which an async thread computes the verdict. Larger ones
/// would delay other requests.
const MAX_INLINE_BYTES: usize = 32 << 10;

/// Sends the steps of a plan.
pub(super) struct Driver {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) replay: Arc<Replay>,
    pub(super) concurrency: u32,
    pub(super) pool: ConnectionPool,
    pub(super) requests: RequestBuilder,
    pub(super) progress: Arc<Mutex<Progress>>,
}

/// Signals that cancel or pause a run.
#[derive(Clone)]
pub(super) struct Control {
    pub(super) cancelled: CancellationToken,
    pub(super) paused: watch::Receiver<bool>,
}

/// Due times of steps, relative to `start`. Each pause moves `start` forward.
struct Schedule {
    clock: Clock,
    start: Instant,
    control: Control,
}

/// The reason a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WaitEnd {
    Due,
    /// Due, after a pause.
    DueAfterPause,
    Cancelled,
}

impl Schedule {
    /// The time since the start, without pauses.
    fn elapsed(&self) -> Duration {
        self.clock.now() - self.start
    }

    /// Waits until a step is due or the run is canceled.
    async fn wait(&mut self, due: Duration, progress: &Mutex<Progress>) -> WaitEnd {
        let mut end = WaitEnd::Due;
        loop {
            let Control { cancelled, paused } = &mut self.control;
            if cancelled.is_cancelled() {
                return WaitEnd::Cancelled;
            }
            // Held in a variable, so that the borrow ends before the wait.
            let is_paused = *paused.borrow_and_update();
            if is_paused {
                let began = self.clock.now();
                lock(progress).pause();
                tokio::select! {
                    () = cancelled.cancelled() => {}
                    // An error means that the run was dropped, which also cancels it.
                    _ = paused.wait_for(|paused| !paused) => {}
                }
                lock(progress).resume();
                self.start += self.clock.now() - began;
                end = WaitEnd::DueAfterPause;
                continue;
            }
            tokio::select! {
                () = cancelled.cancelled() => {}
                _ = paused.changed() => {}
                () = self.clock.sleep_until(self.start + due) => return end,
            }
        }
    }
}

impl Driver {
    /// Sends all steps until the run is canceled, and waits for the requests in flight. Returns
    /// whether the run was canceled.
    pub(super) async fn drive(mut self, plan: Plan, control: Control) -> bool {
        if self.requests.needs_seqs() {
            match self.replay.reserve_seqs(i64::try_from(plan.turns()).unwrap_or(i64::MAX)).await {
                Ok(before) => self.requests.seqs_after = before,
                Err(error) => {
                    let mut progress = lock(&self.progress);
                    let steps = plan.steps().filter(|step| !step.tampering.dropped);
                    steps.for_each(|step| progress.not_sent(&step, &error.to_string()));
                    return false;
                }
            }
        }
        let permits = Arc::new(Semaphore::new(self.concurrency as usize));
        let mut in_flight = JoinSet::new();
        let mut schedule = Schedule { clock: self.clock.clone(), start: self.clock.now(), control: control.clone() };
        let mut prefetch = Prefetch::new(Arc::clone(&self.store), self.jobs.clone(), plan.steps());
        let driver = Arc::new(self);
        let mut is_cancelled = false;
        while let Some(step) = prefetch.peek() {
            if step.tampering.dropped {
                prefetch.take(schedule.elapsed()).await;
                lock(&driver.progress).dropped(&step);
                continue;
            }
            let permit = tokio::select! {
                biased;
                () = control.cancelled.cancelled() => None,
                permit = Arc::clone(&permits).acquire_owned() => permit.ok(),
            };
            let Some(permit) = permit else {
                is_cancelled = true;
                break;
            };
            match schedule.wait(step.due, &driver.progress).await {
                WaitEnd::Due => {}
                WaitEnd::DueAfterPause => prefetch.discard(),
                WaitEnd::Cancelled => {
                    is_cancelled = true;
                    break;
                }
            }
            while in_flight.try_join_next().is_some() {}
            let Some((step, event)) = prefetch.take(schedule.elapsed()).await else { break };
            let (driver, cancelled) = (Arc::clone(&driver), control.cancelled.clone());
            in_flight.spawn(async move {
                driver.run_step(step, event, cancelled).await;
                drop(permit);
            });
        }
        while in_flight.join_next().await.is_some() {}
        is_cancelled
    }

    /// Builds and sends the request of one step, and records the result with the sender's verdict.
    async fn run_step(&self, step: Step, event: StepEvent, cancelled: CancellationToken) {
        let event = match event {
            StepEvent::Read(event) => *event,
            StepEvent::Missing(why) => return lock(&self.progress).not_sent(&step, &why),
        };
        let known = KnownEvent { target: event.capture.target.clone(), envelope: event.envelope.clone() };
        let (outgoing, applied, verbatim) = match self.requests.build(event, step).await {
            Ok(built) => built,
            Err(error) => return lock(&self.progress).not_sent(&step, &AppError::from(error).problem().detail),
        };
        let attempt = match self.pool.send(&outgoing, cancelled.cancelled()).await {
            Ok(attempt) => attempt,
            Err(error) => return lock(&self.progress).not_sent(&step, &error.to_string()),
        };
        if let Outcome::Failed(Failure { why: FailureKind::Cancelled, .. }) = &attempt.outcome {
            return lock(&self.progress).given_up();
        }
        let Some((attempt, verdict)) = judge(known, outgoing, attempt, verbatim).await else {
            return lock(&self.progress).given_up();
        };
        let delivered = delivered(&attempt, verdict, applied);
        lock(&self.progress).sent(&step, &attempt, verdict, delivered);
    }
}

/// The parts of an event that a verdict needs, so that its body is not parsed again.
struct KnownEvent {
    target: Vec<u8>,
    envelope: Envelope,
}

/// The sender's verdict on an answer. With `verbatim`, the body is the event's, so its envelope
/// applies.
async fn judge(
    known: KnownEvent,
    outgoing: Outgoing,
    attempt: Attempt,
    verbatim: bool,
) -> Option<(Attempt, verdict::Outcome)> {
    let answer = match &attempt.outcome {
        Outcome::Response(response) => response.body.len(),
        Outcome::Failed(_) => 0,
    };
    let is_small = outgoing.body.len() + answer <= MAX_INLINE_BYTES;
    let judge = move || {
        let verdict = if verbatim && known.envelope.kind.is_some_and(|kind| kind != Kind::Blocking) {
            // Only the verdict on a blocking event needs the event's body. The body of an unknown
            // type may be broken.
            verdict_of(&known.envelope, None, &attempt).outcome
        } else {
            judge_request(&known.target, &outgoing, &attempt)
        };
        (attempt, verdict)
    };
    if is_small { Some(judge()) } else { blocking(judge).await.ok() }
}

fn delivered(attempt: &Attempt, verdict: verdict::Outcome, applied: AppliedFaults) -> Delivered<'_> {
    Delivered { reply: Reply::to(&attempt.outcome), denied: verdict == verdict::Outcome::Denied, applied }
}
