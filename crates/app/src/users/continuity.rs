//! Checks that consecutive states of an identity or a user match.
//!
//! - Identities: the state before an event must equal the last known state. Otherwise an event was
//!   missed, arrived out of order, or was edited, which sequence numbers cannot show. Both events
//!   get a finding.
//! - Users: events do not contain the user's state before them. But some event types do not change
//!   the profile. If an event of such a type has another profile than the last known state, it gets
//!   a finding. Another possible cause is an import by an administrator, which sends no event.
//!   Roles, groups and times are not compared, because they change without events every day.
//!
//! The check runs when an event is opened and for a history, on the user's events in the order of
//! arrival. It ignores duplicates and proposals.

use hookglass_json::{Document, Value, display::elided, pointer::Pointer};
use hookglass_senders::{
    envelope::Envelope,
    finding::{Finding, Severity},
    labels,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, Difference, ObjectKind, Snapshot, When},
};
use hookglass_store::StoredEvent;
use std::sync::Arc;

use crate::{
    base::blocking,
    events::Opened,
    users::{
        Users, UsersError,
        snapshots::{known_state, updated_at},
        unread::{Unread, same_user},
    },
};

/// The member with the state of an identity before the event.
const OLD_IDENTITY: &str = "old_identity";
/// Maximum characters of a value in a sentence.
const MAX_VALUE: usize = 80;
/// Maximum member names in a sentence.
const MAX_NAMES: usize = 3;
/// Maximum sentences about one event.
const MAX_BREAKS: usize = 20;

/// A state in the checked event, to compare with the state in a neighboring event.
#[derive(Debug)]
struct CheckedState {
    id: String,
    pointer: Pointer,
    state: Document,
}

impl CheckedState {
    fn of(state: &Snapshot<'_>, envelope: &Envelope) -> Option<Self> {
        Some(Self { id: state.id.to_string(), pointer: state.pointer(), state: state.alone(envelope)? })
    }
}

fn identities<'a, 'b>(states: &'b [Snapshot<'a>]) -> impl Iterator<Item = &'b Snapshot<'a>> {
    states.iter().filter(|state| state.thing == ObjectKind::Identity && state.when != When::Proposed)
}

fn is_old_identity(state: &Snapshot<'_>) -> bool {
    state.value.key().as_deref() == Some(OLD_IDENTITY)
}

impl Users {
    /// Findings about states in an event that do not match the states in neighboring events.
    pub(crate) async fn continuity_findings(&self, opened: &Arc<Opened>) -> Result<Vec<Finding>, UsersError> {
        let event = &opened.event;
        let (old_states, new_states): (Vec<CheckedState>, Vec<CheckedState>) = {
            let states = opened.snapshots();
            let checked = |state| CheckedState::of(state, &event.envelope);
            let old_states = identities(&states).filter(|state| is_old_identity(state)).filter_map(checked).collect();
            let is_last = |state: &&Snapshot<'_>| {
                known_state(&states, ObjectKind::Identity, &state.id)
                    .is_some_and(|known| known.value.handle() == state.value.handle())
            };
            (old_states, identities(&states).filter(is_last).filter_map(checked).collect())
        };
        let name = event.envelope.event_type.as_deref().unwrap_or_default();
        let keeps_profile = snapshot::keeps_profile(event.envelope.vendor, name);
        if old_states.is_empty() && new_states.is_empty() && !keeps_profile || event.envelope.user_id.is_none() {
            return Ok(Vec::new());
        }
        // Duplicates are not compared.
        if self.duplicates.without_repeats(vec![event.clone()]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let (before, after) = {
            let mentions = self.mentions_now().await?;
            let before = if old_states.is_empty() {
                Vec::new()
            } else {
                mentions.before(event.id, |contents| contents.identities)
            };
            (before, mentions.after(event.id, |contents| contents.identities))
        };
        let mut findings = self.compare_neighbors(event, old_states, before, compare_with_previous).await?;
        findings.extend(self.compare_neighbors(event, new_states, after, compare_with_next).await?);
        if keeps_profile {
            findings.extend(self.profile_finding(opened).await?);
        }
        Ok(findings)
    }

    /// A finding if an event of a type that does not change the profile has another profile than
    /// the last known state.
    async fn profile_finding(&self, opened: &Arc<Opened>) -> Result<Option<Finding>, UsersError> {
        let event = &opened.event;
        let checked = {
            let states = opened.snapshots();
            let user = states.iter().find(|state| state.thing == ObjectKind::User && state.when == When::After);
            user.and_then(|state| CheckedState::of(state, &event.envelope))
        };
        let Some(checked) = checked else { return Ok(None) };
        let (before, proposals) = {
            let mentions = self.mentions_now().await?;
            let before = mentions.before(event.id, |contents| contents.users && !contents.proposal);
            let proposals = before.last().map(|oldest| mentions.proposals(event.id, *oldest));
            (before, proposals.unwrap_or_default())
        };
        let mut unread = Unread::from(before);
        while let Some(events) = self.next_events(&mut unread).await? {
            let (envelope, id) = (event.envelope.clone(), checked.id.clone());
            let last = blocking(move || {
                events.iter().filter(|other| same_user(&other.envelope, &envelope)).find_map(|other| {
                    let parsed = ParsedRequest::of(&other.capture, Budget::WAITING);
                    let states = snapshot::snapshots(&other.envelope, parsed.document.as_ref().ok()?);
                    let state = known_state(&states, ObjectKind::User, &id)?;
                    Some((other.id, state.when, state.alone(&other.envelope)?))
                })
            });
            if let Some((other, when, last)) = last.await? {
                if when != When::After || proposals.iter().any(|id| (other..event.id).contains(id)) {
                    return Ok(None);
                }
                let sentence = profile_break(&event.envelope, last.root(), checked.state.root(), other);
                return Ok(sentence.map(|sentence| finding(&checked, other, sentence)));
            }
        }
        Ok(None)
    }

