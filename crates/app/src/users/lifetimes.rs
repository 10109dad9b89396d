//! A user's identities and sessions, and when each of them existed.
//!
//! Only the newest events are read. An identity or a session that was added or removed without an
//! event, or before these events, has only a first and a last event that contains it. Senders do
//! not reuse ids, so a removed identity or session stays removed even if an older event arrives
//! later. Kept out: what changed (`history`).

use hookglass_json::display::elided;
use hookglass_senders::{
    envelope::{Envelope, Vendor},
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, LifecycleChange, ObjectKind, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::{cmp::Reverse, collections::HashMap};

use crate::{
    base::{blocking, instant},
    users::{Users, UsersError, mentions::MAX_EVENTS, unread::Unread},
    view::{Lifetime, UserLifetimes},
};

/// Maximum identities and sessions that are returned.
const MAX_SPANS: usize = 200;
/// Reading stops once this number of identities and sessions is found.
const MAX_FOUND: usize = 10_000;
/// Maximum characters of an id or a name.
const MAX_TEXT: usize = 200;

/// An event's id, and when the event was received.
type Moment = (i64, Timestamp);

/// The sender and its application. The same user id in another application is another user.
type Sender = (Vendor, Option<String>);

impl Users {
    /// A user's identities and sessions, from the newest events about the user.
    pub async fn lifetimes(&self, user_id: &str) -> Result<UserLifetimes, UsersError> {
        let user = self.user(user_id).await?.ok_or_else(|| UsersError::NoUser(user_id.to_owned()))?;
        let (ids, _) = self.mentions_now().await?.events_of(user_id, 0, MAX_EVENTS);
        let (mut spans, mut unread) = (Spans::default(), Unread::from(ids));
        while spans.found.len() < MAX_FOUND
            && let Some(events) = self.next_events(&mut unread).await?
        {
            let owner = user_id.to_owned();
            spans = blocking(move || {
                let own = events.iter().filter(|event| event.envelope.user_id.as_deref() == Some(&owner));
                own.for_each(|event| spans.add_older(event));
                spans
            })
            .await?;
        }
        let (spans, omitted) = spans.into_views();
        Ok(UserLifetimes { user, spans, omitted, looked_at: unread.looked_at() })
    }
}

/// The identities and sessions in the events read so far, from the newest event backwards.
#[derive(Debug, Default)]
struct Spans {
    found: HashMap<(Sender, ObjectKind, String), Span>,
    /// The first event that ended all identities and sessions of the user.
    ends: HashMap<Sender, Moment>,
}

#[derive(Debug)]
struct Span {
    name: Option<String>,
    came: Option<Moment>,
    first_seen: Moment,
    last_seen: Moment,
    went: Option<Moment>,
    /// When it was added or first seen by the sender's clock. Events can arrive in another order.
    sent_at: Timestamp,
}

/// When an event happened by the sender's clock, if the event has that time.
fn sent_at(envelope: &Envelope) -> Option<Timestamp> {
    let written = envelope.timestamp.as_deref()?;
    written.parse().ok().or_else(|| Timestamp::from_second(written.parse().ok()?).ok())
}

impl Spans {
    fn add_older(&mut self, event: &StoredEvent) {
        let now = (event.id, event.capture.received_at);
        let sender = (event.envelope.vendor, event.envelope.app_id.clone());
        if snapshot::ends_all(sender.0, event.envelope.event_type.as_deref().unwrap_or_default()) {
            self.ends.insert(sender.clone(), now);
        }
        let parsed = ParsedRequest::of(&event.capture, Budget::WAITING);
        let Ok(document) = &parsed.document else { return };
        let sent_at = sent_at(&event.envelope).unwrap_or(event.capture.received_at);
        let states = snapshot::snapshots(&event.envelope, document);
        for state in states.iter().filter(|state| state.thing != ObjectKind::User && state.when != When::Proposed) {
            let key = (sender.clone(), state.thing, state.id.to_string());
            let new = Span { name: None, came: None, first_seen: now, last_seen: now, went: None, sent_at };
            let span = self.found.entry(key).or_insert(new);
            span.first_seen = now;
            if span.came.is_none() {
                span.sent_at = span.sent_at.min(sent_at);
            }
            match state.turn {
                LifecycleChange::Came => {
                    span.came = Some(now);
                    span.sent_at = sent_at;
                }
                LifecycleChange::Went => span.went = span.went.or(Some(now)),
                LifecycleChange::Stays => {}
            }
            if span.name.is_none() {
                span.name = state.name().map(|name| elided(&name, MAX_TEXT));
            }
        }
    }

    /// The spans, existing ones first, then the newest by the sender's clock, of equal ones the last
    /// to arrive; and the number of omitted spans.
    fn into_views(self) -> (Vec<Lifetime>, u64) {
        let Self { found, ends } = self;
        let ended = |((sender, thing, id), span): (_, Span)| {
            let went = span.went.or_else(|| ends.get(&sender).copied());
            (thing, id, Span { went, ..span })
        };
        let mut all: Vec<(ObjectKind, String, Span)> = found.into_iter().map(ended).collect();
        // Finally by id, so that the order of two spans from one event is stable.
        all.sort_by(|(_, one_id, one), (_, other_id, other)| {
            let order = |span: &Span| (span.went.is_some(), Reverse(span.sent_at), Reverse(span.first_seen.0));
            order(one).cmp(&order(other)).then_with(|| one_id.cmp(other_id))
        });
        let omitted = all.len().saturating_sub(MAX_SPANS) as u64;
        (all.into_iter().take(MAX_SPANS).map(|(thing, id, span)| span.view(thing, &id)).collect(), omitted)
    }
}

impl Span {
    fn view(self, thing: ObjectKind, id: &str) -> Lifetime {
        let at = |moment: Moment| instant(moment.1);
        Lifetime {
            thing,
            id: elided(id, MAX_TEXT),
            name: self.name,
            came: self.came.map(|came| came.0),
            came_at: self.came.map(at),
            first_seen: self.first_seen.0,
            first_seen_at: at(self.first_seen),
            last_seen: self.last_seen.0,
            last_seen_at: at(self.last_seen),
            went: self.went.map(|went| went.0),
            went_at: self.went.map(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_ordered_by_the_time_of_the_sender_and_then_by_arrival() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut spans = Spans::default();
        // The id of the first event, whether the span has ended, and the sender's time.
        for (id, ended, sent) in [(1, false, 50), (2, false, 20), (3, false, 20), (4, true, 90), (5, true, 95)] {
            let seen = (id, at(1_000 + id));
            let span = Span {
                name: None,
                came: None,
                first_seen: seen,
                last_seen: seen,
                went: ended.then_some(seen),
                sent_at: at(sent),
            };
            spans.found.insert(((Vendor::Authgear, None), ObjectKind::Identity, id.to_string()), span);
        }
        let order: Vec<i64> = spans.into_views().0.into_iter().map(|span| span.first_seen).collect();
        assert_eq!(order, [1, 3, 2, 5, 4]);
    }

    #[test]
    fn the_time_of_the_sender_is_read_as_seconds_or_as_a_date() {
        let read = |written: Option<&str>| {
            sent_at(&Envelope { timestamp: written.map(str::to_owned), ..Envelope::unknown(Vendor::Authgear) })
        };
        let expected = Timestamp::from_second(1_700_000_000).ok();
        assert_eq!(read(Some("1700000000")), expected);
        assert_eq!(read(Some("2023-11-14T22:13:20Z")), expected);
        assert_eq!((read(Some("soon")), read(None)), (None, None));
    }
}
