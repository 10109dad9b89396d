//! Finds the two sides of a comparison, and the differences in the messages around them.

use hookglass_json::{Document, Form, pointer::Pointer};
use hookglass_request::{
    capture::split_target,
    encoding::{self, MAX_DECODED_BYTES},
    outgoing::{Outcome, Response, end_to_end},
};
use hookglass_senders as senders;
use hookglass_senders::{mutation::MutationEffect, snapshot::ObjectKind};
use hookglass_store::StoredResend;
use std::sync::Arc;

use super::{
    error::CompareError,
    names::Names,
    pair::{About, Message, Pair, Side},
};
use crate::{
    base::blocking,
    compare::Compare,
    effects::Effect,
    events::Opened,
    replay::{Numbers, ReplayError},
    samples::example,
    users::states::{States, StatesLookup},
    view::{SendRequest, Sides},
};

/// The maximum stored bytes of a response. Only these are compared.
const MAX_RESPONSE_BYTES: usize = 16 << 20;

const OLD: &str = "old_identity";
const NEW: &str = "new_identity";

/// The result of looking up two sides to compare.
pub(super) enum PairLookup {
    /// Both sides exist.
    Found(Box<Pair>),
    /// A side is missing: why, in a sentence.
    Missing(String),
}

impl From<Pair> for PairLookup {
    fn from(pair: Pair) -> Self {
        Self::Found(Box::new(pair))
    }
}

impl From<Result<Pair, String>> for PairLookup {
    fn from(pair: Result<Pair, String>) -> Self {
        pair.map_or_else(Self::Missing, Self::from)
    }
}

impl Compare {
    /// The two sides of a comparison.
    pub(super) async fn sides(&self, sides: &Sides) -> Result<PairLookup, CompareError> {
        match sides {
            Sides::Event { id } => self.of_event(*id).await,
            Sides::Events { old, new } => {
                let (old, new) = (self.events.opened(*old).await?, self.events.opened(*new).await?);
                Ok(two_events(&old, &new).into())
            }
            Sides::Sample { id } => {
                let opened = self.events.opened(*id).await?;
                Ok(blocking(move || with_sample(&opened)).await?.into())
            }
            Sides::Draft { request } => Ok(self.of_draft(request).await?.into()),
            Sides::Responses { old, new } => {
                let (old, new) = (self.stored_resend(*old).await?, self.stored_resend(*new).await?);
                Ok(blocking(move || two_responses(old, new)).await?.into())
            }
            Sides::User { user_id, old, new } => Ok(self.users.states_between(user_id, *old, *new).await?.into()),
            Sides::Answer { event_id, answer } => Ok(match self.effects.of_answer(*event_id, answer.clone()).await? {
                Effect::Changed(mutated) => before_and_after(mutated, Some(*event_id)).into(),
                Effect::Unchanged(why) => PairLookup::Missing(why),
            }),
            Sides::Mutation { resend } => {
                let resend = self.stored_resend(*resend).await?;
                let event = (!resend.edited).then_some(resend.event_id);
                Ok(match self.effects.of_resend(&resend).await? {
                    Effect::Changed(mutated) => before_and_after(mutated, event).into(),
                    Effect::Unchanged(why) => PairLookup::Missing(why),
                })
            }
            Sides::Chain { event_id } => Ok(match self.effects.of_chain(*event_id) {
                None => {
                    PairLookup::Missing("No hook chain has been run on this event since Hookglass started.".to_owned())
                }
                Some(None) => PairLookup::Missing("The handlers do not change the event.".to_owned()),
                Some(Some(mutated)) => before_and_after(mutated, Some(*event_id)).into(),
            }),
        }
    }

    async fn of_event(&self, id: i64) -> Result<PairLookup, CompareError> {
        let opened = self.events.opened(id).await?;
        if !opened.is_comparable()
            && let Some(states) = self.users.states(&opened).await?
        {
            return Ok(states.into());
        }
        Ok(blocking(move || two_identities(&opened)).await?.into())
    }

