//! The known state of a user after an event: the state in the event, else the last state before it.
//!
//! A proposal is used only if it is in the requested event itself; duplicates are ignored. *Before*
//! means the order of arrival, because the result is the state known at that time. Kept out: how
//! two states are compared (`compare`).

use hookglass_json::{
    Document, Value,
    pointer::Pointer,
    pretty::{Indented, indented},
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    redact,
    snapshot::{self, ObjectKind, Snapshot, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::collections::HashSet;

use crate::{
    base::blocking,
    users::{
        Users, UsersError,
        snapshots::{can_contain, known_state, updated_at},
        states::{States, StatesLookup},
        unread::{Unread, same_user},
    },
    view::StateView,
};

/// Maximum bytes of a state as text.
const MAX_TEXT: usize = 256 << 10;

/// The state of a user, and the event that contains it.
#[derive(Debug)]
struct UserState {
    event_id: i64,
    proposed: bool,
    state: Document,
    at: Pointer,
    updated_at: Option<Timestamp>,
}

impl UserState {
    /// The state of an event's own user. A proposed state counts only if this is the `requested`
    /// event.
    fn of(event: &StoredEvent, requested: bool) -> Option<Self> {
        let parsed = parse(event, requested);
        let states = snapshot::snapshots(&event.envelope, parsed.document.as_ref().ok()?);
        let state = own_user(event, &states, requested)?;
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

fn parse(event: &StoredEvent, requested: bool) -> ParsedRequest {
    ParsedRequest::of(&event.capture, if requested { Budget::LOOKING } else { Budget::WAITING })
}

/// The state of an event's own user among its states. A proposed state counts only if this is the
/// `requested` event.
fn own_user<'a, 'b>(event: &StoredEvent, states: &'b [Snapshot<'a>], requested: bool) -> Option<&'b Snapshot<'a>> {
    let id = event.envelope.user_id.as_deref()?;
    let proposal = || states.iter().find(|state| state.thing == ObjectKind::User && state.id == id);
    known_state(states, ObjectKind::User, id).or_else(|| proposal().filter(|_| requested))
}

impl Users {
    /// The known states of a user after two events, for a comparison. Fails for an event that is
    /// not about the user, and for events of different applications.
    pub(crate) async fn states_between(&self, user_id: &str, old: i64, new: i64) -> Result<StatesLookup, UsersError> {
        let (old, new) = (self.event_about(user_id, old).await?, self.event_about(user_id, new).await?);
        if !same_user(&old.envelope, &new.envelope) {
            let user_id = user_id.to_owned();
            return Err(UsersError::AnotherApplication { user_id, old: old.id, new: new.id });
        }
        let (old_id, new_id) = (old.id, new.id);
        let missing =
            |id| Ok(StatesLookup::Missing(format!("No event up to event {id} contains the state of this user.")));
        let Some(old) = self.state_after(old, UserState::of).await? else { return missing(old_id) };
        let Some(new) = self.state_after(new, UserState::of).await? else { return missing(new_id) };
        let note = if old.event_id == new.event_id && old_id != new_id {
            Some(format!(
                "Both sides are the state in event {}: no event between the two contains another state.",
                old.event_id
            ))
        } else {
            let later = old.updated_at.zip(new.updated_at).is_some_and(|(old, new)| old > new);
            (later && old.event_id < new.event_id).then(|| {
                format!(
                    "Event {} contains a later state but arrived earlier: the events arrived out of order.",
                    old.event_id
                )
            })
        };
        Ok(StatesLookup::Found(Box::new(States {
            thing: ObjectKind::User,
            old_name: old.name(),
            old_event: old.event_id,
            new_name: new.name(),
            old: old.state,
            new: new.state,
            new_event: new.event_id,
            at: new.at,
            note,
        })))
    }

    /// An event about a user. Fails if it is about another user or does not exist.
    async fn event_about(&self, user_id: &str, id: i64) -> Result<StoredEvent, UsersError> {
        let event = self.store.events().get(id).await?.ok_or(UsersError::NoEvent(id))?;
        if event.envelope.user_id.as_deref() != Some(user_id) {
            return Err(UsersError::AnotherUser { id, user_id: user_id.to_owned() });
        }
        Ok(event)
    }

    /// The known state of a user after an event about them, as readable JSON.
    pub async fn state(&self, user_id: &str, event: i64) -> Result<StateView, UsersError> {
        let event = self.event_about(user_id, event).await?;
        let state = self.state_after(event, view).await?;
        Ok(state.unwrap_or_else(|| StateView { event_id: None, text: String::new(), omitted: 0 }))
    }

    /// The first result of `read` in an event, else in the events before it, newest first. `None`
    /// if `read` finds nothing within the limits. The second argument of `read` is whether this is
    /// the requested event.
    async fn state_after<T: Send + 'static>(
        &self,
        event: StoredEvent,
        read: fn(&StoredEvent, bool) -> Option<T>,
    ) -> Result<Option<T>, UsersError> {
        let (id, envelope) = (event.id, event.envelope.clone());
        if let Some(own) = blocking(move || read(&event, true)).await? {
            return Ok(Some(own));
        }
        let before = self.mentions_upto(id).await?.before(id, can_contain(ObjectKind::User));
        let mut unread = Unread::from(before);
        while let Some(events) = self.next_events(&mut unread).await? {
            let envelope = envelope.clone();
            let found = blocking(move || {
                let mut own = events.iter().filter(|event| same_user(&event.envelope, &envelope));
                own.find_map(|event| read(event, false))
            });
            if let Some(found) = found.await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

fn view(event: &StoredEvent, requested: bool) -> Option<StateView> {
    let parsed = parse(event, requested);
    let document = parsed.document.as_ref().ok()?;
    let states = snapshot::snapshots(&event.envelope, document);
    let masked: HashSet<u32> =
        redact::values(&event.envelope, document).iter().map(|secret| secret.value.handle()).collect();
    let is_masked = |value: Value<'_>| masked.contains(&value.handle());
    let Indented { text, omitted } = indented(own_user(event, &states, requested)?.value, MAX_TEXT, is_masked);
    Some(StateView { event_id: Some(event.id), text, omitted })
}

#[cfg(test)]
mod tests;
