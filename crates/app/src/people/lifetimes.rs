//! A user's whole life in short: who it is, and how long each of the identities and sessions was there.
//!
//! Told by the newest events, as many as are read for one question. What came or went without an event, or before the
//! events that are looked through, is not known: it has a first and a last event that shows it, and no more. Ids are not
//! given twice, so what went stays gone, also when an older event arrives after that. Kept out: what changed (`history`).

use hookglass_json::display::elided;
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, Thing, Turn, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::{cmp::Reverse, collections::HashMap};

use crate::{
    base::{blocking, instant},
    error::AppError,
    people::{MOST_EVENTS, People, Unread},
    view::{LifeSpan, UserLife},
};

/// Identities and sessions that are told of.
const MOST_SPANS: usize = 200;
/// Those that are kept in mind while it is looked on for more.
const MOST_KEPT: usize = 10_000;
const MOST_CHARACTERS: usize = 200;

/// An event, and when it had arrived.
type Moment = (i64, Timestamp);

/// Who sent it: the same user id in another application is another user.
type Sender = (Vendor, Option<String>);

impl People {
    /// A user's identities and sessions, as far as the newest events about the user tell.
    pub async fn user_life(&self, user_id: &str) -> Result<UserLife, AppError> {
        let user = self.user(user_id).await?.ok_or_else(|| AppError::NoUser(user_id.to_owned()))?;
        let (ids, _) = self.known_now().await?.events_of(user_id, 0, MOST_EVENTS);
        let (mut spans, mut unread) = (Spans::default(), Unread::from(ids));
        while spans.found.len() < MOST_KEPT
            && let Some(events) = self.read_on(&mut unread).await?
        {
            let owner = user_id.to_owned();
            spans = blocking(move || {
                let own = events.iter().filter(|event| event.envelope.user_id.as_deref() == Some(&owner));
                own.for_each(|event| spans.look_back_to(event));
                spans
            })
            .await?;
        }
        let (spans, omitted) = spans.told();
        Ok(UserLife { user, spans, omitted, looked_at: unread.looked_at() })
    }
}

/// What was found in the events so far, from the newest one back.
#[derive(Debug, Default)]
struct Spans {
    found: HashMap<(Sender, Thing, String), Span>,
    /// The event that ended all there was.
    ends: HashMap<Sender, Moment>,
}

#[derive(Debug)]
struct Span {
    name: Option<String>,
    came: Option<Moment>,
    first_seen: Moment,
    last_seen: Moment,
    went: Option<Moment>,
}

impl Spans {
    fn look_back_to(&mut self, event: &StoredEvent) {
        let now = (event.id, event.capture.received_at);
        let sender = (event.envelope.vendor, event.envelope.app_id.clone());
        if snapshot::ends_all(sender.0, event.envelope.event_type.as_deref().unwrap_or_default()) {
            self.ends.insert(sender.clone(), now);
        }
        let reading = ParsedRequest::of(&event.capture, Budget::WAITING);
        let Ok(document) = &reading.document else { return };
        let states = snapshot::snapshots(&event.envelope, document);
        for state in states.iter().filter(|state| state.thing != Thing::User && state.when != When::Proposed) {
            let key = (sender.clone(), state.thing, state.id.to_string());
            let new = Span { name: None, came: None, first_seen: now, last_seen: now, went: None };
            let span = self.found.entry(key).or_insert(new);
            span.first_seen = now;
            match state.turn {
                Turn::Came => span.came = Some(now),
                Turn::Went => span.went = span.went.or(Some(now)),
                Turn::Stays => {}
            }
            if span.name.is_none() {
                span.name = state.name().map(|name| elided(&name, MOST_CHARACTERS));
            }
        }
    }

    /// Those still there first, the newest first, and how many are left out.
    fn told(self) -> (Vec<LifeSpan>, u64) {
        let Self { found, ends } = self;
        let ended = |((sender, thing, id), span): (_, Span)| {
            let went = span.went.or_else(|| ends.get(&sender).copied());
            (thing, id, Span { went, ..span })
        };
        let mut all: Vec<(Thing, String, Span)> = found.into_iter().map(ended).collect();
        // By id at last, so that two from one event stand in the same order every time.
        all.sort_by(|(_, one_id, one), (_, other_id, other)| {
            let order = |span: &Span| (span.went.is_some(), Reverse(span.first_seen.0));
            order(one).cmp(&order(other)).then_with(|| one_id.cmp(other_id))
        });
        let omitted = all.len().saturating_sub(MOST_SPANS) as u64;
        (all.into_iter().take(MOST_SPANS).map(|(thing, id, span)| span.view(thing, &id)).collect(), omitted)
    }
}

impl Span {
    fn view(self, thing: Thing, id: &str) -> LifeSpan {
        let at = |moment: Moment| instant(moment.1);
        LifeSpan {
            thing,
            id: elided(id, MOST_CHARACTERS),
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
