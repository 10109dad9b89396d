//! Finds the state before an event that contains only the state after it, in an earlier event about
//! the same user or identity.
//!
//! Proposals and duplicates are ignored. Events arrive in any order, so the state with the latest
//! `updated_at` that is not after this event's is used; without `updated_at`, the state that
//! arrived last. Kept out: how two states are compared (`compare`).

use hookglass_json::Document;
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, ObjectKind, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::sync::Arc;

use crate::{
    base::blocking,
    events::Opened,
    users::{
        Users, UsersError,
        snapshots::{can_contain, known_state, main_state, updated_at},
        states::{States, StatesLookup},
        unread::{Unread, same_user},
    },
};

/// Events after which the search stops if it has found a suitable state.
const MAX_CANDIDATES: usize = 100;

/// A state in an event, with its time.
#[derive(Debug)]
struct TimedState {
    event_id: i64,
    state: Document,
    updated_at: Option<Timestamp>,
}

/// The user or identity whose state is searched.
#[derive(Debug, Clone)]
struct Subject {
    thing: ObjectKind,
    id: String,
    envelope: Envelope,
}

impl Users {
    /// Whether an earlier event of the same user can contain the state before this one, judging by
    /// types only.
    pub(crate) async fn has_earlier(&self, opened: &Opened) -> Result<bool, UsersError> {
        let Some(thing) = main_state(&opened.snapshots()).map(|state| state.thing) else { return Ok(false) };
        let id = opened.event.id;
        Ok(!self.mentions_upto(id).await?.before(id, can_contain(thing)).is_empty())
    }

    /// The state in an event and the state before it; `None` if the event contains no state.
    pub(crate) async fn states(&self, opened: &Arc<Opened>) -> Result<Option<StatesLookup>, UsersError> {
        let event = &opened.event;
        let own = {
            let snapshots = opened.snapshots();
            let main = main_state(&snapshots).filter(|_| event.envelope.user_id.is_some());
            main.and_then(|state| {
                let envelope = event.envelope.clone();
                let subject = Subject { thing: state.thing, id: state.id.to_string(), envelope };
                Some((subject, state.when, updated_at(state.value), state.pointer(), state.alone(&event.envelope)?))
            })
        };
        let Some((subject, when, at, pointer, new)) = own else { return Ok(None) };
        let thing = subject.thing;
        let word = if thing == ObjectKind::User { "user" } else { "identity" };
        let Some(previous) = self.state_before(event, subject, at).await? else {
            return Ok(Some(StatesLookup::Missing(format!(
                "No earlier event contains the state of this {word}, so it cannot be compared with a previous one."
            ))));
        };
        let note = previous.updated_at.zip(at).filter(|(previous, at)| previous > at).map(|_| {
            format!(
                "Event {} contains a later state but arrived earlier: the events arrived out of order.",
                previous.event_id
            )
        });
        let proposed = if when == When::Proposed { " as proposed" } else { "" };
        Ok(Some(StatesLookup::Found(Box::new(States {
            thing,
            old: previous.state,
            old_name: format!("{word} in event {}", previous.event_id),
            old_event: previous.event_id,
            new,
            new_name: format!("{word}{proposed} in event {}", event.id),
            new_event: event.id,
            at: pointer,
            note,
        }))))
    }

    async fn state_before(
        &self,
        event: &StoredEvent,
        subject: Subject,
        at: Option<Timestamp>,
    ) -> Result<Option<TimedState>, UsersError> {
        let ids = self.mentions_upto(event.id).await?.before(event.id, can_contain(subject.thing));
        let mut unread = Unread::from(ids);
        let (mut found, mut looked_at): (Vec<TimedState>, _) = (Vec::new(), 0);
        while let Some(events) = self.next_events(&mut unread).await? {
            looked_at += events.len();
            let subject = subject.clone();
            let read = move || events.iter().filter_map(|event| state_in(event, &subject)).collect::<Vec<_>>();
            found.extend(blocking(read).await?);
            // Nearly always, the state that arrived last is the right one.
            if looked_at >= MAX_CANDIDATES && found.iter().any(|state| at.is_none() || state.updated_at <= at) {
                break;
            }
        }
        Ok(last_before(found, at))
    }
}

/// The known (not proposed) state in an event, if the event is about the same user and not a
/// duplicate.
fn state_in(event: &StoredEvent, subject: &Subject) -> Option<TimedState> {
    let parsed = ParsedRequest::of(&event.capture, Budget::WAITING);
    if !same_user(&event.envelope, &subject.envelope)
        || event.envelope.event_id.is_some() && event.envelope.event_id == subject.envelope.event_id
    {
        return None;
    }
    let snapshots = snapshot::snapshots(&event.envelope, parsed.document.as_ref().ok()?);
    let state = known_state(&snapshots, subject.thing, &subject.id)?;
    Some(TimedState { event_id: event.id, updated_at: updated_at(state.value), state: state.alone(&event.envelope)? })
}

/// The latest state that is not after `at`. The states are given in the order of arrival, newest
/// first.
fn last_before(states: Vec<TimedState>, at: Option<Timestamp>) -> Option<TimedState> {
    let mut best: Option<TimedState> = None;
    for candidate in states {
        let is_after = |state: &TimedState| state.updated_at.zip(at).is_some_and(|(state, at)| state > at);
        let better = best.as_ref().is_none_or(|best| {
            let later = candidate.updated_at.zip(best.updated_at).is_some_and(|(one, other)| one > other);
            !is_after(&candidate) && (is_after(best) || later)
        });
        if better {
            best = Some(candidate);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_state_that_is_not_after_the_event_is_chosen() {
        let at = |second: i64| Timestamp::from_second(second).ok();
        let last = |times: &[Option<i64>], own: Option<i64>| {
            let states = times.iter().enumerate().map(|(place, time)| TimedState {
                event_id: place as i64,
                state: Document::parse("{}".into()).unwrap(),
                updated_at: time.and_then(at),
            });
            last_before(states.collect(), own.and_then(at)).map(|state| state.event_id)
        };
        assert_eq!(last(&[], Some(5)), None);
        assert_eq!(last(&[Some(3), Some(4), Some(2)], Some(5)), Some(1));
        assert_eq!(last(&[Some(9), Some(4), Some(4)], Some(5)), Some(1), "of two equal times, the last to arrive");
        assert_eq!(last(&[Some(9), Some(8)], Some(5)), Some(0), "if all are later, the last to arrive");
        assert_eq!(last(&[None, Some(4)], None), Some(0));
        assert_eq!(last(&[Some(3), Some(4)], None), Some(1));
    }
}
