//! Whether the states of an identity and of a user follow from each other.
//!
//! The state of an identity before an event has to be the last one seen. Where it is not, an event was missed, arrived out
//! of order, or was edited; senders' numbers cannot show this. The event and the one before it in which the identity was
//! seen both say so. Events do not carry the user's state before them. But some leave the profile as it was, so where it
//! is another than in the last state seen, the same is said of the later event. There an administrator's import, of which
//! no event tells, is a reason too; nothing is said of roles, groups and times, which change without events every day.
//!
//! Looked for when an event is opened, among the events of its user in the order of their arrival, and for a `history`;
//! repeats and what was only proposed do not count.

use hookglass_json::{Document, Value, display::elided, pointer::Pointer};
use hookglass_senders::{
    envelope::Envelope,
    finding::{Finding, Severity},
    labels,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, Difference, Snapshot, Thing, When},
};
use hookglass_store::StoredEvent;
use std::sync::Arc;

use crate::{
    base::blocking,
    error::AppError,
    events::Opened,
    people::{
        People, Unread,
        previous::{fact, updated_at},
        same_user,
    },
};

/// The member that says in which state an identity was before.
const BEFORE: &str = "old_identity";
/// Characters of a value in a sentence.
const MOST_CHARACTERS: usize = 80;
/// Names of members in a sentence.
const MOST_NAMES: usize = 3;
/// Sentences about one event.
const MOST_BREAKS: usize = 20;

/// A state of an identity in the event that is looked at, whose neighbour is looked for.
#[derive(Debug)]
struct Side {
    id: String,
    pointer: Pointer,
    state: Document,
}

impl Side {
    fn of(state: &Snapshot<'_>, envelope: &Envelope) -> Option<Self> {
        Some(Self { id: state.id.to_string(), pointer: state.pointer(), state: state.alone(envelope)? })
    }
}

fn identities<'a, 'b>(states: &'b [Snapshot<'a>]) -> impl Iterator<Item = &'b Snapshot<'a>> {
    states.iter().filter(|state| state.thing == Thing::Identity && state.when != When::Proposed)
}

fn is_side_before(state: &Snapshot<'_>) -> bool {
    state.value.key().as_deref() == Some(BEFORE)
}

impl People {
    /// Where the states in an event do not follow from those in its neighbours.
    pub(crate) async fn findings_of_continuity(&self, opened: &Arc<Opened>) -> Result<Vec<Finding>, AppError> {
        let event = &opened.event;
        let (begins, ends): (Vec<Side>, Vec<Side>) = {
            let states = opened.snapshots();
            let side = |state| Side::of(state, &event.envelope);
            let begins = identities(&states).filter(|state| is_side_before(state)).filter_map(side).collect();
            let is_last = |state: &&Snapshot<'_>| {
                fact(&states, Thing::Identity, &state.id)
                    .is_some_and(|fact| fact.value.handle() == state.value.handle())
            };
            (begins, identities(&states).filter(is_last).filter_map(side).collect())
        };
        let name = event.envelope.event_type.as_deref().unwrap_or_default();
        let leaves_the_profile = snapshot::leaves_the_profile(event.envelope.vendor, name);
        if begins.is_empty() && ends.is_empty() && !leaves_the_profile || event.envelope.user_id.is_none() {
            return Ok(Vec::new());
        }
        // What it is compared with also counts only the first time.
        if self.duplicates.without_repeats(vec![event.clone()]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let (before, after) = {
            let known = self.known_now().await?;
            let before = if begins.is_empty() { Vec::new() } else { known.before(event.id, |what| what.identities) };
            (before, known.after(event.id, |what| what.identities))
        };
        let mut findings = self.neighbours(event, begins, before, last_seen).await?;
        findings.extend(self.neighbours(event, ends, after, next_seen).await?);
        if leaves_the_profile {
            findings.extend(self.finding_of_the_profile(opened).await?);
        }
        Ok(findings)
    }

    /// What is to be said when an event has another profile than the last state seen, and leaves it as it was.
    async fn finding_of_the_profile(&self, opened: &Arc<Opened>) -> Result<Option<Finding>, AppError> {
        let event = &opened.event;
        let side = {
            let states = opened.snapshots();
            let user = states.iter().find(|state| state.thing == Thing::User && state.when == When::After);
            user.and_then(|state| Side::of(state, &event.envelope))
        };
        let Some(side) = side else { return Ok(None) };
        let (before, proposals) = {
            let known = self.known_now().await?;
            let before = known.before(event.id, |what| what.users && !what.proposes);
            let proposals = before.last().map(|oldest| known.proposals(event.id, *oldest));
            (before, proposals.unwrap_or_default())
        };
        let mut unread = Unread::from(before);
        while let Some(events) = self.read_on(&mut unread).await? {
            let (envelope, id) = (event.envelope.clone(), side.id.clone());
            let seen = blocking(move || {
                events.iter().filter(|other| same_user(&other.envelope, &envelope)).find_map(|other| {
                    let reading = ParsedRequest::of(&other.capture, Budget::WAITING);
                    let states = snapshot::snapshots(&other.envelope, reading.document.as_ref().ok()?);
                    let state = fact(&states, Thing::User, &id)?;
                    Some((other.id, state.when, state.alone(&other.envelope)?))
                })
            });
            if let Some((other, when, seen)) = seen.await? {
                if when != When::After || proposals.iter().any(|id| (other..event.id).contains(id)) {
                    return Ok(None);
                }
                let sentence = profile_break(&event.envelope, seen.root(), side.state.root(), other);
                return Ok(sentence.map(|sentence| finding(&side, other, sentence)));
            }
        }
        Ok(None)
    }