    async fn of_draft(&self, request: &SendRequest) -> Result<Pair, CompareError> {
        let opened = self.events.opened(request.event_id).await?;
        let outgoing = self.replay.prepared_request(&opened, request, Numbers::Shown).await?.outgoing;
        blocking(move || {
            let capture = &opened.event.capture;
            let decoded = encoding::decode(&outgoing.headers, &outgoing.body, MAX_DECODED_BYTES);
            let mut new = Side::own("the draft".to_owned(), None, decoded.bytes);
            new.mask(&opened.event.envelope);
            let mut about = vec![About { label: "Method", old: capture.method.clone(), new: outgoing.method.clone() }];
            // The host nearly always differs, and without a target the path is unknown.
            if outgoing.url.contains("://") {
                about.push(About {
                    label: "Path",
                    old: path_and_query(&capture.target),
                    new: path_and_query(outgoing.url.as_bytes()),
                });
            }
            let (received, dropped) = end_to_end(&capture.headers);
            let old = Message { side: Side::whole(&opened), headers: &received };
            let mut pair = Pair::of_messages(old, Message { side: new, headers: &outgoing.headers }, about);
            pair.envelope = Some(opened.event.envelope.clone());
            if !dropped.is_empty() {
                pair.notes.push(format!("Not compared, because set for each connection: {}.", dropped.join(", ")));
            }
            pair.notes.extend(read_notes(&opened));
            Ok(pair)
        })
        .await?
    }

    async fn stored_resend(&self, id: i64) -> Result<StoredResend, CompareError> {
        Ok(self.store.resends().get(id, MAX_RESPONSE_BYTES).await?.ok_or(ReplayError::NoResend(id))?)
    }
}

fn path_and_query(target: &[u8]) -> String {
    let (path, query) = split_target(target);
    let query = query.map(|query| format!("?{}", String::from_utf8_lossy(query))).unwrap_or_default();
    format!("{}{query}", String::from_utf8_lossy(path))
}

/// Notes about the stored and decoded body of an event.
fn read_notes(opened: &Opened) -> impl Iterator<Item = String> {
    let id = opened.event.id;
    let cut = opened.event.capture.cut.is_some();
    let cut = cut.then(|| format!("Only a part of the body of event {id} was stored; that part is compared."));
    let problem = opened.decoding_problem().map(|problem| format!("Event {id}: {problem}"));
    cut.into_iter().chain(problem)
}

fn two_events(old: &Arc<Opened>, new: &Arc<Opened>) -> Pair {
    let about = |label, of: fn(&Opened) -> String| About { label, old: of(old), new: of(new) };
    let about = vec![
        about("Method", |opened| opened.event.capture.method.clone()),
        about("Target", |opened| String::from_utf8_lossy(&opened.event.capture.target).into_owned()),
        about("Protocol", |opened| opened.event.capture.version.word().to_owned()),
    ];
    let message = |opened| Message { side: Side::whole(opened), headers: &opened.event.capture.headers };
    let mut pair = Pair::of_messages(message(old), message(new), about);
    pair.at = Some(Pointer::default());
    pair.envelope = Some(new.event.envelope.clone());
    pair.notes.extend(read_notes(old));
    if old.event.id != new.event.id {
        pair.notes.extend(read_notes(new));
    }
    pair
}

fn with_sample(opened: &Arc<Opened>) -> Result<Pair, String> {
    let envelope = &opened.event.envelope;
    let Some(entry) = envelope.known() else {
        return Err(match &envelope.event_type {
            Some(name) => format!("The catalog has no type '{name}', so there is no sample to compare with."),
            None => "The type of this event is unknown, so there is no sample to compare with.".to_owned(),
        });
    };
    let root = opened.document().as_ref().map(Document::root).map_err(|why| {
        format!("The body of event {} is not JSON ({why}), so it cannot be compared with a sample.", opened.event.id)
    })?;
    let mut old = Side::own(format!("sample of {}", entry.full_name()), None, example(entry).body);
    let sender = senders::of(envelope.vendor);
    old.value = old.value().map_or(0, |sample| sender.unwrapped(sample).handle());
    let value = sender.unwrapped(root);
    let new = Side::of_event(opened, &format!("event {}", opened.event.id), value.handle());
    Ok(Pair {
        old,
        at: Some(Pointer::of(value)),
        new,
        names: Names::Body,
        envelope: Some(envelope.clone()),
        about: Vec::new(),
        headers: None,
        notes: read_notes(opened).collect(),
    })
}

