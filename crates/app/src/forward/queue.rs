//! One target in the background: events in the order of their arrival, one after the other.
//!
//! The cursor is the id up to which events were passed on, or passed over because they do not pass the filter, have gone, or
//! did not arrive whole. The next few ids are looked for when the cursor has reached the end of the last ones; an event is read
//! when it is its turn. While many events arrive it keeps out of their way, but for some a second, so that a load without end
//! does not stop it.

use hookglass_automation::forward::{self, DeliveryOutcome, Target, back_off};
use hookglass_filter::Filter;
use hookglass_outbound::{ConnectionPool, Options};
use hookglass_request::outgoing::{Attempt, Outcome, Outgoing};
use hookglass_store::{IdleGate, NewResend, Progress, StoredEvent};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    SPAN,
    results::{kept, said},
    target_status::{Doing, Live},
};
use crate::{base::here_and_now, error::AppError, forward::Forward, outbound::OutboundError};

/// How often to look for events that another program has stored.
const LOOK: Duration = Duration::from_millis(300);
/// From one look for events to the next: in a stream of events one look is for several.
const APART: Duration = Duration::from_millis(20);
/// How long it keeps out of the way of a burst before each event.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long to wait after the database could not be read, or while nothing can be sent to the target.
const AGAIN: Duration = Duration::from_secs(2);
/// How long it is known that events may go to the target.
const ALLOWED: Duration = Duration::from_secs(2);
/// Bytes of an answer that are kept.
pub(super) const KEPT_OF_AN_ANSWER: usize = 256 << 10;
/// Ids after which the cursor is written, also when no event among them passed.
const FAR: i64 = 5_000;

/// How long a request that is under way may still take when the target is taken away.
pub(super) const LAST_MOMENT: Duration = Duration::from_millis(200);

/// Passes events on to a target for as long as the application is open, or until it is stopped.
pub(super) async fn follow(app: Weak<Forward>, target: Target, live: Arc<Live>, stopped: watch::Receiver<bool>) {
    let (lull, mut commits, pool) = match app.upgrade() {
        Some(app) => {
            let options = Options { max_kept_body: KEPT_OF_AN_ANSWER, ..app.outbound.sending(None, target.verify_tls) };
            (app.store.idle_gate(), app.store.commits(), ConnectionPool::new(options))
        }
        None => return,
    };
    let filter = match Filter::parse(&target.filter) {
        Ok(filter) => filter,
        Err(error) => {
            live.does(Doing::Stopped { sentence: format!("Its filter cannot be read: {error}.") });
            return;
        }
    };
    let mut queue = Queue { app, written_upto: live.upto(), target, live, lull, pool, allowed_until: None, stopped };
    let mut looked_at = Instant::now() - APART;
    while !queue.is_stopped() {
        sleep_until(looked_at + APART).await;
        looked_at = Instant::now();
        let came = match queue.look(&filter).await {
            Ok(Some(came)) => came,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "events to be passed on could not be read; it is tried again");
                sleep(AGAIN).await;
                continue;
            }
        };
        if !came {
            tokio::select! {
                changed = commits.changed() => if changed.is_err() { return },
                _ = queue.stopped.changed() => {}
                () = sleep(LOOK) => {}
            }
        }
    }
}

struct Queue {
    app: Weak<Forward>,
    target: Target,
    live: Arc<Live>,
    lull: IdleGate,
    /// Connections to the target, which are used again.
    pool: ConnectionPool,
    /// Until when it is not asked again whether events may go there.
    allowed_until: Option<Instant>,
    /// The cursor as it is written, or is going to be.
    written_upto: i64,
    stopped: watch::Receiver<bool>,
}

/// What goes out for an event.
struct Ready {
    event: StoredEvent,
    outgoing: Outgoing,
}

impl Ready {
    async fn kept(self, attempt: Attempt) -> Result<NewResend, AppError> {
        let StoredEvent { id, capture, envelope, .. } = self.event;
        kept(id, capture, envelope, self.outgoing, attempt).await
    }
}

impl Queue {
    /// Whether the target was taken away, or nobody is there any more who could.
    fn is_stopped(&self) -> bool {
        *self.stopped.borrow() || self.stopped.has_changed().is_err()
    }

