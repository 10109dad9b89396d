//! Calls a target while the sender waits, and returns its answer.
//!
//! The request has the exact bytes of the event. At the deadline, the call returns an answer or a
//! note, even if the target hangs. The result is stored like a resend, after the sender has its
//! answer. Kept out: which answer replaces a missing one (`decide`).

use hookglass_automation::forward::{self, DeliveryOutcome, Target};
use hookglass_filter::{Body, Columns, Facts, Needs};
use hookglass_outbound::{InvalidRequest, Options, send};
use hookglass_request::{
    answer::{Answer, Decider},
    capture::Capture,
    headers::Headers,
    outgoing::{Attempt, FailureKind, Outcome, Outgoing, Response, end_to_end},
};
use hookglass_senders::{envelope::Envelope, signature::Verdict};
use hookglass_store::Progress;
use std::{future::pending, sync::Arc, time::Duration};
use tokio::time::Instant;

use super::{
    error::ForwardError,
    record::{detail, record, sentence},
    target_status::Activity,
};
use crate::{
    base::{filter_now, lock},
    events::WaitingEvent,
    forward::Forward,
};

/// Bytes of an answer that is returned to a sender.
const MAX_ANSWER_BYTES: usize = 1 << 20;
/// How much longer than its request timeout a call can take.
const OVERHEAD_TIMEOUT: Duration = Duration::from_millis(5);

/// A target to call, and the deadline.
#[derive(Debug, Clone)]
pub(crate) struct TargetCall {
    /// The id, if the target is in the list.
    pub(crate) target: Option<i64>,
    pub(crate) url: String,
    /// Whether the target's certificate is verified.
    pub(crate) verify_tls: bool,
    pub(crate) deadline: Instant,
}

/// The result of a call.
#[derive(Debug, Clone, Default)]
pub(crate) struct TargetAnswer {
    /// The target's answer.
    pub(crate) answer: Option<Answer>,
    /// A note about the call.
    pub(crate) note: Option<String>,
}

impl TargetAnswer {
    /// No answer, and why.
    pub(crate) fn none(why: &str) -> Self {
        Self { answer: None, note: Some(format!("{why} The default answer was sent.")) }
    }
}

impl Forward {
    /// The first answering target whose filter matches an event. An event whose body is incomplete
    /// is not forwarded.
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
        let now = filter_now(&self.clock);
        let matching = targets.iter().find(|answering| answering.filter.matches(&facts, &now))?;
        Some(matching.target.clone())
    }

    /// Sends an event to a target and waits for its answer until the deadline.
    pub(crate) async fn call_target(self: &Arc<Self>, event: &WaitingEvent, call: &TargetCall) -> TargetAnswer {
        let called = async {
            if !self.confirmations.has_target(&call.url, call.verify_tls) {
                return TargetAnswer::none(&detail(ForwardError::Unconfirmed(call.url.clone())));
            }
            let allowed = self.outbound.ensure_allowed(&call.url, false).await;
            let is_loop = self.is_own_receiver(&call.url).await;
            match (allowed, is_loop) {
                (Err(error), _) => TargetAnswer::none(&detail(error)),
                (_, Err(error)) => TargetAnswer::none(&detail(error)),
                (_, Ok(true)) => TargetAnswer::none(&detail(ForwardError::Loop(call.url.clone()))),
                (Ok(()), Ok(false)) => match self.send_event(event, call).await {
                    Ok(answer) => answer,
                    Err(error) => TargetAnswer::none(&format!("The event cannot be sent to {}: {error}.", call.url)),
                },
            }
        };
        let late = || TargetAnswer::none(&format!("{} did not answer in time.", call.url));
        // The request has its own timeout. This one also covers the checks before the request.
        let answer = self.clock.timeout_at(call.deadline + OVERHEAD_TIMEOUT, called).await.unwrap_or_else(|_| late());
        self.record_activity(event.id, call, &answer);
        answer
    }

    async fn send_event(
        self: &Arc<Self>,
        event: &WaitingEvent,
        call: &TargetCall,
    ) -> Result<TargetAnswer, InvalidRequest> {
        let outgoing = forward::request(&event.capture, &call.url);
        let left = call.deadline.saturating_duration_since(self.clock.now());
        let options = Options {
            max_kept_body: MAX_ANSWER_BYTES,
            max_read_body: MAX_ANSWER_BYTES as u64,
            ..self.outbound.options(Some(left), call.verify_tls)
        };
        let attempt = send(&outgoing, &options, pending()).await?;
        let answer = match &attempt.outcome {
            Outcome::Response(response) => answer_of(response, &call.url),
            Outcome::Failed(failure) if failure.why == FailureKind::Timeout => {
                TargetAnswer::none(&format!("{} did not answer in time.", call.url))
            }
            failed => TargetAnswer::none(&sentence(failed)),
        };
        let (forward, event, target) = (Arc::clone(self), event.clone(), call.target);
        // Recorded in the background, so that the sender does not wait for it.
        self.jobs.spawn_late(async move { forward.record_call(event, target, outgoing, attempt).await });
        Ok(answer)
    }

    async fn record_call(&self, event: WaitingEvent, target: Option<i64>, outgoing: Outgoing, attempt: Attempt) {
        let accepted = DeliveryOutcome::of(&attempt.outcome) == DeliveryOutcome::Accepted;
        let WaitingEvent { id, capture, envelope, .. } = event;
        match record(id, capture, envelope, outgoing, attempt).await {
            Ok(resend) => {
                let (delivered, failed) = (u64::from(accepted), u64::from(!accepted));
                let progress = Progress { target: target.unwrap_or(0), upto: 0, delivered, failed };
                self.results.add(Some(resend), progress);
                if let Some(status) = target.and_then(|target| self.status(target)) {
                    status.count(accepted);
                }
            }
            Err(error) => tracing::error!(%error, "the answer of a target could not be stored"),
        }
    }

    /// Updates the target's status with the result.
    fn record_activity(&self, event: i64, call: &TargetCall, answer: &TargetAnswer) {
        let Some(status) = call.target.and_then(|target| self.status(target)) else { return };
        let activity = match &answer.note {
            Some(note) if answer.answer.is_none() => Activity::Skipped { event, sentence: note.clone() },
            _ => Activity::Delivering,
        };
        if status.set_activity(activity) {
            self.publish();
        }
    }
}

/// The target's response as the answer to the sender, without the headers of its connection, and
/// without those that let a web page read it or store cookies for the receiver's host.
fn answer_of(response: &Response, url: &str) -> TargetAnswer {
    if (response.body.len() as u64) < response.size {
        return TargetAnswer::none(&format!("{url} answered with more than 1 MiB."));
    }
    let (headers, _) = end_to_end(&response.headers);
    let headers = Headers::from_pairs(headers.iter().filter(|(name, _)| !is_for_browsers(name)));
    let (status, body) = (response.status, response.body.to_vec());
    TargetAnswer { answer: Some(Answer { status, headers, body, decided_by: Decider::Forward }), note: None }
}

/// Whether a header of a response is about CORS or cookies.
fn is_for_browsers(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("access-control-") || ["set-cookie", "set-cookie2", "timing-allow-origin"].contains(&&*name)
}
