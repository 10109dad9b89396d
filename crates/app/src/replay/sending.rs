//! Sends a request once and stores the result.

use hookglass_outbound::{Options, send};
use hookglass_request::outgoing::{Origin, Outcome, Outgoing};
use hookglass_store::{NewResend, StoredResend};
use std::sync::{Arc, atomic::Ordering};
use tokio::sync::watch;

use super::{
    context::Replay, error::ReplayError, generated::Numbers, in_flight::InFlightSend, options::Resend,
    prepared::Prepared,
};
use crate::{
    base::{blocking, jobs::JobKey, lock},
    events::Opened,
    outbound::resend_verdict,
    view::{ResendView, SendRequest},
};

/// Removes a send from the sends in flight when dropped, even if its caller is dropped first.
struct InFlightGuard<'a> {
    replay: &'a Replay,
    event_id: i64,
    number: u64,
}

impl Drop for InFlightGuard<'_> {
    fn drop(&mut self) {
        let mut in_flight = lock(&self.replay.in_flight);
        if let Some(sends) = in_flight.get_mut(&self.event_id) {
            sends.retain(|send| send.number != self.number);
            if sends.is_empty() {
                in_flight.remove(&self.event_id);
            }
        }
    }
}

impl Replay {
    /// Resends an event from the command line.
    pub async fn resend(&self, id: i64, how: &Resend) -> Result<ResendView, ReplayError> {
        let opened = self.events.opened(id).await?;
        self.outbound.ensure_allowed(&self.url_for_command(id, how).await?, how.confirmed).await?;
        let prepared = self.prepared_for_command(&opened, how, Numbers::Taken).await?;
        let options = self.outbound.options(how.timeout, how.verify_tls);
        self.dispatch(&opened, prepared, &options, Origin::Command, std::future::pending()).await
    }

    /// Sends a draft. [`Replay::cancel`] cancels it. If the same request is already in flight, the
    /// call is a double click: the request is not sent again, and both callers get the result.
    pub async fn send(&self, request: SendRequest) -> Result<ResendView, ReplayError> {
        let event_id = request.event_id;
        let number = self.next_send.fetch_add(1, Ordering::Relaxed);
        let job = self.jobs.begin(JobKey::Send(number));
        let (share, result) = watch::channel(None);
        let same = {
            let mut in_flight = lock(&self.in_flight);
            let sends = in_flight.entry(event_id).or_default();
            let same = sends.iter().find(|send| send.request == request).map(|send| send.result.clone());
            if same.is_none() {
                sends.push(InFlightSend { number, request: request.clone(), result });
            }
            same
        };
        if let Some(mut result) = same {
            return match result.wait_for(Option::is_some).await.map(|result| result.clone()) {
                Ok(Some(result)) => result.map_err(ReplayError::Shared),
                _ => Err(ReplayError::GivenUp(event_id)),
            };
        }
        let guard = InFlightGuard { replay: self, event_id, number };
        let sent = self.send_once(&request, job.cancelled()).await.map_err(Arc::new);
        drop(guard);
        // Fails if no other caller waits for the result.
        let _ = share.send(Some(sent.clone()));
        sent.map_err(ReplayError::Shared)
    }

    async fn send_once(
        &self,
        request: &SendRequest,
        cancel: impl Future<Output = ()>,
    ) -> Result<ResendView, ReplayError> {
        let opened = self.events.opened(request.event_id).await?;
        self.outbound.ensure_allowed(request.url.trim(), request.confirmed).await?;
        let prepared = self.prepared_request(&opened, request, Numbers::Taken).await?;
        self.confirm_tls(request).await;
        let options = self.outbound.options(None, request.verify_tls);
        let answered = self.dispatch(&opened, prepared, &options, Origin::Person, cancel).await?;
        if answered.is_response() {
            self.store.drafts_mut().remove(request.event_id).await?;
        }
        Ok(answered)
    }

    /// Cancels the sends of an event that are in flight.
    pub fn cancel(&self, event_id: i64) {
        for send in lock(&self.in_flight).get(&event_id).into_iter().flatten() {
            self.jobs.cancel(JobKey::Send(send.number));
        }
    }

    /// Sends a request and stores the result.
    async fn dispatch(
        &self,
        opened: &Arc<Opened>,
        prepared: Prepared,
        options: &Options,
        origin: Origin,
        cancel: impl Future<Output = ()>,
    ) -> Result<ResendView, ReplayError> {
        let Prepared { outgoing, signed, .. } = prepared;
        let event_id = opened.event.id;
        let edited = outgoing.body != opened.event.capture.body;
        let attempt = send(&outgoing, options, cancel).await?;
        let (event, request, result) = (Arc::clone(opened), outgoing.clone(), attempt.clone());
        let verdict = blocking(move || resend_verdict(&event, &request, &result)).await?;
        let verdict = serde_json::to_string(&verdict).ok();
        let resend = NewResend { event_id, outgoing, edited, signed, attempt, verdict, origin };
        let id = self.store.resends_mut().append(resend.clone()).await?;
        let NewResend { outgoing, attempt, verdict, .. } = resend;
        let Outgoing { method, url, headers, body } = outgoing;
        let size = body.len() as u64;
        let response_kept = match &attempt.outcome {
            Outcome::Response(response) => response.body.len() as u64,
            Outcome::Failed(_) => 0,
        };
        let stored = StoredResend {
            id,
            event_id,
            method,
            url,
            headers,
            size,
            edited,
            signed,
            attempt,
            response_kept,
            verdict,
            origin,
        };
        self.resend_view(stored).await
    }
}
