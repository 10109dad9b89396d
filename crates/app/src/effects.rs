//! Computes what the mutations of an answer change in the event's user or token claims.

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
    view::{AnswerDraft, MutationEffect, VerdictView},
};

/// Chains whose outcomes are remembered.
const MAX_CHAINS: usize = 8;

const NO_EFFECT: &str = "Nothing changes: the answer has no effective mutations, or the sender does not accept it.";

/// The effect of an answer on the user or token of its event.
#[derive(Debug)]
pub(crate) enum Effect {
    /// The mutations change something.
    Changed(mutation::MutationEffect),
    /// Nothing changes, for this reason.
    Unchanged(String),
}

impl Effect {
    fn none() -> Self {
        Self::Unchanged(NO_EFFECT.to_owned())
    }

    /// The change, or `None` if nothing changes.
    pub(crate) fn changed(self) -> Option<mutation::MutationEffect> {
        match self {
            Self::Changed(mutated) => Some(mutated),
            Self::Unchanged(_) => None,
        }
    }
}

/// The sender's verdict on an answer that arrives immediately, and the effect of its mutations.
pub(crate) fn verdict_and_effect(
    envelope: &Envelope,
    event: Option<&Document>,
    status: u16,
    headers: &Headers,
    body: &Bytes,
) -> (Verdict, Option<MutationEffect>) {
    let verdict = verdict_on(envelope, event, Reply::Whole { status, headers, body }, Duration::ZERO);
    (verdict, effect_of(envelope, event, status, headers, body).changed().map(MutationEffect::from))
}

/// The effect of the mutations of a well-formed answer. An answer with invalid token claims has an
/// effect too, so that the editor can show the intended change.
fn effect_of(envelope: &Envelope, event: Option<&Document>, status: u16, headers: &Headers, body: &Bytes) -> Effect {
    let Some((event, known)) = event.zip(envelope.known()) else { return Effect::none() };
    // Without the event, the verdict depends only on the form of the answer.
    let form_verdict = verdict_on(envelope, None, Reply::Whole { status, headers, body }, Duration::ZERO);
    if form_verdict.outcome != Outcome::Allowed {
        return Effect::none();
    }
    match mutation::by(event, known, headers, body) {
        Ok(Some(mutated)) => Effect::Changed(mutated),
        Ok(None) => Effect::none(),
        Err(why) => Effect::Unchanged(format!("{why}.")),
    }
}

/// Computes and remembers the effects of answers.
#[derive(Debug)]
pub(crate) struct Effects {
    store: Arc<Store>,
    events: Arc<Events>,
    /// The effects of the last chains, by event id.
    chains: Mutex<VecDeque<(i64, Option<mutation::MutationEffect>)>>,
}

impl Effects {
    pub(crate) fn new(store: Arc<Store>, events: Arc<Events>) -> Self {
        Self { store, events, chains: Mutex::default() }
    }

    /// The effect of the last chain of an event; `None` if no chain is remembered.
    pub(crate) fn of_chain(&self, event_id: i64) -> Option<Option<mutation::MutationEffect>> {
        lock(&self.chains).iter().find(|(id, _)| *id == event_id).map(|(_, mutated)| mutated.clone())
    }

    /// Remembers the effect of a chain.
    pub(crate) fn remember_chain(&self, event_id: i64, mutated: Option<mutation::MutationEffect>) {
        let mut chains = lock(&self.chains);
        chains.retain(|(id, _)| *id != event_id);
        chains.push_front((event_id, mutated));
        chains.truncate(MAX_CHAINS);
    }

    /// The effect of the answer to a resend.
    pub(crate) async fn of_resend(&self, resend: &StoredResend) -> Result<Effect, EffectsError> {
        let outgoing::Outcome::Response(response) = resend.attempt.outcome.clone() else {
            return Ok(Effect::Unchanged("There was no answer.".to_owned()));
        };
        let verdict: Option<VerdictView> = resend.verdict.as_deref().and_then(|json| serde_json::from_str(json).ok());
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
                Some(parsed) => (&parsed.envelope, parsed.document.as_ref().ok()),
                None => (&opened.event.envelope, opened.document().as_ref().ok()),
            };
            effect_of(envelope, event, response.status, &response.headers, &response.body)
        });
        Ok(effect.await?)
    }

    /// The effect of an answer to an event.
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

impl From<mutation::MutationEffect> for MutationEffect {
    fn from(mutated: mutation::MutationEffect) -> Self {
        Self { place: mutated.place.to_owned(), vanishing: mutated.vanishing }
    }
}
