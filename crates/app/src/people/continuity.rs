//! Whether the states of an identity and of a user follow from each other.
//!
//! The state of an identity before an event must be the last one seen. If it is not, an event was missed, arrived out of
//! order, or was edited; sequence numbers cannot show this. Both the event and the one before it that contains the identity
//! report it. Events do not contain the user's state before them. But some leave the profile as it was, so if it differs
//! from the last state seen, the later event reports that too. There an administrator's import, which sends no event, is
//! another reason; roles, groups and times are not compared, because they change without events every day.
//!
//! The check runs when an event is opened and for a history, over the user's events in the order of arrival. Repeats and
//! proposals do not count.

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
    events::Opened,
    people::{
        People, PeopleError,
        snapshots::{fact, updated_at},
        unread::{Unread, same_user},
    },
};

/// The member with the state of an identity before the event.
const BEFORE: &str = "old_identity";
/// Characters of a value in a sentence.
const MAX_VALUE: usize = 80;
/// Names of members in a sentence.
const MAX_NAMES: usize = 3;
/// Sentences about one event.
const MAX_BREAKS: usize = 20;

/// A state in the event that is checked, whose neighbour is searched for.
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
    /// Findings about states that do not follow from those in the neighbouring events.
    pub(crate) async fn findings_of_continuity(&self, opened: &Arc<Opened>) -> Result<Vec<Finding>, PeopleError> {
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
        // Repeats are not compared.
        if self.duplicates.without_repeats(vec![event.clone()]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let (before, after) = {
            let mentions = self.mentions_now().await?;
            let before =
                if begins.is_empty() { Vec::new() } else { mentions.before(event.id, |tells| tells.identities) };
            (before, mentions.after(event.id, |tells| tells.identities))
        };
        let mut findings = self.neighbours(event, begins, before, last_seen).await?;
        findings.extend(self.neighbours(event, ends, after, next_seen).await?);
        if leaves_the_profile {
            findings.extend(self.finding_of_the_profile(opened).await?);
        }
        Ok(findings)
    }

    /// The finding if an event that leaves the profile as it was has another profile than the last state seen.
    async fn finding_of_the_profile(&self, opened: &Arc<Opened>) -> Result<Option<Finding>, PeopleError> {
        let event = &opened.event;
        let side = {
            let states = opened.snapshots();
            let user = states.iter().find(|state| state.thing == Thing::User && state.when == When::After);
            user.and_then(|state| Side::of(state, &event.envelope))
        };
        let Some(side) = side else { return Ok(None) };
        let (before, proposals) = {
            let mentions = self.mentions_now().await?;
            let before = mentions.before(event.id, |tells| tells.users && !tells.proposes);
            let proposals = before.last().map(|oldest| mentions.proposals(event.id, *oldest));
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

    /// Compares each side with the nearest event that contains the same identity.
    async fn neighbours(
        &self,
        event: &StoredEvent,
        mut sides: Vec<Side>,
        ids: Vec<i64>,
        compare: fn(&Side, &[Snapshot<'_>], &Snapshot<'_>, i64) -> Option<Finding>,
    ) -> Result<Vec<Finding>, PeopleError> {
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

/// Compares the state before the event with the last one seen.
fn last_seen(side: &Side, _: &[Snapshot<'_>], known: &Snapshot<'_>, other: i64) -> Option<Finding> {
    Some(finding(side, other, break_before(known.value, side.state.root(), other)?))
}

/// The sentence if the state of an identity before an event is not the last one seen, in event `other`.
fn break_before(seen: Value<'_>, before: Value<'_>, other: i64) -> Option<String> {
    let differences = snapshot::break_between(seen, before);
    let (before, last) = first_difference(&differences, |found| (found.later, found.earlier))?;
    Some(format!("The state before this event was {before}, the last one seen, in event {other}, was {last}: {WHY}"))
}

/// The sentence if an event that leaves a user's profile as it was has another profile than the last one seen, in event
/// `other`.
fn profile_break(envelope: &Envelope, seen: Value<'_>, now: Value<'_>, other: i64) -> Option<String> {
    // It is older than that state by its own clock: it arrived late, and the events between have arrived.
    let is_older = updated_at(seen).zip(updated_at(now)).is_some_and(|(seen, now)| now < seen);
    let name = envelope.event_type.as_deref().unwrap_or_default();
    if is_older || !snapshot::leaves_the_profile(envelope.vendor, name) {
        return None;
    }
    let differences = snapshot::profile_differences(seen, now);
    let mut names: Vec<String> = Vec::new();
    for difference in &differences {
        let name = labels::of_user_member(&difference.pointer).unwrap_or_else(|| difference.pointer.to_string());
        let name = elided(&name, MAX_VALUE);
        if !names.contains(&name) {
            names.push(name);
        }
        if names.len() > MAX_NAMES {
            break;
        }
    }
    let more = if names.len() > MAX_NAMES { " and others" } else { "" };
    names.truncate(MAX_NAMES);
    (!names.is_empty()).then(|| {
        format!(
            "Not as in event {other}, the last state seen: {}{more}. This event does not change that: {WHY} An import, of \
             which no event tells, can be the reason too.",
            names.join(", ")
        )
    })
}

/// One sentence for each state in an event that does not follow from the last one seen. `seen` returns the event and the
/// state by thing and id.
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
    states.iter().filter_map(of).take(MAX_BREAKS).collect()
}

/// Compares the state after the event with the one before the next.
fn next_seen(side: &Side, states: &[Snapshot<'_>], _: &Snapshot<'_>, other: i64) -> Option<Finding> {
    let next = identities(states).find(|state| is_side_before(state) && state.id == side.id)?;
    let differences = snapshot::break_between(side.state.root(), next.value);
    let (after, next) = first_difference(&differences, |found| (found.earlier, found.later))?;
    let sentence =
        format!("The state after this event was {after}, the one before the next, event {other}, was {next}: {WHY}");
    Some(finding(side, other, sentence))
}

const WHY: &str = "an event was missed, arrived out of order, or was edited.";

fn finding(side: &Side, related: i64, sentence: String) -> Finding {
    // Genuine events arrive in any order, so this is not a warning.
    Finding { related: Some(related), ..Finding::new(Severity::Information, side.pointer.to_string(), sentence) }
}

/// The first difference in words, once for each side.
fn first_difference<'a>(
    differences: &[Difference<'a>],
    sides: fn(&Difference<'a>) -> (Option<Value<'a>>, Option<Value<'a>>),
) -> Option<(String, String)> {
    let first = differences.first()?;
    let label = labels::of_identity_member(&first.pointer, None).map(|label| label.name);
    let name = label.unwrap_or_else(|| format!("'{}'", elided(&first.pointer.to_string(), MAX_VALUE)));
    let text = |value: Option<Value<'_>>| match value {
        None => format!("without {name}"),
        Some(value) => format!("{name} {}", elided(&value.raw_text(), MAX_VALUE)),
    };
    let (here, there) = sides(first);
    Some((text(here), text(there)))
}
