//! A request goes out, once, and what came of it is kept.

use hookglass_outbound::{Options, send};
use hookglass_request::outgoing::{Origin, Outcome, Outgoing};
use hookglass_store::{NewResend, StoredResend};
use std::sync::{Arc, atomic::Ordering};
use tokio::sync::{oneshot, watch};

use super::{Numbers, Resend, prepared::Prepared};
use crate::{
    base::{blocking, lock},
    error::AppError,
    events::Opened,
    outbound::resend_verdict,
    replay::Replay,
    view::{Problem, ResendView, SendRequest},
};

/// A send of the window that is under way.
#[derive(Debug)]
pub(super) struct Flight {
    number: u64,
    request: SendRequest,
    cancel: Option<oneshot::Sender<()>>,
    outcome: watch::Receiver<Option<Result<ResendView, Problem>>>,
}

/// It is no longer under way when this is dropped, also when nobody waits for its end.
struct Landing<'a> {
    replay: &'a Replay,
    event_id: i64,
    number: u64,
}

impl Drop for Landing<'_> {
    fn drop(&mut self) {
        let mut sends = lock(&self.replay.sends);
        if let Some(flights) = sends.get_mut(&self.event_id) {
            flights.retain(|flight| flight.number != self.number);
            if flights.is_empty() {
                sends.remove(&self.event_id);
            }
        }
    }
}

impl Replay {
    /// Sends an event again from the command line.
    pub async fn resend(&self, id: i64, how: &Resend) -> Result<ResendView, AppError> {
        let opened = self.events.opened(id).await?;
        self.outbound.may_go_to(&self.url_for_command(id, how).await?, how.confirmed).await?;
        let prepared = self.prepared_for_command(&opened, how, Numbers::Taken).await?;
        let options = self.outbound.sending(how.timeout, how.verify_tls);
        self.dispatch(&opened, prepared, &options, Origin::Command, std::future::pending()).await
    }

    /// Sends what a person edited. Can be cancelled by [`Replay::cancel_send`]. The same request once more, while it is
    /// under way, is a double click: it is not sent again, and both get what came of the one.
    pub async fn send(&self, request: SendRequest) -> Result<ResendView, AppError> {
        let event_id = request.event_id;
        let (cancel, cancelled) = oneshot::channel();
        let (tell, outcome) = watch::channel(None);
        let number = self.begun.fetch_add(1, Ordering::Relaxed);
        let under_way = {
            let mut sends = lock(&self.sends);
            let flights = sends.entry(event_id).or_default();
            let same = flights.iter().find(|flight| flight.request == request).map(|flight| flight.outcome.clone());
            if same.is_none() {
                flights.push(Flight { number, request: request.clone(), cancel: Some(cancel), outcome });
            }
            same
        };
        if let Some(mut outcome) = under_way {
            return match outcome.wait_for(Option::is_some).await.map(|told| told.clone()) {
                Ok(Some(told)) => told.map_err(AppError::Joined),
                _ => Err(AppError::GivenUp(event_id)),
            };
        }
        let landing = Landing { replay: self, event_id, number };
        let sent = self
            .send_once(&request, async {
                if cancelled.await.is_err() {
                    // Nobody can cancel any more.
                    std::future::pending::<()>().await;
                }
            })
            .await;
        drop(landing);
        // Nobody else may wait for it.
        let _ = tell.send(Some(sent.as_ref().map(Clone::clone).map_err(AppError::problem)));
        sent
    }

    async fn send_once(&self, request: &SendRequest, cancel: impl Future<Output = ()>) -> Result<ResendView, AppError> {
        let opened = self.events.opened(request.event_id).await?;
        self.outbound.may_go_to(request.url.trim(), request.confirmed).await?;
        let prepared = self.prepared_request(&opened, request, Numbers::Taken).await?;
        let options = self.outbound.sending(None, request.verify_tls);
        let answered = self.dispatch(&opened, prepared, &options, Origin::Person, cancel).await?;
        if answered.is_response() {
            self.store.drafts_mut().remove(request.event_id).await?;
        }
        Ok(answered)
    }

    /// Cancels the sends of an event that are under way.
    pub fn cancel_send(&self, event_id: i64) {
        for flight in lock(&self.sends).get_mut(&event_id).into_iter().flatten() {
            if let Some(cancel) = flight.cancel.take() {
                // It may just have ended.
                let _ = cancel.send(());
            }
        }
    }

    /// Sends, and keeps what came of it.
    async fn dispatch(
        &self,
        opened: &Arc<Opened>,
        prepared: Prepared,
        options: &Options,
        origin: Origin,
        cancel: impl Future<Output = ()>,
    ) -> Result<ResendView, AppError> {
        let Prepared { outgoing, signed, .. } = prepared;
        let event_id = opened.event.id;
        let edited = outgoing.body != opened.event.capture.body;
        let attempt = send(&outgoing, options, cancel).await?;
        let (asked, sent, came) = (Arc::clone(opened), outgoing.clone(), attempt.clone());
        let verdict = blocking(move || resend_verdict(&asked, &sent, &came)).await?;
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
