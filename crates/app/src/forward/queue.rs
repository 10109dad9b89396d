//! Delivers events to one background target, one at a time in order of arrival.
//!
//! The cursor is the id up to which events were delivered or skipped. Events are skipped if they do
//! not match the filter, are deleted, arrived incomplete, or are not trusted. A search finds the
//! next matching ids, and each event is read just before its delivery. While many events arrive,
//! deliveries yield to them. A few are still sent each second, so that constant load does not stop
//! forwarding.

use hookglass_automation::forward::{self, DeliveryOutcome, Target, back_off};
use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_outbound::{ConnectionPool, Options};
use hookglass_request::outgoing::{Attempt, Outcome, Outgoing};
use hookglass_store::{IdleGate, NewResend, Progress, StoreError, StoredEvent};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::{
    context::SCAN_RANGE,
    error::ForwardError,
    record::{detail, record, sentence},
    target_status::{Activity, TargetStatus},
};
use crate::{base::filter_now, forward::Forward, outbound::OutboundError};

/// The shortest time between two searches, so that one search in a stream of events finds several.
const MIN_SCAN_INTERVAL: Duration = Duration::from_millis(20);
/// How long a delivery yields to a burst of arriving events.
const IDLE_TIMEOUT: Duration = Duration::from_millis(200);
/// The wait after a failed database read, or while sending to the target is not allowed.
const RETRY_DELAY: Duration = Duration::from_secs(2);
/// How long the confirmation of a host is cached.
const CONFIRMED_TTL: Duration = Duration::from_secs(2);
/// Bytes of an answer that are stored.
const MAX_ANSWER_BYTES: usize = 256 << 10;
/// The cursor is written after this many ids without a matching event.
const CURSOR_WRITE_DISTANCE: i64 = 5_000;
/// How long a request in flight can still take after the target is stopped.
const STOP_GRACE: Duration = Duration::from_millis(200);

/// Delivers events to a target until the application closes or the target is stopped.
pub(super) async fn run(forward: Weak<Forward>, target: Target, status: Arc<TargetStatus>, stopped: CancellationToken) {
    let (clock, gate, mut changes, pool) = match forward.upgrade() {
        Some(forward) => {
            let options =
                Options { max_kept_body: MAX_ANSWER_BYTES, ..forward.outbound.options(None, target.verify_tls) };
            let gate = forward.store.idle_gate();
            (forward.clock.clone(), gate, forward.changes.subscribe(), ConnectionPool::new(options))
        }
        None => return,
    };
    let filter = match Filter::parse(&target.filter) {
        Ok(filter) => filter,
        Err(error) => {
            status.set_activity(Activity::Stopped { sentence: format!("Its filter is invalid: {error}.") });
            return;
        }
    };
    let written_upto = status.upto();
    let mut queue = Queue { forward, clock, target, status, gate, pool, confirmed_until: None, written_upto, stopped };
    let mut next_scan = queue.clock.now();
    while !queue.stopped.is_cancelled() {
        tokio::select! {
            () = queue.clock.sleep_until(next_scan) => {}
            () = queue.stopped.cancelled() => return,
        }
        next_scan = queue.clock.now() + MIN_SCAN_INTERVAL;
        match queue.deliver_next(&filter).await {
            Ok(Scan::Advanced) => {}
            Ok(Scan::NothingNew) => tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = queue.stopped.cancelled() => return,
            },
            Ok(Scan::Ended) => return,
            Err(error) => {
                tracing::warn!(%error, "events to be forwarded could not be read; retrying");
                queue.pause(RETRY_DELAY).await;
            }
        }
    }
}

/// The result of a search for the next events.
enum Scan {
    Advanced,
    NothingNew,
    /// The application closed or the target was stopped.
    Ended,
}

/// How to proceed after an event.
#[derive(PartialEq)]
enum Next {
    Continue,
    /// The application closed or the target was stopped.
    End,
}

