//! A target that answers for the sender: it is sent the event while the sender waits, and what it answers goes back.
//!
//! Promises: the request is the event's exact bytes; there is an answer or a sentence at the deadline, whatever the target does.
//! What came of it is kept like a resend, after the sender has its answer. Which answer goes out in the place of one that did not
//! come is decided in `answering`.

use hookglass_automation::forward::{self, DeliveryOutcome, Target};
use hookglass_filter::{Body, Columns, Facts, Needs};
use hookglass_outbound::{InvalidRequest, Options, send};
use hookglass_request::{
    answer::{Answer, Decider},
    capture::Capture,
    outgoing::{Attempt, FailureKind, Outcome, Outgoing, Response, end_to_end},
};
use hookglass_senders::{envelope::Envelope, signature::Verdict};
use hookglass_store::Progress;
use std::{future::pending, sync::Arc, time::Duration};
use tokio::time::{Instant, timeout_at};

use super::{
    results::{kept, said},
    target_status::Doing,
};
use crate::{
    base::{here_and_now, lock},
    error::AppError,
    events::WaitingEvent,
    forward::Forward,
};

/// The largest answer that is passed on to a sender.
const MOST: usize = 1 << 20;

/// Whom to ask, and until when.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// The target, if it is one of the list.
    pub(crate) target: Option<i64>,
    pub(crate) url: String,
    /// Whether the target's certificate has to be believed.
    pub(crate) verify_tls: bool,
    pub(crate) deadline: Instant,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// What the target answered.
    pub(crate) answer: Option<Answer>,
    /// What there is to say about it, in a sentence.
    pub(crate) note: Option<String>,
}

impl Asked {
    fn nothing(why: &str) -> Self {
        Self { answer: None, note: Some(format!("{why} The default answer went out.")) }
    }
}

impl Forward {
    /// The first target that answers for the sender and whose filter an event passes. One whose body is not whole is passed on
    /// to none.
    pub(crate) fn answering_target(
        &self,
        capture: &Capture,
        envelope: &Envelope,
        signature: Verdict,
    ) -> Option<Target> {
        let targets = Arc::clone(&lock(&self.answering));
        if targets.is_empty() || capture.cut.is_some() {
            return None;
        }
        let columns = Columns::of(0, capture, envelope, signature);
        let needs = targets.iter().map(|answering| answering.filter.needs()).max()?;
        let body = (needs >= Needs::Body).then(|| Body::of(&capture.headers, &capture.body));
        let facts = Facts { columns: &columns, headers: Some(&capture.headers), body: body.as_ref() };
        let now = here_and_now();
        let asked = targets.iter().find(|answering| answering.filter.matches(&facts, &now))?;
        Some(asked.target.clone())
    }

    /// Sends an event to a target and waits for its answer, until the deadline at most.
    pub(crate) async fn ask_target(self: &Arc<Self>, event: &WaitingEvent, ask: &Ask) -> Asked {
        let asked = async {
            let goes = self.outbound.may_go_to(&ask.url, false).await.map_err(AppError::from);
            let is_loop = self.is_own_receiver(&ask.url).await;
            match (goes, is_loop) {
                (Err(error), _) | (_, Err(error)) => Asked::nothing(&error.problem().detail),
                (_, Ok(true)) => Asked::nothing(&AppError::ForwardLoop(ask.url.clone()).problem().detail),
                (Ok(()), Ok(false)) => match self.ask(event, ask).await {
                    Ok(asked) => asked,
                    Err(error) => Asked::nothing(&format!("The event cannot be sent on to {}: {error}.", ask.url)),
                },
            }
        };
        let late = || Asked::nothing(&format!("{} did not answer in time.", ask.url));
        // The request has a time-out of its own; this is for all that is around it.
        let asked = timeout_at(ask.deadline + Duration::from_millis(5), asked).await.unwrap_or_else(|_| late());
        self.target_does(event.id, ask, &asked);
        asked
    }

    async fn ask(self: &Arc<Self>, event: &WaitingEvent, ask: &Ask) -> Result<Asked, InvalidRequest> {
        let outgoing = forward::request(&event.capture, &ask.url);
        let left = ask.deadline.saturating_duration_since(Instant::now());
        let options = Options { max_kept_body: MOST, ..self.outbound.sending(Some(left), ask.verify_tls) };
        let attempt = send(&outgoing, &options, pending()).await?;
        let asked = match &attempt.outcome {
            Outcome::Response(response) => passed_on(response, &ask.url),
            Outcome::Failed(failure) if failure.why == FailureKind::Timeout => {
                Asked::nothing(&format!("{} did not answer in time.", ask.url))
            }
            failed => Asked::nothing(&said(failed)),
        };
        let (app, event, target) = (Arc::clone(self), event.clone(), ask.target);
        // The sender does not wait for this.
        self.jobs.finish_late(async move { app.keep_asked(event, target, outgoing, attempt).await });
        Ok(asked)
    }

    async fn keep_asked(&self, event: WaitingEvent, target: Option<i64>, outgoing: Outgoing, attempt: Attempt) {
        let taken = DeliveryOutcome::of(&attempt.outcome) == DeliveryOutcome::Accepted;
        let WaitingEvent { id, capture, envelope, .. } = event;
        match kept(id, capture, envelope, outgoing, attempt).await {
            Ok(resend) => {
                let (delivered, failed) = (u64::from(taken), u64::from(!taken));
                let progress = Progress { target: target.unwrap_or(0), upto: 0, delivered, failed };
                self.results.add(Some(resend), progress);
                if let Some(live) = target.and_then(|target| self.live_of(target)) {
                    live.count(taken);
                }
            }
            Err(error) => tracing::error!(%error, "what a target answered could not be kept"),
        }
    }

    /// Has the list say what came of it.
    fn target_does(&self, event: i64, ask: &Ask, asked: &Asked) {
        let Some(live) = ask.target.and_then(|target| self.live_of(target)) else { return };
        let doing = match &asked.note {
            Some(note) if asked.answer.is_none() => Doing::PassedOver { event, sentence: note.clone() },
            _ => Doing::Takes,
        };
        if live.does(doing) {
            self.changed();
        }
    }
}

/// The response as the answer for the sender, but for what belonged to its connection.
fn passed_on(response: &Response, url: &str) -> Asked {
    if (response.body.len() as u64) < response.size {
        return Asked::nothing(&format!("{url} answered with more than 1 MiB."));
    }
    let (headers, _) = end_to_end(&response.headers);
    let (status, body) = (response.status, response.body.to_vec());
    Asked { answer: Some(Answer { status, headers, body, decided_by: Decider::Forward }), note: None }
}
