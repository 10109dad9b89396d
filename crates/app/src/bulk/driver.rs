//! The clock of a bulk send: each step goes out when it is due, as soon as one of the places is free.

use hookscope_domain::{
    bulk::{Delivered, Did, Plan, Step},
    outgoing::{Attempt, Failure, Outcome, Outgoing, Why, end_to_end},
    verdict::{self, Reply},
};
use hookscope_resend::{Options, send};
use hookscope_store::StoredEvent;
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

use super::{Command, tally::Tally};
use crate::{
    body::off_the_async_threads,
    hookscope::{Hookscope, lock},
    outbound::judged,
};

/// Who sends the steps of a plan.
pub(super) struct Driver {
    pub(super) app: Arc<Hookscope>,
    pub(super) to: String,
    pub(super) at_once: u32,
    pub(super) options: Options,
    pub(super) tally: Arc<Mutex<Tally>>,
    pub(super) commands: watch::Receiver<Command>,
}

/// When steps are due: from the beginning, and later by all pauses.
struct Clock {
    zero: Instant,
    commands: watch::Receiver<Command>,
}

impl Clock {
    /// Waits until a step is due; `false` when it is cancelled before.
    async fn wait(&mut self, due: Duration, tally: &Mutex<Tally>) -> bool {
        loop {
            // Taken by itself: what it borrows must not be held while waiting.
            let command = *self.commands.borrow_and_update();
            match command {
                Command::Cancel => return false,
                Command::Pause => {
                    let began = Instant::now();
                    lock(tally).pause();
                    let changed = self.commands.changed().await;
                    lock(tally).resume();
                    self.zero += began.elapsed();
                    if changed.is_err() {
                        return false;
                    }
                    continue;
                }
                Command::Go => {}
            }
            tokio::select! {
                changed = self.commands.changed() => if changed.is_err() { return false },
                () = sleep_until(self.zero + due) => return true,
            }
        }
    }
}

impl Driver {
    /// Sends all steps, or those before it is cancelled, and returns when none is under way.
    pub(super) async fn drive(self, plan: &Plan) {
        let places = Arc::new(Semaphore::new(self.at_once as usize));
        let mut under_way = JoinSet::new();
        let mut clock = Clock { zero: Instant::now(), commands: self.commands.clone() };
        let driver = Arc::new(self);
        let mut cancelled = pin!(cancelled(driver.commands.clone()));
        let mut is_cancelled = false;
        for step in plan.steps() {
            if step.tampering.dropped {
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
            if !clock.wait(step.due, &driver.tally).await {
                is_cancelled = true;
                break;
            }
            while under_way.try_join_next().is_some() {}
            let driver = Arc::clone(&driver);
            under_way.spawn(async move {
                driver.carry_out(step).await;
                drop(place);
            });
        }
        while under_way.join_next().await.is_some() {}
        lock(&driver.tally).end(is_cancelled);
    }

    /// Reads, tampers with, sends and judges one step.
    async fn carry_out(&self, step: Step) {
        let event = match self.app.store.event(step.id).await {
            Ok(Some(event)) => event,
            Ok(None) => return lock(&self.tally).not_sent(&step, "The event has gone meanwhile.".to_owned()),
            Err(error) => return lock(&self.tally).not_sent(&step, error.to_string()),
        };
        let target = event.capture.target.clone();
        let (outgoing, did) = request(event, &step, &self.to);
        let attempt = match send(&outgoing, &self.options, cancelled(self.commands.clone())).await {
            Ok(attempt) => attempt,
            Err(error) => return lock(&self.tally).not_sent(&step, error.to_string()),
        };
        if let Outcome::Failed(Failure { why: Why::Cancelled, .. }) = &attempt.outcome {
            return lock(&self.tally).given_up();
        }
        let judge = move || {
            let verdict = judged(&target, &outgoing, &attempt);
            (attempt, verdict)
        };
        let Ok((attempt, verdict)) = off_the_async_threads(judge).await else {
            return lock(&self.tally).given_up();
        };
        let delivered = delivered(&attempt, verdict, did);
        lock(&self.tally).sent(&step, &attempt, verdict, delivered);
    }
}

fn delivered(attempt: &Attempt, verdict: verdict::Outcome, did: Did) -> Delivered<'_> {
    Delivered { reply: Reply::to(&attempt.outcome), denied: verdict == verdict::Outcome::Denied, did }
}

/// The event as it came, but for what belonged to its connection, and what is done to it on the way.
fn request(event: StoredEvent, step: &Step, to: &str) -> (Outgoing, Did) {
    let capture = event.capture;
    let tampered = step.tampering.of(end_to_end(&capture.headers).0, capture.body);
    let outgoing =
        Outgoing { method: capture.method, url: to.to_owned(), headers: tampered.headers, body: tampered.body };
    (outgoing, tampered.did)
}

/// Ready when it is cancelled, or when nobody is there any more who could.
async fn cancelled(mut commands: watch::Receiver<Command>) {
    let _ = commands.wait_for(|command| *command == Command::Cancel).await;
}