struct Queue {
    forward: Weak<Forward>,
    clock: Clock,
    target: Target,
    status: Arc<TargetStatus>,
    gate: IdleGate,
    /// Reused connections to the target.
    pool: ConnectionPool,
    confirmed_until: Option<Instant>,
    /// The cursor that is written or queued to be written.
    written_upto: i64,
    stopped: CancellationToken,
}

/// An event and its request.
struct Delivery {
    event: StoredEvent,
    outgoing: Outgoing,
}

impl Delivery {
    async fn record(self, attempt: Attempt) -> Result<NewResend, StoreError> {
        let StoredEvent { id, capture, envelope, .. } = self.event;
        record(id, capture, envelope, self.outgoing, attempt).await
    }
}

impl Queue {
    /// Waits for a duration, or until the target is stopped.
    async fn pause(&self, duration: Duration) {
        tokio::select! {
            () = self.clock.sleep(duration) => {}
            () = self.stopped.cancelled() => {}
        }
    }

    /// Completes [`STOP_GRACE`] after the target is stopped.
    fn grace_over(&self) -> impl Future<Output = ()> + use<> {
        let (stopped, clock) = (self.stopped.clone(), self.clock.clone());
        async move {
            stopped.cancelled().await;
            clock.sleep(STOP_GRACE).await;
        }
    }

    /// Searches the next ids and delivers the matching events.
    async fn deliver_next(&mut self, filter: &Filter) -> Result<Scan, ForwardError> {
        let Some(forward) = self.forward.upgrade() else { return Ok(Scan::Ended) };
        let after = self.status.upto();
        if forward.store.events().latest().await? <= after {
            return Ok(Scan::NothingNew);
        }
        let now = filter_now(&self.clock);
        let (ids, upto) = forward.store.search().ids_within(filter, now, after, SCAN_RANGE).await?;
        drop(forward);
        for id in ids {
            if self.deliver(id).await? == Next::End {
                return Ok(Scan::Ended);
            }
        }
        self.status.advance(upto);
        if self.target.retry && upto - self.written_upto >= CURSOR_WRITE_DISTANCE {
            self.write(None, upto, None);
        }
        Ok(if upto > after { Scan::Advanced } else { Scan::NothingNew })
    }

    /// Why sending to the target is currently not allowed. Its host may have been forgotten, or the
    /// receiver may have moved to its address.
    async fn obstacle(&mut self, forward: &Forward) -> Result<Option<String>, ForwardError> {
        let url = &self.target.url;
        if !forward.is_confirmed(&self.target) {
            return Ok(Some(detail(ForwardError::Unconfirmed(url.clone()))));
        }
        if forward.is_own_receiver(url).await? {
            return Ok(Some(detail(ForwardError::Loop(url.clone()))));
        }
        if self.confirmed_until.is_some_and(|until| self.clock.now() < until) {
            return Ok(None);
        }
        match forward.outbound.ensure_allowed(url, false).await {
            Ok(()) => {
                self.confirmed_until = Some(self.clock.now() + CONFIRMED_TTL);
                Ok(None)
            }
            Err(error @ OutboundError::UnconfirmedHost(_)) => Ok(Some(detail(error))),
            Err(error) => Err(error.into()),
        }
    }

