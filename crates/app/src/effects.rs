//! What the mutations of an answer do to the user, or to the claims of a token, that an event carries.

mod draft;
mod error;

pub use error::{AnswerDraftError, EffectsError};

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
    events::Events,
    outbound::{edited_request, verdict_on},
    view::{AnswerDraft, Mutated, VerdictView},
};

/// Chains whose outcome is remembered.
const MAX_CHAINS: usize = 8;

const NO_EFFECT: &str = "The answer has no mutations that have an effect, or is not accepted, so nothing changes.";

/// What an answer does to the user or token of its event.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Its mutations change something.
    Changed(mutation::Mutated),
    /// It changes nothing, and why.
    Unchanged(String),
}

impl Effect {
    fn none() -> Self {
        Self::Unchanged(NO_EFFECT.to_owned())
    }

    /// The change, if there is one.
    pub(crate) fn changed(self) -> Option<mutation::Mutated> {
        match self {
            Self::Changed(mutated) => Some(mutated),
            Self::Unchanged(_) => None,
        }
    }
}

/// The sender's verdict on an answer that arrives at once, and what its mutations do.
pub(crate) fn verdict_and_effect(
    envelope: &Envelope,
    event: Option<&Document>,
    status: u16,
    headers: &Headers,
    body: &Bytes,
) -> (Verdict, Option<Mutated>) {
    let verdict = verdict_on(envelope, event, Reply::Whole { status, headers, body }, Duration::ZERO);
    (verdict, effect_of(envelope, event, status, headers, body).changed().map(Mutated::from))
}

/// What the mutations of a well-formed answer do. An answer with invalid token claims counts too, so that the editor can
/// show what was meant.
fn effect_of(envelope: &Envelope, event: Option<&Document>, status: u16, headers: &Headers, body: &Bytes) -> Effect {
    let Some((event, known)) = event.zip(envelope.known()) else { return Effect::none() };
    // Without the event, only the form of the answer is judged.
    let by_form = verdict_on(envelope, None, Reply::Whole { status, headers, body }, Duration::ZERO);
    if by_form.outcome != Outcome::Allowed {
        return Effect::none();
    }
    match mutation::by(event, known, headers, body) {
        Ok(Some(mutated)) => Effect::Changed(mutated),
        Ok(None) => Effect::none(),
        Err(why) => Effect::Unchanged(format!("{why}.")),
    }
}

/// Knows what answers do to the user or token of an event.
#[derive(Debug)]
pub(crate) struct Effects {
    store: Arc<Store>,
    events: Arc<Events>,
    /// What the last chains did, by event.
    chains: Mutex<VecDeque<(i64, Option<mutation::Mutated>)>>,
}

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

    /// What the answer to a resend does.
    pub(crate) async fn of_resend(&self, resend: &StoredResend) -> Result<Effect, EffectsError> {
        let outgoing::Outcome::Response(response) = resend.attempt.outcome.clone() else {
            return Ok(Effect::Unchanged("There was no answer.".to_owned()));
        };
        let verdict: Option<VerdictView> = resend.verdict.as_deref().and_then(|kept| serde_json::from_str(kept).ok());
        let in_time = verdict.is_some_and(|verdict| verdict.outcome != Outcome::TimedOut.word());
        if !in_time || (response.body.len() as u64) < response.size {
            return Ok(Effect::none());
        }
        let opened = self.events.opened(resend.event_id).await?;
        let body = if resend.edited { self.store.resends().body(resend.id).await? } else { None };
        let headers = resend.headers.clone();
        let effect = blocking(move || {
            let edited = body.and_then(|body| edited_request(&opened, &headers, &body));
            let (envelope, event) = match &edited {
                Some(reading) => (&reading.envelope, reading.document.as_ref().ok()),
                None => (&opened.event.envelope, opened.document().as_ref().ok()),
            };
            effect_of(envelope, event, response.status, &response.headers, &response.body)
        });
        Ok(effect.await?)
    }

    /// What an answer to an event does.
    pub(crate) async fn of_answer(&self, event_id: i64, answer: AnswerDraft) -> Result<Effect, EffectsError> {
        let opened = self.events.opened(event_id).await?;
        blocking(move || {
            let envelope = &opened.event.envelope;
            let Answer { status, headers, body, .. } = answer.answer()?;
            Ok(effect_of(envelope, opened.document().as_ref().ok(), status, &headers, &body.into()))
        })
        .await?
    }
}

impl From<mutation::Mutated> for Mutated {
    fn from(mutated: mutation::Mutated) -> Self {
        Self { place: mutated.place.to_owned(), vanishing: mutated.vanishing }
    }
}
