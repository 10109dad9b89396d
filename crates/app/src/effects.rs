//! What mutations do to the user, or to the claims of a token, that an event carries.

use bytes::Bytes;
use hookglass_json::Document;
use hookglass_request::{answer::Answer, headers::Headers, outgoing};
use hookglass_senders::{
    envelope::Envelope,
    mutation,
    verdict::{Outcome, Reply, Verdict},
};
use hookglass_store::{Store, StoredResend};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::{
    base::{blocking, lock},
    error::AppError,
    events::Events,
    outbound::verdict_on,
    replay::asked,
    view::{AnswerDraft, Mutated, VerdictView},
};

/// Why nothing is shown of most answers.
const NOTHING: &str = "The answer has no mutations that have an effect, or is not accepted, so nothing changes.";

/// What the sender of an event makes of an answer that comes at once, and what its mutations do.
pub(super) fn judged(
    envelope: &Envelope,
    event: Option<&Document>,
    status: u16,
    headers: &Headers,
    body: &Bytes,
) -> (Verdict, Option<Mutated>) {
    let verdict = verdict_on(envelope, event, Reply::Whole { status, headers, body }, Duration::ZERO);
    (verdict, mutated_by(envelope, event, status, headers, body).ok().map(Mutated::from))
}

/// What the mutations of an answer do that is accepted by its form, also when the claims of a token are not as they have to
/// be; or why there is nothing to show.
fn mutated_by(
    envelope: &Envelope,
    event: Option<&Document>,
    status: u16,
    headers: &Headers,
    body: &Bytes,
) -> Result<mutation::Mutated, String> {
    let (event, known) = event.zip(envelope.known()).ok_or(NOTHING)?;
    // By its form alone: without the event.
    let by_form = verdict_on(envelope, None, Reply::Whole { status, headers, body }, Duration::ZERO);
    if by_form.outcome != Outcome::Allowed {
        return Err(NOTHING.to_owned());
    }
    let mutated = mutation::by(event, known, headers, body).map_err(|why| format!("{why}."))?;
    mutated.ok_or(NOTHING.to_owned())
}

/// Knows what an answer does to the user or token of an event.
#[derive(Debug)]
pub(crate) struct Effects {
    store: Arc<Store>,
    events: Arc<Events>,
    /// What the last chains did, by event.
    chains: Mutex<VecDeque<(i64, Option<mutation::Mutated>)>>,
}

/// Chains whose outcome is remembered.
const MAX_CHAINS: usize = 8;

impl Effects {
    pub(crate) fn new(store: Arc<Store>, events: Arc<Events>) -> Self {
        Self { store, events, chains: Mutex::default() }
    }

    /// What the last chain of an event did to its user or token; `None` when none is remembered.
    pub(crate) fn of_chain(&self, event_id: i64) -> Option<Option<mutation::Mutated>> {
        lock(&self.chains).iter().find(|(id, _)| *id == event_id).map(|(_, mutated)| mutated.clone())
    }

    /// Remembers what a chain did.
    pub(crate) fn remember_chain(&self, event_id: i64, mutated: Option<mutation::Mutated>) {
        let mut chains = lock(&self.chains);
        chains.retain(|(id, _)| *id != event_id);
        chains.push_front((event_id, mutated));
        chains.truncate(MAX_CHAINS);
    }

    /// What the mutations of the answer to a resend do, or why there is nothing to show.
    pub(crate) async fn mutated_by_resend(
        &self,
        resend: &StoredResend,
    ) -> Result<Result<mutation::Mutated, String>, AppError> {
        let outgoing::Outcome::Response(response) = resend.attempt.outcome.clone() else {
            return Ok(Err("There was no answer.".to_owned()));
        };
        let verdict: Option<VerdictView> = resend.verdict.as_deref().and_then(|kept| serde_json::from_str(kept).ok());
        let in_time = verdict.is_some_and(|verdict| verdict.outcome != Outcome::TimedOut.word());
        if !in_time || (response.body.len() as u64) < response.size {
            return Ok(Err(NOTHING.to_owned()));
        }
        let opened = self.events.opened(resend.event_id).await?;
        let body = if resend.edited { self.store.resends().body(resend.id).await? } else { None };
        let headers = resend.headers.clone();
        Ok(blocking(move || {
            let edited = body.and_then(|body| asked(&opened, &headers, &body));
            let (envelope, event) = match &edited {
                Some(reading) => (&reading.envelope, reading.document.as_ref().ok()),
                None => (&opened.event.envelope, opened.document().as_ref().ok()),
            };
            mutated_by(envelope, event, response.status, &response.headers, &response.body)
        })
        .await?)
    }

    /// What the mutations of an answer to an event do, or why there is nothing to show.
    pub(crate) async fn mutated_by_answer(
        &self,
        event_id: i64,
        answer: AnswerDraft,
    ) -> Result<Result<mutation::Mutated, String>, AppError> {
        let opened = self.events.opened(event_id).await?;
        blocking(move || {
            let envelope = &opened.event.envelope;
            let Answer { status, headers, body, .. } = answer.answer()?;
            Ok(mutated_by(envelope, opened.document().as_ref().ok(), status, &headers, &body.into()))
        })
        .await?
    }
}

impl From<mutation::Mutated> for Mutated {
    fn from(mutated: mutation::Mutated) -> Self {
        Self { place: mutated.place.to_owned(), vanishing: mutated.vanishing }
    }
}
