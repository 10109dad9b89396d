//! What came of events that were passed on, on its way to the database.
//!
//! Results are gathered for a tenth of a second and written in one transaction with the cursors, so that a sender whose event is
//! stored at the same moment waits for one of them at most. What is not written yet when the program is killed was sent, and is
//! sent again by a target that tries again. Bounded: who sends waits while the database does not take what there is.

use hookglass_request::{
    capture::Capture,
    outgoing::{Attempt, Origin, Outcome, Outgoing, Signed},
};
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, Reading},
    signature::Scheme,
};
use hookglass_store::{Forwarded, NewResend, Progress};
use std::{
    sync::{Arc, Mutex, Weak},
    time::Duration,
};
use tokio::{sync::Notify, time::sleep};

use crate::{
    base::{blocking, lock},
    error::AppError,
    forward::Forward,
    outbound::verdict_of,
    view::VerdictView,
};

/// How long results are gathered.
const GATHERED: Duration = Duration::from_millis(100);
/// From so many on they are written at once, and whoever has more waits.
const MOST: usize = 256;
const MOST_BYTES: usize = 1 << 20;
/// Larger events and answers are judged off the async threads.
const LARGE: usize = 64 << 10;
/// How long to wait after they could not be written.
const AGAIN: Duration = Duration::from_secs(1);

/// Results that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Results {
    pending: Mutex<Pending>,
    /// Rung when there are some.
    some: Notify,
    /// Rung when there are many.
    many: Notify,
    /// Rung when they are written.
    written: Notify,
    /// One writes at a time, so that cursors do not go back.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Pending {
    forwarded: Forwarded,
    bytes: usize,
}

impl Pending {
    fn is_full(&self) -> bool {
        self.forwarded.resends.len() >= MOST || self.bytes >= MOST_BYTES
    }
}

impl Results {
    /// Waits until there is room for one more.
    pub(super) async fn room(&self) {
        loop {
            let written = self.written.notified();
            if !lock(&self.pending).is_full() {
                return;
            }
            written.await;
        }
    }

    /// Has a result and a target's progress written. Targets of one run only have no progress that is kept.
    pub(super) fn add(&self, resend: Option<NewResend>, progress: Progress) {
        let mut pending = lock(&self.pending);
        let Pending { forwarded, bytes } = &mut *pending;
        if let Some(resend) = resend {
            *bytes += 512 + resend.outgoing.body.len() + resend.attempt.outcome.kept();
            forwarded.resends.push(resend);
        }
        match forwarded.progress.iter_mut().find(|before| before.target == progress.target) {
            Some(before) => {
                before.upto = before.upto.max(progress.upto);
                before.delivered += progress.delivered;
                before.failed += progress.failed;
            }
            None if progress.target > 0 => forwarded.progress.push(progress),
            None => {}
        }
        let full = pending.is_full();
        drop(pending);
        self.some.notify_one();
        if full {
            self.many.notify_one();
        }
    }
}

impl Forward {
    /// Writes what there is now. Returns whether it is written.
    pub(crate) async fn write_forwarded(&self) -> bool {
        let results = &self.results;
        let _turn = results.turn.lock().await;
        let taken = std::mem::take(&mut lock(&results.pending).forwarded);
        if taken.resends.is_empty() && taken.progress.is_empty() {
            return true;
        }
        let taken = Arc::new(taken);
        if let Err(error) = self.store.forwards_mut().append(Arc::clone(&taken)).await {
            tracing::warn!(%error, "what came of events that were passed on could not be stored; it is tried again");
            let mut pending = lock(&results.pending);
            let newer = std::mem::take(&mut pending.forwarded);
            let mut all = Arc::unwrap_or_clone(taken);
            all.resends.extend(newer.resends);
            all.progress.extend(newer.progress);
            pending.forwarded = all;
            return false;
        }
        let mut pending = lock(&results.pending);
        pending.bytes = pending.forwarded.bytes();
        drop(pending);
        results.written.notify_waiters();
        self.changed();
        true
    }
}

/// Writes results as they come, for as long as the application is open.
pub(super) async fn keep_writing(app: Weak<Forward>, results: Arc<Results>) {
    loop {
        results.some.notified().await;
        tokio::select! {
            () = sleep(GATHERED) => {}
            () = results.many.notified() => {}
        }
        let Some(app) = Weak::upgrade(&app) else { return };
        if !app.write_forwarded().await {
            drop(app);
            sleep(AGAIN).await;
            results.some.notify_one();
        }
    }
}

/// What is kept of an attempt, with what the event's sender makes of the answer.
pub(super) async fn kept(
    event_id: i64,
    capture: Capture,
    envelope: Envelope,
    outgoing: Outgoing,
    attempt: Attempt,
) -> Result<NewResend, AppError> {
    let is_large = capture.body.len() + attempt.outcome.kept() > LARGE;
    let judge = move || {
        let reading = Reading::of(&capture, Budget::WAITING);
        let verdict = verdict_of(&envelope, reading.document.as_ref().ok(), &attempt);
        let verdict = serde_json::to_string(&VerdictView::from(verdict)).ok();
        let signed = if Scheme::of(&outgoing.headers).is_some() { Signed::Original } else { Signed::None };
        NewResend { event_id, outgoing, edited: false, signed, attempt, verdict, origin: Origin::Forward }
    };
    if is_large { Ok(blocking(judge).await?) } else { Ok(judge()) }
}

/// What came, in a sentence.
pub(super) fn said(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Response(response) => format!("It answered with status {}.", response.status),
        Outcome::Failed(failure) => failure.sentence.clone(),
    }
}