    /// Delivers one event, with retries if the target has them enabled.
    async fn deliver(&mut self, id: i64) -> Result<Next, ForwardError> {
        let mut failures = 0;
        let mut recorded: Option<Outcome> = None;
        loop {
            let Some(forward) = self.forward.upgrade() else { return Ok(Next::End) };
            forward.results.room().await;
            // If the burst outlasts the timeout, the delivery continues anyway.
            let _ = self.clock.timeout(IDLE_TIMEOUT, self.gate.wait(forward.store.events())).await;
            if let Some(sentence) = self.obstacle(&forward).await? {
                self.set_activity(&forward, Activity::Stopped { sentence });
                drop(forward);
                self.pause(RETRY_DELAY).await;
                if self.stopped.is_cancelled() {
                    return Ok(Next::End);
                }
                continue;
            }
            let Some(delivery) = self.delivery(&forward, id).await? else {
                // The event is deleted, incomplete or untrusted.
                self.write(None, id, None);
                return Ok(Next::Continue);
            };
            // Dropped, so that a target that hangs does not keep the application open.
            drop(forward);
            let cancel = self.grace_over();
            let sent = self.pool.send(&delivery.outgoing, cancel).await;
            let Some(forward) = self.forward.upgrade() else { return Ok(Next::End) };
            let attempt = match sent {
                Ok(attempt) => attempt,
                Err(error) => {
                    self.write(None, id, Some(false));
                    let sentence = format!("The event cannot be sent: {error}.");
                    self.set_activity(&forward, Activity::Skipped { event: id, sentence });
                    return Ok(Next::Continue);
                }
            };
            let outcome = DeliveryOutcome::of(&attempt.outcome);
            let sentence = sentence(&attempt.outcome);
            let retries = outcome == DeliveryOutcome::RetryLater && self.target.retry;
            let is_new = recorded.as_ref().is_none_or(|before| !is_same_result(before, &attempt.outcome));
            recorded = Some(attempt.outcome.clone());
            let resend = if is_new || !retries { Some(delivery.record(attempt).await?) } else { None };
            if retries && self.stopped.is_cancelled() {
                self.write(resend, id - 1, None);
                return Ok(Next::End);
            }
            if !retries {
                let accepted = outcome == DeliveryOutcome::Accepted;
                self.write(resend, id, Some(accepted));
                let activity = if accepted { Activity::Delivering } else { Activity::Skipped { event: id, sentence } };
                self.set_activity(&forward, activity);
                return Ok(if self.stopped.is_cancelled() { Next::End } else { Next::Continue });
            }
            if let Some(resend) = resend {
                self.write(Some(resend), id - 1, None);
            }
            failures += 1;
            let until = self.clock.now() + back_off(failures);
            // Created before the wait is visible, so that no skip is missed.
            let status = Arc::clone(&self.status);
            let skipped = status.skipped();
            self.set_activity(&forward, Activity::Waiting { event: id, sentence: sentence.clone(), until });
            drop(forward);
            tokio::select! {
                () = self.clock.sleep_until(until) => {}
                () = self.stopped.cancelled() => return Ok(Next::End),
                () = skipped => {
                    self.write(None, id, Some(false));
                    if let Some(forward) = self.forward.upgrade() {
                        self.set_activity(&forward, Activity::Skipped { event: id, sentence });
                    }
                    return Ok(Next::Continue);
                }
            }
        }
    }

    /// The delivery of an event, if the event is stored, complete and trusted.
    async fn delivery(&self, forward: &Forward, id: i64) -> Result<Option<Delivery>, StoreError> {
        let event = forward.store.events().get(id).await?;
        let event = event.filter(|event| event.capture.cut.is_none() && event.untrusted.is_none());
        Ok(event.map(|event| {
            let outgoing = forward::request(&event.capture, &self.target.url);
            Delivery { event, outgoing }
        }))
    }

    fn set_activity(&self, forward: &Forward, activity: Activity) {
        if self.status.set_activity(activity) {
            forward.publish();
        }
    }

    /// Queues a result and the cursor to be written. `accepted` is `None` if the event is not
    /// finished.
    fn write(&mut self, resend: Option<NewResend>, upto: i64, accepted: Option<bool>) {
        self.status.advance(upto);
        if let Some(accepted) = accepted {
            self.status.count(accepted);
        }
        let (delivered, failed) = (u64::from(accepted == Some(true)), u64::from(accepted == Some(false)));
        if let Some(forward) = self.forward.upgrade() {
            forward.results.add(resend, Progress { target: self.target.id, upto, delivered, failed });
            self.written_upto = upto;
        }
    }
}

/// Whether two attempts had the same result. Only the first of them is recorded.
fn is_same_result(one: &Outcome, other: &Outcome) -> bool {
    match (one, other) {
        (Outcome::Response(one), Outcome::Response(other)) => one.status == other.status,
        (Outcome::Failed(one), Outcome::Failed(other)) => one.why == other.why,
        _ => false,
    }
}
