//! Sends each step of a bulk resend when it is due, as soon as the concurrency allows it.

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
    prefetch::{Event, Prefetch},
    progress::Progress,
    request_builder::RequestBuilder,
};
use crate::{
    base::{blocking, jobs::Jobs, lock},
    error::AppError,
    outbound::{judged, verdict_of},
    replay::Replay,
};

/// Bytes of a request and its answer that are judged on an async thread; more would delay other requests.
const MAX_INLINE_JUDGED: usize = 32 << 10;

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

/// Ends or pauses a run from outside.
#[derive(Clone)]
pub(super) struct Control {
    pub(super) cancelled: CancellationToken,
    pub(super) paused: watch::Receiver<bool>,
}

/// When steps are due: relative to the beginning, which every pause moves.
struct Schedule {
    clock: Clock,
    zero: Instant,
    control: Control,
}

/// How waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    Due,
    /// Due, after a pause.
    DueAfterPause,
    Cancelled,
}

impl Schedule {
    /// The time since the beginning, without pauses.
    fn elapsed(&self) -> Duration {
        self.clock.now() - self.zero
    }

    /// Waits until a step is due, or the run is cancelled.
    async fn wait(&mut self, due: Duration, progress: &Mutex<Progress>) -> Waited {
        let mut waited = Waited::Due;
        loop {
            let Control { cancelled, paused } = &mut self.control;
            if cancelled.is_cancelled() {
                return Waited::Cancelled;
            }
            // In a variable, so that the borrow ends before the wait.
            let is_paused = *paused.borrow_and_update();
            if is_paused {
                let began = self.clock.now();
                lock(progress).pause();
                tokio::select! {
                    () = cancelled.cancelled() => {}
                    // Without its sender the run is cancelled.
                    _ = paused.wait_for(|paused| !paused) => {}
                }
                lock(progress).resume();
                self.zero += self.clock.now() - began;
                waited = Waited::DueAfterPause;
                continue;
            }
            tokio::select! {
                () = cancelled.cancelled() => {}
                _ = paused.changed() => {}
                () = self.clock.sleep_until(self.zero + due) => return waited,
            }
        }
    }
}

impl Driver {
    /// Sends all steps, or those before the run is cancelled. Returns whether it was, once nothing is in flight.
    pub(super) async fn drive(mut self, plan: Plan, control: Control) -> bool {
        if self.requests.takes_numbers() {
            match self.replay.hand_out_seqs(i64::try_from(plan.turns()).unwrap_or(i64::MAX)).await {
                Ok(before) => self.requests.numbers_after = before,
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
        let mut schedule = Schedule { clock: self.clock.clone(), zero: self.clock.now(), control: control.clone() };
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
                Waited::Due => {}
                Waited::DueAfterPause => prefetch.forget(),
                Waited::Cancelled => {
                    is_cancelled = true;
                    break;
                }
            }
            while in_flight.try_join_next().is_some() {}
            let Some((step, event)) = prefetch.take(schedule.elapsed()).await else { break };
            let (driver, cancelled) = (Arc::clone(&driver), control.cancelled.clone());
            in_flight.spawn(async move {
                driver.carry_out(step, event, cancelled).await;
                drop(permit);
            });
        }
        while in_flight.join_next().await.is_some() {}
        is_cancelled
    }

    /// Builds, sends and judges the request of one step.
    async fn carry_out(&self, step: Step, event: Event, cancelled: CancellationToken) {
        let event = match event {
            Event::Read(event) => *event,
            Event::Missing(why) => return lock(&self.progress).not_sent(&step, &why),
        };
        let known = Known { target: event.capture.target.clone(), envelope: event.envelope.clone() };
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

/// What is known about an event without parsing its body again.
struct Known {
    target: Vec<u8>,
    envelope: Envelope,
}

/// The sender's verdict on an answer. `verbatim`: the body is the event's, so its envelope still applies.
async fn judge(
    known: Known,
    outgoing: Outgoing,
    attempt: Attempt,
    verbatim: bool,
) -> Option<(Attempt, verdict::Outcome)> {
    let answer = match &attempt.outcome {
        Outcome::Response(response) => response.body.len(),
        Outcome::Failed(_) => 0,
    };
    let is_small = outgoing.body.len() + answer <= MAX_INLINE_JUDGED;
    let judge = move || {
        let verdict = if verbatim && known.envelope.kind != Some(Kind::Blocking) {
            // Only a verdict on a blocking event needs the event's body.
            verdict_of(&known.envelope, None, &attempt).outcome
        } else {
            judged(&known.target, &outgoing, &attempt)
        };
        (attempt, verdict)
    };
    if is_small { Some(judge()) } else { blocking(judge).await.ok() }
}

fn delivered(attempt: &Attempt, verdict: verdict::Outcome, applied: AppliedFaults) -> Delivered<'_> {
    Delivered { reply: Reply::to(&attempt.outcome), denied: verdict == verdict::Outcome::Denied, applied }
}