fn two_responses(old: StoredResend, new: StoredResend) -> Result<Pair, String> {
    let response = |resend: &StoredResend| match &resend.attempt.outcome {
        Outcome::Response(response) => Ok(response.clone()),
        Outcome::Failed(failure) => Err(format!("Resend {} got no response: {}", resend.id, failure.sentence)),
    };
    let (before, after) = (response(&old)?, response(&new)?);
    let mut notes = Vec::new();
    let mut side = |resend: &StoredResend, response: &Response| {
        let decoded = encoding::decode(&response.headers, &response.body, MAX_DECODED_BYTES);
        if (response.body.len() as u64) < response.size {
            notes.push(format!("Only a part of the response to resend {} was stored and is compared.", resend.id));
        }
        notes.extend(decoded.problem.map(|problem| format!("Resend {}: {problem}", resend.id)));
        Side::own(format!("response to resend {}", resend.id), Some(resend.event_id), decoded.bytes)
    };
    let (old, new) = (side(&old, &before), side(&new, &after));
    let about = |label, of: fn(&Response) -> String| About { label, old: of(&before), new: of(&after) };
    let about = vec![about("Status", status), about("Protocol", |response| response.version.clone())];
    let (old, new) = (Message { side: old, headers: &before.headers }, Message { side: new, headers: &after.headers });
    let mut pair = Pair::of_messages(old, new, about);
    pair.names = Names::None;
    pair.notes = notes;
    Ok(pair)
}

fn status(response: &Response) -> String {
    let reason = http::StatusCode::from_u16(response.status).ok().and_then(|status| status.canonical_reason());
    format!("{} {}", response.status, reason.unwrap_or_default()).trim().to_owned()
}

/// The user or token claims in an event, and the same after an answer is applied.
fn before_and_after(mutated: MutationEffect, event: Option<i64>) -> Pair {
    const USER: &str = "/payload/user";
    let (before, after) = match mutated.place {
        USER => ("the user in the event", "the user afterwards"),
        _ => ("the claims in the event", "the claims of the token"),
    };
    Pair {
        names: if mutated.place == USER { Names::User } else { Names::Body },
        old: Side::own(before.to_owned(), event, mutated.before),
        new: Side::own(after.to_owned(), None, mutated.after),
        at: Pointer::parse(mutated.place).ok(),
        envelope: None,
        about: Vec::new(),
        headers: None,
        notes: Vec::new(),
    }
}

impl From<StatesLookup> for PairLookup {
    fn from(states: StatesLookup) -> Self {
        match states {
            StatesLookup::Found(states) => two_states(*states).into(),
            StatesLookup::Missing(reason) => Self::Missing(reason),
        }
    }
}

fn two_states(states: States) -> Pair {
    let names = match states.thing {
        ObjectKind::User => Names::User,
        _ => Names::identity(states.new.root()),
    };
    Pair {
        names,
        old: Side::of_document(states.old_name, states.old_event, states.old),
        new: Side::of_document(states.new_name, states.new_event, states.new),
        at: Some(states.at),
        envelope: None,
        about: Vec::new(),
        headers: None,
        notes: states.note.into_iter().collect(),
    }
}

/// The two identities in an event, or why one is missing.
fn two_identities(opened: &Arc<Opened>) -> Result<Pair, String> {
    let Ok(document) = opened.document() else {
        return Err("The body is not JSON, so it has no old and new side to compare.".to_owned());
    };
    let Some(payload) = document.root().get("payload") else {
        return Err("The body has no 'payload', so there is no old and new side to compare.".to_owned());
    };
    let side = |name: &str, other: &str| match payload.get(name) {
        Some(value) if value.form() == Form::Object => Ok(value),
        Some(value) if value.form() == Form::Null => {
            Err(format!("'{name}' is null, so '{other}' cannot be compared with it."))
        }
        Some(value) => Err(format!("'{name}' is {}, not an object, so it cannot be compared.", value.form().word())),
        None => Err(format!("'{name}' is absent from the payload, so '{other}' cannot be compared.")),
    };
    if payload.get(OLD).is_none() && payload.get(NEW).is_none() {
        return Err("The payload has neither 'old_identity' nor 'new_identity'.".to_owned());
    }
    let (old, new) = (side(OLD, NEW)?, side(NEW, OLD)?);
    Ok(Pair {
        old: Side::of_event(opened, OLD, old.handle()),
        new: Side::of_event(opened, NEW, new.handle()),
        at: Some(Pointer::of(new)),
        names: Names::identity(new),
        envelope: Some(opened.event.envelope.clone()),
        about: Vec::new(),
        headers: None,
        notes: Vec::new(),
    })
}
