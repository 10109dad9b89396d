//! The state of a user as it was known after an event: the one that the event carries, else the last one that an event
//! before it told.
//!
//! What was only proposed counts only where the proposal itself is asked for; a repeat tells nothing new of others. *Before* is
//! in the order of arrival, since that is what was known. Kept out: how two states are compared (`compare`).

use hookscope_domain::{
    json::{Document, Value},
    masked,
    pointer::Pointer,
    pretty::{Indented, indented},
    reading::{Budget, Reading},
    snapshot::{self, Snapshot, Thing, When},
};
use hookscope_store::StoredEvent;
use jiff::Timestamp;
use std::collections::HashSet;

use crate::{
    body::off_the_async_threads,
    error::AppError,
    hookscope::Hookscope,
    people::{Unread, same_user},
    previous::{States, can_tell, fact, updated_at},
    view::StateView,
};

/// Bytes of a state that is shown.
const MOST_BYTES: usize = 256 << 10;

/// The state of a user, and where it is from.
#[derive(Debug)]
struct UserState {
    event_id: i64,
    proposed: bool,
    state: Document,
    at: Pointer,
    updated_at: Option<Timestamp>,
}

impl UserState {
    /// The one that an event carries of its own user; also a proposed one, if this is the event that is `asked` for.
    fn of(event: &StoredEvent, asked: bool) -> Option<Self> {
        let reading = reading(event, asked);
        let states = snapshot::snapshots(&event.envelope, reading.document.as_ref().ok()?);
        let state = carried(event, &states, asked)?;
        Some(Self {
            event_id: event.id,
            proposed: state.when == When::Proposed,
            at: state.pointer(),
            updated_at: updated_at(state.value),
            state: state.alone(&event.envelope)?,
        })
    }

    fn name(&self) -> String {
        format!("user{} in event {}", if self.proposed { " as proposed" } else { "" }, self.event_id)
    }
}

fn reading(event: &StoredEvent, asked: bool) -> Reading {
    Reading::of(&event.capture, if asked { Budget::LOOKING } else { Budget::WAITING })
}

/// The state of an event's own user in it; also a proposed one, if this is the event that is `asked` for.
fn carried<'a, 'b>(event: &StoredEvent, states: &'b [Snapshot<'a>], asked: bool) -> Option<&'b Snapshot<'a>> {
    let id = event.envelope.user_id.as_deref()?;
    let proposal = || states.iter().find(|state| state.thing == Thing::User && state.id == id);
    fact(states, Thing::User, id).or_else(|| proposal().filter(|_| asked))
}

impl Hookscope {
    /// The states of a user as known after two events, for a comparison; or why there are not two. It is an error to ask for
    /// an event that is not about the user, or for two of different applications.
    pub(crate) async fn user_states_between(
        &self,
        user_id: &str,
        old: i64,
        new: i64,
    ) -> Result<Result<States, String>, AppError> {
        let (old, new) = (self.event_about(user_id, old).await?, self.event_about(user_id, new).await?);
        if !same_user(&old.envelope, &new.envelope) {
            let reason = format!(
                "the user '{user_id}' of event {} is one of another application; choose two events of one.",
                new.id
            );
            return Err(AppError::NothingToCompare { id: old.id, reason });
        }
        let (old_id, new_id) = (old.id, new.id);
        let none = |id| Ok(Err(format!("No event up to event {id} tells the state of this user.")));
        let Some(old) = self.told_after(old, UserState::of).await? else { return none(old_id) };
        let Some(new) = self.told_after(new, UserState::of).await? else { return none(new_id) };
        let note = if old.event_id == new.event_id && old_id != new_id {
            Some(format!(
                "Both are the state in event {}: no event from there to the later one tells another.",
                old.event_id
            ))
        } else {
            let later = old.updated_at.zip(new.updated_at).is_some_and(|(old, new)| old > new);
            (later && old.event_id < new.event_id).then(|| {
                format!(
                    "Event {} tells of a later state, though it arrived before: they came out of order.",
                    old.event_id
                )
            })
        };
        Ok(Ok(States {
            thing: Thing::User,
            old_name: old.name(),
            new_name: new.name(),
            old: old.state,
            new: new.state,
            new_event: new.event_id,
            at: new.at,
            note,
        }))
    }

    /// An event, if it is about a user.
    async fn event_about(&self, user_id: &str, id: i64) -> Result<StoredEvent, AppError> {
        let event = self.store.event(id).await?.ok_or(AppError::NoEvent(id))?;
        if event.envelope.user_id.as_deref() != Some(user_id) {
            return Err(AppError::OfAnotherUser { id, user_id: user_id.to_owned() });
        }
        Ok(event)
    }

    /// The state of a user as known after an event about them, for a person to read.
    pub async fn user_state(&self, user_id: &str, event: i64) -> Result<StateView, AppError> {
        let event = self.event_about(user_id, event).await?;
        let told = self.told_after(event, view).await?;
        Ok(told.unwrap_or_else(|| StateView { event_id: None, text: String::new(), omitted: 0 }))
    }

    /// What `read` finds of the user in an event or else in the last one before it; `None` when no event tells of the user,
    /// as far as is looked. `read` is also told whether this is the event that is asked for.
    async fn told_after<T: Send + 'static>(
        &self,
        event: StoredEvent,
        read: fn(&StoredEvent, bool) -> Option<T>,
    ) -> Result<Option<T>, AppError> {
        let (id, envelope) = (event.id, event.envelope.clone());
        if let Some(own) = off_the_async_threads(move || read(&event, true)).await? {
            return Ok(Some(own));
        }
        let before = self.known_upto(id).await?.before(id, can_tell(Thing::User));
        let mut unread = Unread::from(before);
        while let Some(events) = self.read_on(&mut unread).await? {
            let envelope = envelope.clone();
            let told = off_the_async_threads(move || {
                let mut own = events.iter().filter(|event| same_user(&event.envelope, &envelope));
                own.find_map(|event| read(event, false))
            });
            if let Some(told) = told.await? {
                return Ok(Some(told));
            }
        }
        Ok(None)
    }
}

fn view(event: &StoredEvent, asked: bool) -> Option<StateView> {
    let reading = reading(event, asked);
    let document = reading.document.as_ref().ok()?;
    let states = snapshot::snapshots(&event.envelope, document);
    let masked: HashSet<u32> = masked::values(&event.envelope, document).iter().map(Value::handle).collect();
    let is_masked = |value: Value<'_>| masked.contains(&value.handle());
    let Indented { text, omitted } = indented(carried(event, &states, asked)?.value, MOST_BYTES, is_masked);
    Some(StateView { event_id: Some(event.id), text, omitted })
}
