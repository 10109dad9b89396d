//! The state before an event that carries only the one after it: what an earlier event told of the same user or identity.
//!
//! What was only proposed is not a fact, and a repeat of an event tells nothing new; neither counts. Events arrive in any
//! order, so of the earlier ones that one counts that has the latest `updated_at` not after this event's; where that
//! cannot be told, the one that arrived last. Kept out: how two states are compared (`compare`).

use hookglass_json::{Document, Value, pointer::Pointer};
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, Snapshot, Thing, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::sync::Arc;

use crate::{
    base::blocking,
    error::AppError,
    events::Opened,
    people::{People, Unread, What, same_user},
};

/// States among which the latest is looked for.
const MOST_CANDIDATES: usize = 100;

/// Two states to be compared, each a document of its own.
#[derive(Debug)]
pub(crate) struct States {
    pub(crate) thing: Thing,
    pub(crate) old: Document,
    pub(crate) old_name: String,
    /// The event that the older one is in.
    pub(crate) old_event: i64,
    pub(crate) new: Document,
    pub(crate) new_name: String,
    /// The event that the newer one is in.
    pub(crate) new_event: i64,
    /// Where it stands in that event's body.
    pub(crate) at: Pointer,
    pub(crate) note: Option<String>,
}

/// What an event told of something.
#[derive(Debug)]
struct Told {
    event_id: i64,
    state: Document,
    updated_at: Option<Timestamp>,
}

/// What a state is looked for of.
#[derive(Debug, Clone)]
struct Wanted {
    thing: Thing,
    id: String,
    of: Envelope,
}

impl Opened {
    /// The states that the event carries.
    pub(crate) fn snapshots(&self) -> Vec<Snapshot<'_>> {
        let document = self.document().as_ref().ok();
        document.map(|document| snapshot::snapshots(&self.event.envelope, document)).unwrap_or_default()
    }
}

/// What an event is compared by with those before it: the user, else an identity.
pub(crate) fn main_state<'a, 'b>(snapshots: &'b [Snapshot<'a>]) -> Option<&'b Snapshot<'a>> {
    let first = |thing| snapshots.iter().find(move |state| state.thing == thing);
    first(Thing::User).or_else(|| first(Thing::Identity))
}

/// Whether an event of such a type can tell the state of something as a fact.
pub(crate) fn can_tell(thing: Thing) -> impl Fn(What) -> bool {
    move |what| !what.proposes && if thing == Thing::User { what.users } else { what.identities }
}

impl People {
    /// Whether an earlier event of the same user can have told the state before this one. Reads no event.
    pub(crate) async fn has_earlier(&self, opened: &Opened) -> Result<bool, AppError> {
        let Some(thing) = main_state(&opened.snapshots()).map(|state| state.thing) else { return Ok(false) };
        let id = opened.event.id;
        Ok(!self.known_upto(id).await?.before(id, can_tell(thing)).is_empty())
    }

    /// The state that an event carries and the one before it, or why there is none before it. `None` for an event that
    /// carries no state.
    pub(crate) async fn states(&self, opened: &Arc<Opened>) -> Result<Option<Result<States, String>>, AppError> {
        let event = &opened.event;
        let here = {
            let snapshots = opened.snapshots();
            let found = main_state(&snapshots).filter(|_| event.envelope.user_id.is_some());
            found.and_then(|state| {
                let wanted = Wanted { thing: state.thing, id: state.id.to_string(), of: event.envelope.clone() };
                Some((wanted, state.when, updated_at(state.value), state.pointer(), state.alone(&event.envelope)?))
            })
        };
        let Some((wanted, when, at, pointer, new)) = here else { return Ok(None) };
        let thing = wanted.thing;
        let word = if thing == Thing::User { "user" } else { "identity" };
        let Some(told) = self.told_before(event, wanted, at).await? else {
            return Ok(Some(Err(format!(
                "No event before this one tells the state of this {word}, so there is nothing to compare it with."
            ))));
        };
        let note = told.updated_at.zip(at).filter(|(told, at)| told > at).map(|_| {
            format!("Event {} tells of a later state, though it arrived before: they came out of order.", told.event_id)
        });
        let proposed = if when == When::Proposed { " as proposed" } else { "" };
        Ok(Some(Ok(States {
            thing,
            old: told.state,
            old_name: format!("{word} in event {}", told.event_id),
            old_event: told.event_id,
            new,
            new_name: format!("{word}{proposed} in event {}", event.id),
            new_event: event.id,
            at: pointer,
            note,
        })))
    }