    /// Ready a moment after that.
    fn stopped_a_moment_ago(&self) -> impl Future<Output = ()> + use<> {
        let mut stopped = self.stopped.clone();
        async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
            sleep(LAST_MOMENT).await;
        }
    }

    /// Passes on what there is next. Returns whether there was anything; `None` when the application has been closed.
    async fn look(&mut self, filter: &Filter) -> Result<Option<bool>, AppError> {
        let Some(app) = self.app.upgrade() else { return Ok(None) };
        let after = self.live.upto();
        if app.store.events().latest().await? <= after {
            return Ok(Some(false));
        }
        let (ids, upto) = app.store.search().ids_within(filter, here_and_now(), after, SPAN).await?;
        drop(app);
        for id in ids {
            if !self.pass_on(id).await? {
                return Ok(None);
            }
        }
        self.live.advance(upto);
        if self.target.retry && upto - self.written_upto >= FAR {
            self.write(None, upto, None);
        }
        Ok(Some(upto > after))
    }

    /// Why nothing may be sent to the target now: its host may have been forgotten, and the receiver may have moved there. The
    /// name of a host is not looked up for every event.
    async fn why_not(&mut self, app: &Forward) -> Result<Option<String>, AppError> {
        let url = &self.target.url;
        if app.is_own_receiver(url).await? {
            return Ok(Some(AppError::ForwardLoop(url.clone()).problem().detail));
        }
        if self.allowed_until.is_some_and(|until| Instant::now() < until) {
            return Ok(None);
        }
        match app.outbound.may_go_to(url, false).await {
            Ok(()) => {
                self.allowed_until = Some(Instant::now() + ALLOWED);
                Ok(None)
            }
            Err(error @ OutboundError::UnconfirmedHost(_)) => Ok(Some(AppError::from(error).problem().detail)),
            Err(error) => Err(error.into()),
        }
    }

    /// Passes one event on, as often as it takes. Returns whether to go on: not when the application was closed or the target
    /// taken away.
    async fn pass_on(&mut self, id: i64) -> Result<bool, AppError> {
        let mut failures = 0;
        let mut told: Option<Outcome> = None;
        loop {
            let Some(app) = self.app.upgrade() else { return Ok(false) };
            app.results.room().await;
            // It goes well or the time is over; either way it is its turn.
            let _ = timeout(PATIENCE, self.lull.wait(app.store.events())).await;
            if let Some(sentence) = self.why_not(&app).await? {
                self.does(&app, Doing::Stopped { sentence });
                drop(app);
                sleep(AGAIN).await;
                continue;
            }
            let Some(ready) = self.ready(&app, id).await? else {
                // It has gone, or has never been whole.
                self.write(None, id, None);
                return Ok(true);
            };
            // A target that hangs does not keep the application open.
            drop(app);
            let cancel = self.stopped_a_moment_ago();
            let sent = self.pool.send(&ready.outgoing, cancel).await;
            let Some(app) = self.app.upgrade() else { return Ok(false) };
            let attempt = match sent {
                Ok(attempt) => attempt,
                Err(error) => {
                    self.write(None, id, Some(false));
                    self.does(&app, Doing::PassedOver { event: id, sentence: format!("It cannot be sent: {error}.") });
                    return Ok(true);
                }
            };
            let taken = DeliveryOutcome::of(&attempt.outcome);
            let sentence = said(&attempt.outcome);
            let again = taken == DeliveryOutcome::RetryLater && self.target.retry;
            let is_new = told.as_ref().is_none_or(|before| !is_alike(before, &attempt.outcome));
            told = Some(attempt.outcome.clone());
            let resend = if is_new || !again { Some(ready.kept(attempt).await?) } else { None };
            if again && self.is_stopped() {
                self.write(resend, id - 1, None);
                return Ok(false);
            }
            if !again {
                let is_taken = taken == DeliveryOutcome::Accepted;
                self.write(resend, id, Some(is_taken));
                let doing = if is_taken { Doing::Takes } else { Doing::PassedOver { event: id, sentence } };
                self.does(&app, doing);
                return Ok(!self.is_stopped());
            }
            if let Some(resend) = resend {
                self.write(Some(resend), id - 1, None);
            }
            failures += 1;
            let wait = back_off(failures);
            let until = std::time::Instant::now() + wait;
            self.does(&app, Doing::Waits { event: id, sentence: sentence.clone(), until });
            drop(app);
            tokio::select! {
                () = sleep(wait) => {}
                () = self.live.skipped() => {
                    self.write(None, id, Some(false));
                    if let Some(app) = self.app.upgrade() {
                        self.does(&app, Doing::PassedOver { event: id, sentence });
                    }
                    return Ok(true);
                }
            }
        }
    }

    /// The request of an event, if that is there and whole.
    async fn ready(&self, app: &Forward, id: i64) -> Result<Option<Ready>, AppError> {
        let event = app.store.events().get(id).await?.filter(|event| event.capture.cut.is_none());
        Ok(event.map(|event| {
            let outgoing = forward::request(&event.capture, &self.target.url);
            Ready { event, outgoing }
        }))
    }

    fn does(&self, app: &Forward, doing: Doing) {
        if self.live.does(doing) {
            app.changed();
        }
    }

    /// Has a result and the cursor written; `taken` if the event is done with.
    fn write(&mut self, resend: Option<NewResend>, upto: i64, taken: Option<bool>) {
        self.live.advance(upto);
        if let Some(taken) = taken {
            self.live.count(taken);
        }
        let (delivered, failed) = (u64::from(taken == Some(true)), u64::from(taken == Some(false)));
        if let Some(app) = self.app.upgrade() {
            app.results.add(resend, Progress { target: self.target.id, upto, delivered, failed });
            self.written_upto = upto;
        }
    }
}

/// Whether two attempts say the same, so that one of them is enough to be kept.
fn is_alike(one: &Outcome, other: &Outcome) -> bool {
    match (one, other) {
        (Outcome::Response(one), Outcome::Response(other)) => one.status == other.status,
        (Outcome::Failed(one), Outcome::Failed(other)) => one.why == other.why,
        _ => false,
    }
}