    /// Looks for the nearest event that tells of each side, and has `compare` say what is wrong between them.
    async fn neighbours(
        &self,
        event: &StoredEvent,
        mut sides: Vec<Side>,
        ids: Vec<i64>,
        compare: fn(&Side, &[Snapshot<'_>], &Snapshot<'_>, i64) -> Option<Finding>,
    ) -> Result<Vec<Finding>, AppError> {
        let mut unread = Unread::from(ids);
        let mut findings = Vec::new();
        while !sides.is_empty()
            && let Some(events) = self.read_on(&mut unread).await?
        {
            let envelope = event.envelope.clone();
            let (left, found) = blocking(move || {
                let mut found = Vec::new();
                for other in events.iter().filter(|other| same_user(&other.envelope, &envelope)) {
                    let reading = ParsedRequest::of(&other.capture, Budget::WAITING);
                    let Ok(document) = &reading.document else { continue };
                    let states = snapshot::snapshots(&other.envelope, document);
                    sides.retain(|side| match fact(&states, Thing::Identity, &side.id) {
                        None => true,
                        Some(known) => {
                            found.extend(compare(side, &states, known, other.id));
                            false
                        }
                    });
                }
                (sides, found)
            })
            .await?;
            sides = left;
            findings.extend(found);
        }
        Ok(findings)
    }
}

/// The state before the event that is looked at, and the last one seen.
fn last_seen(side: &Side, _: &[Snapshot<'_>], known: &Snapshot<'_>, other: i64) -> Option<Finding> {
    Some(finding(side, other, break_before(known.value, side.state.root(), other)?))
}

/// What is to be said when the state of an identity before an event is not the one that was seen last, in event `other`.
fn break_before(seen: Value<'_>, before: Value<'_>, other: i64) -> Option<String> {
    let differences = snapshot::break_between(seen, before);
    let (before, last) = told_apart(&differences, |found| (found.later, found.earlier))?;
    Some(format!("The state before this event was {before}, the last one seen, in event {other}, was {last}: {WHY}"))
}

/// What is to be said when an event that leaves a user's profile has another than the state that was seen last, in event
/// `other`.
fn profile_break(envelope: &Envelope, seen: Value<'_>, now: Value<'_>, other: i64) -> Option<String> {
    // By its own clock it is from before that state: it came late, and what lies between has arrived.
    let is_older = updated_at(seen).zip(updated_at(now)).is_some_and(|(seen, now)| now < seen);
    let name = envelope.event_type.as_deref().unwrap_or_default();
    if is_older || !snapshot::leaves_the_profile(envelope.vendor, name) {
        return None;
    }
    let differences = snapshot::profile_differences(seen, now);
    let mut names: Vec<String> = Vec::new();
    for difference in &differences {
        let name = labels::of_user_member(&difference.pointer).unwrap_or_else(|| difference.pointer.to_string());
        let name = elided(&name, MOST_CHARACTERS);
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MOST_NAMES {
            break;
        }
    }
    let more = if names.len() > MOST_NAMES { " and others" } else { "" };
    names.truncate(MOST_NAMES);
    (!names.is_empty()).then(|| {
        format!(
            "Not as in event {other}, the last state seen: {}{more}. This event does not change that: {WHY} An import, of \
             which no event tells, can be the reason too.",
            names.join(", ")
        )
    })
}

/// Where the states in an event do not follow from the last ones seen, a sentence each. `seen` finds these by their things
/// and ids: the event, and the state after it.
pub(crate) fn breaks<'a>(
    envelope: &Envelope,
    states: &[Snapshot<'_>],
    seen: impl Fn(Thing, &str) -> Option<(i64, Value<'a>)>,
) -> Vec<String> {
    let of = |state: &Snapshot<'_>| {
        let (other, seen) = seen(state.thing, &state.id)?;
        let alone = state.alone(envelope)?;
        match state.thing {
            Thing::Identity if is_side_before(state) => break_before(seen, alone.root(), other),
            Thing::User if state.when == When::After => profile_break(envelope, seen, alone.root(), other),
            _ => None,
        }
    };
    states.iter().filter_map(of).take(MOST_BREAKS).collect()
}

/// The state after it, and the one before the next.
fn next_seen(side: &Side, states: &[Snapshot<'_>], _: &Snapshot<'_>, other: i64) -> Option<Finding> {
    let next = identities(states).find(|state| is_side_before(state) && state.id == side.id)?;
    let differences = snapshot::break_between(side.state.root(), next.value);
    let (after, next) = told_apart(&differences, |found| (found.earlier, found.later))?;
    let sentence =
        format!("The state after this event was {after}, the one before the next, event {other}, was {next}: {WHY}");
    Some(finding(side, other, sentence))
}

const WHY: &str = "an event was missed, arrived out of order, or was edited.";

fn finding(side: &Side, related: i64, sentence: String) -> Finding {
    // Genuine events arrive in any order, so it is no warning.
    Finding { related: Some(related), ..Finding::new(Severity::Information, side.pointer.to_string(), sentence) }
}

/// The first difference in words, once for each side.
fn told_apart<'a>(
    differences: &[Difference<'a>],
    sides: fn(&Difference<'a>) -> (Option<Value<'a>>, Option<Value<'a>>),
) -> Option<(String, String)> {
    let first = differences.first()?;
    let label = labels::of_identity_member(&first.pointer, None).map(|label| label.name);
    let name = label.unwrap_or_else(|| format!("'{}'", elided(&first.pointer.to_string(), MOST_CHARACTERS)));
    let told = |value: Option<Value<'_>>| match value {
        None => format!("without {name}"),
        Some(value) => format!("{name} {}", elided(&value.raw_text(), MOST_CHARACTERS)),
    };
    let (here, there) = sides(first);
    Some((told(here), told(there)))
}