    async fn told_before(
        &self,
        event: &StoredEvent,
        wanted: Wanted,
        at: Option<Timestamp>,
    ) -> Result<Option<Told>, AppError> {
        let ids = self.known_upto(event.id).await?.before(event.id, can_tell(wanted.thing));
        let mut unread = Unread::from(ids);
        let (mut found, mut looked_at): (Vec<Told>, _) = (Vec::new(), 0);
        while let Some(events) = self.read_on(&mut unread).await? {
            looked_at += events.len();
            let wanted = wanted.clone();
            let told = move || events.iter().filter_map(|event| told_by(event, &wanted)).collect::<Vec<_>>();
            found.extend(blocking(told).await?);
            // The last that arrived is nearly always the one.
            if looked_at >= MOST_CANDIDATES && found.iter().any(|told| at.is_none() || told.updated_at <= at) {
                break;
            }
        }
        Ok(last_before(found, at))
    }
}

/// What an event says as a fact, if it is the same user's.
fn told_by(event: &StoredEvent, wanted: &Wanted) -> Option<Told> {
    let reading = ParsedRequest::of(&event.capture, Budget::WAITING);
    if !same_user(&event.envelope, &wanted.of)
        || event.envelope.event_id.is_some() && event.envelope.event_id == wanted.of.event_id
    {
        return None;
    }
    let snapshots = snapshot::snapshots(&event.envelope, reading.document.as_ref().ok()?);
    let state = fact(&snapshots, wanted.thing, &wanted.id)?;
    Some(Told { event_id: event.id, updated_at: updated_at(state.value), state: state.alone(&event.envelope)? })
}

/// The last known state of something in an event: after it, or else before it.
pub(crate) fn fact<'a, 'b>(snapshots: &'b [Snapshot<'a>], thing: Thing, id: &str) -> Option<&'b Snapshot<'a>> {
    let facts = |when| snapshots.iter().find(move |state| state.thing == thing && state.id == id && state.when == when);
    facts(When::After).or_else(|| facts(When::Before))
}

/// Of states in the order of their arrival, the last one first: the latest that is not after `at`.
fn last_before(told: Vec<Told>, at: Option<Timestamp>) -> Option<Told> {
    let mut best: Option<Told> = None;
    for candidate in told {
        let is_after = |told: &Told| told.updated_at.zip(at).is_some_and(|(told, at)| told > at);
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

pub(crate) fn updated_at(state: Value<'_>) -> Option<Timestamp> {
    state.get("updated_at")?.string()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_state_that_is_not_later_counts() {
        let at = |second: i64| Timestamp::from_second(second).ok();
        let last = |times: &[Option<i64>], own: Option<i64>| {
            let told = times.iter().enumerate().map(|(place, time)| Told {
                event_id: place as i64,
                state: Document::parse("{}".into()).unwrap(),
                updated_at: time.and_then(at),
            });
            last_before(told.collect(), own.and_then(at)).map(|told| told.event_id)
        };
        assert_eq!(last(&[], Some(5)), None);
        assert_eq!(last(&[Some(3), Some(4), Some(2)], Some(5)), Some(1));
        assert_eq!(last(&[Some(9), Some(4), Some(4)], Some(5)), Some(1), "of two that are equal the last to arrive");
        assert_eq!(last(&[Some(9), Some(8)], Some(5)), Some(0), "all are later: the last to arrive");
        assert_eq!(last(&[None, Some(4)], None), Some(0));
        assert_eq!(last(&[Some(3), Some(4)], None), Some(1));
    }
}
