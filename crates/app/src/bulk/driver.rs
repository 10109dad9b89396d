//! The clock of a bulk send: each step goes out when it is due, as soon as one of the places is free.

use hookglass_automation::bulk::{AppliedFaults, Delivered, Plan, Step};
use hookglass_outbound::ConnectionPool;
use hookglass_request::outgoing::{Attempt, Failure, FailureKind, Outcome, Outgoing};
use hookglass_senders::{
    envelope::{Envelope, Kind},
    verdict::{self, Reply},
};
use std::{
    pin::pin,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{Semaphore, watch},
    task::JoinSet,
    time::{Instant, sleep_until},
};

use super::{
    Command,
    prefetch::{Ahead, Event},
    progress::Tally,
    request_builder::Making,
};
use crate::{
    base::{blocking, lock},
    bulk::Bulk,
    outbound::{judged, verdict_of},
};

/// Bytes of an event and its answer that are judged at once; more would hold up other requests.
const JUDGED_HERE: usize = 32 << 10;

/// Who sends the steps of a plan.
pub(super) struct Driver {
    pub(super) app: Arc<Bulk>,
    pub(super) at_once: u32,
    pub(super) pool: ConnectionPool,
    pub(super) making: Making,
    pub(super) tally: Arc<Mutex<Tally>>,
    pub(super) commands: watch::Receiver<Command>,
}

/// When steps are due: from the beginning, and later by all pauses.
struct Clock {
    zero: Instant,
    commands: watch::Receiver<Command>,
}

/// How waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    Due,
    /// It is due, and meanwhile there was a pause.
    DueAfterAPause,
    Cancelled,
}

impl Clock {
    /// Waits until a step is due, or all is cancelled.
    async fn wait(&mut self, due: Duration, tally: &Mutex<Tally>) -> Waited {
        let mut waited = Waited::Due;
        loop {
            // Taken by itself: what it borrows must not be held while waiting.
            let command = *self.commands.borrow_and_update();
            match command {
                Command::Cancel => return Waited::Cancelled,
                Command::Pause => {
                    let began = Instant::now();
                    lock(tally).pause();
                    let changed = self.commands.changed().await;
                    lock(tally).resume();
                    self.zero += began.elapsed();
                    if changed.is_err() {
                        return Waited::Cancelled;
                    }
                    waited = Waited::DueAfterAPause;
                    continue;
                }
                Command::Go => {}
            }
            tokio::select! {
                changed = self.commands.changed() => if changed.is_err() { return Waited::Cancelled },
                () = sleep_until(self.zero + due) => return waited,
            }
        }
    }
}

impl Driver {
    /// Sends all steps, or those before it is cancelled, and returns when none is under way.
    pub(super) async fn drive(mut self, plan: &Plan) {
        if self.making.takes_numbers() {
            match self.app.replay.hand_out_seqs(i64::try_from(plan.turns()).unwrap_or(i64::MAX)).await {
                Ok(before) => self.making.numbers_after = before,
                Err(error) => {
                    let mut tally = lock(&self.tally);
                    let steps = plan.steps().filter(|step| !step.tampering.dropped);
                    steps.for_each(|step| tally.not_sent(&step, &error.to_string()));
                    return tally.end(false);
                }
            }
        }
        let places = Arc::new(Semaphore::new(self.at_once as usize));
        let mut under_way = JoinSet::new();
        let mut clock = Clock { zero: Instant::now(), commands: self.commands.clone() };
        let mut ahead = Ahead::new(Arc::clone(&self.app), plan.steps());
        let driver = Arc::new(self);
        let mut cancelled = pin!(cancelled(driver.commands.clone()));
        let mut is_cancelled = false;
        while let Some(step) = ahead.peek() {
            if step.tampering.dropped {
                ahead.take(clock.zero.elapsed()).await;
                lock(&driver.tally).dropped(&step);
                continue;
            }
            let place = tokio::select! {
                biased;
                () = &mut cancelled => None,
                place = Arc::clone(&places).acquire_owned() => place.ok(),
            };
            let Some(place) = place else {
                is_cancelled = true;
                break;
            };
            match clock.wait(step.due, &driver.tally).await {
                Waited::Due => {}
                Waited::DueAfterAPause => ahead.forget(),
                Waited::Cancelled => {
                    is_cancelled = true;
                    break;
                }
            }
            while under_way.try_join_next().is_some() {}
            let Some((step, event)) = ahead.take(clock.zero.elapsed()).await else { break };
            let driver = Arc::clone(&driver);
            under_way.spawn(async move {
                driver.carry_out(step, event).await;
                drop(place);
            });
        }
        while under_way.join_next().await.is_some() {}
        lock(&driver.tally).end(is_cancelled);
    }

    /// Makes, sends and judges the request of one step.
    async fn carry_out(&self, step: Step, event: Event) {
        let event = match event {
            Event::Read(event) => *event,
            Event::Missing(why) => return lock(&self.tally).not_sent(&step, &why),
        };
        let known = Known { target: event.capture.target.clone(), envelope: event.envelope.clone() };
        let (outgoing, applied, whole) = match self.making.request(event, step).await {
            Ok(made) => made,
            Err(error) => return lock(&self.tally).not_sent(&step, &error.problem().detail),
        };
        let attempt = match self.pool.send(&outgoing, cancelled(self.commands.clone())).await {
            Ok(attempt) => attempt,
            Err(error) => return lock(&self.tally).not_sent(&step, &error.to_string()),
        };
        if let Outcome::Failed(Failure { why: FailureKind::Cancelled, .. }) = &attempt.outcome {
            return lock(&self.tally).given_up();
        }
        let Some((attempt, verdict)) = judge(known, outgoing, attempt, whole).await else {
            return lock(&self.tally).given_up();
        };
        let delivered = delivered(&attempt, verdict, applied);
        lock(&self.tally).sent(&step, &attempt, verdict, delivered);
    }
}

/// What is known of an event without reading its body again.
struct Known {
    target: Vec<u8>,
    envelope: Envelope,
}

/// What the sender makes of an answer. `whole`: the body is the event's, so that what was understood of it holds.
async fn judge(known: Known, outgoing: Outgoing, attempt: Attempt, whole: bool) -> Option<(Attempt, verdict::Outcome)> {
    let answer = match &attempt.outcome {
        Outcome::Response(response) => response.body.len(),
        Outcome::Failed(_) => 0,
    };
    let is_small = outgoing.body.len() + answer <= JUDGED_HERE;
    let judge = move || {
        let verdict = if whole && known.envelope.kind != Some(Kind::Blocking) {
            // Only the answer to a blocking event is held against the event's body.
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

/// Ready when it is cancelled, or when nobody is there any more who could.
async fn cancelled(mut commands: watch::Receiver<Command>) {
    let _ = commands.wait_for(|command| *command == Command::Cancel).await;
}