    /// Compares each state with the nearest event that contains the same identity.
    async fn compare_neighbors(
        &self,
        event: &StoredEvent,
        mut unchecked: Vec<CheckedState>,
        ids: Vec<i64>,
        compare: fn(&CheckedState, &[Snapshot<'_>], &Snapshot<'_>, i64) -> Option<Finding>,
    ) -> Result<Vec<Finding>, UsersError> {
        let mut unread = Unread::from(ids);
        let mut findings = Vec::new();
        while !unchecked.is_empty()
            && let Some(events) = self.next_events(&mut unread).await?
        {
            let envelope = event.envelope.clone();
            let (remaining, new_findings) = blocking(move || {
                let mut new_findings = Vec::new();
                for other in events.iter().filter(|other| same_user(&other.envelope, &envelope)) {
                    let parsed = ParsedRequest::of(&other.capture, Budget::WAITING);
                    let Ok(document) = &parsed.document else { continue };
                    let states = snapshot::snapshots(&other.envelope, document);
                    unchecked.retain(|checked| match known_state(&states, ObjectKind::Identity, &checked.id) {
                        None => true,
                        Some(known) => {
                            new_findings.extend(compare(checked, &states, known, other.id));
                            false
                        }
                    });
                }
                (unchecked, new_findings)
            })
            .await?;
            unchecked = remaining;
            findings.extend(new_findings);
        }
        Ok(findings)
    }
}

/// Compares the state before the event with the last known state.
fn compare_with_previous(
    checked: &CheckedState,
    _: &[Snapshot<'_>],
    known: &Snapshot<'_>,
    other: i64,
) -> Option<Finding> {
    Some(finding(checked, other, old_identity_break(known.value, checked.state.root(), other)?))
}

/// A sentence if the state of an identity before an event differs from the last known state, which
/// is in event `other`.
fn old_identity_break(last: Value<'_>, before: Value<'_>, other: i64) -> Option<String> {
    let differences = snapshot::break_between(last, before);
    let (before, last) = first_difference(&differences, |difference| (difference.later, difference.earlier))?;
    Some(format!("Before this event: {before}. Last known state (event {other}): {last}. {CAUSES}."))
}

/// A sentence if an event of a type that does not change the profile has another profile than the
/// last known state, which is in event `other`.
fn profile_break(envelope: &Envelope, last: Value<'_>, now: Value<'_>, other: i64) -> Option<String> {
    // If this state is older by its own clock, the event arrived late, and later events arrived
    // before it.
    let is_older = updated_at(last).zip(updated_at(now)).is_some_and(|(last, now)| now < last);
    let name = envelope.event_type.as_deref().unwrap_or_default();
    if is_older || !snapshot::keeps_profile(envelope.vendor, name) {
        return None;
    }
    let differences = snapshot::profile_differences(last, now);
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
            "Different from the last known state (event {other}): {}{more}. This event does not change them. {CAUSES}, \
             or users were imported, which sends no event.",
            names.join(", ")
        )
    })
}

/// A sentence for each state in an event that does not match the last known state. `last_known`
/// returns that state and its event.
pub(crate) fn breaks<'a>(
    envelope: &Envelope,
    states: &[Snapshot<'_>],
    last_known: impl Fn(ObjectKind, &str) -> Option<(i64, Value<'a>)>,
) -> Vec<String> {
    let of = |state: &Snapshot<'_>| {
        let (other, last) = last_known(state.thing, &state.id)?;
        let alone = state.alone(envelope)?;
        match state.thing {
            ObjectKind::Identity if is_old_identity(state) => old_identity_break(last, alone.root(), other),
            ObjectKind::User if state.when == When::After => profile_break(envelope, last, alone.root(), other),
            _ => None,
        }
    };
    states.iter().filter_map(of).take(MAX_BREAKS).collect()
}

/// Compares the state after the event with the state before the next event.
fn compare_with_next(checked: &CheckedState, states: &[Snapshot<'_>], _: &Snapshot<'_>, other: i64) -> Option<Finding> {
    let next = identities(states).find(|state| is_old_identity(state) && state.id == checked.id)?;
    let differences = snapshot::break_between(checked.state.root(), next.value);
    let (after, next) = first_difference(&differences, |difference| (difference.earlier, difference.later))?;
    let sentence = format!("After this event: {after}. Before the next event ({other}): {next}. {CAUSES}.");
    Some(finding(checked, other, sentence))
}

const CAUSES: &str = "Possible causes: an event was missed, arrived out of order, or was edited";

fn finding(checked: &CheckedState, related: i64, sentence: String) -> Finding {
    // Genuine events arrive in any order, so this is not a warning.
    Finding { related: Some(related), ..Finding::new(Severity::Information, checked.pointer.to_string(), sentence) }
}

/// The first difference in words, once for each of the two states.
fn first_difference<'a>(
    differences: &[Difference<'a>],
    sides: fn(&Difference<'a>) -> (Option<Value<'a>>, Option<Value<'a>>),
) -> Option<(String, String)> {
    let first = differences.first()?;
    let label = labels::of_identity_member(&first.pointer, None).map(|label| label.name);
    let name = label.unwrap_or_else(|| format!("'{}'", elided(&first.pointer.to_string(), MAX_VALUE)));
    let text = |value: Option<Value<'_>>| match value {
        None => format!("no {name}"),
        Some(value) => format!("{name} {}", elided(&value.raw_text(), MAX_VALUE)),
    };
    let (one, other) = sides(first);
    Some((text(one), text(other)))
}
