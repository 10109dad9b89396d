//! The history of a user: the events about them, newest first, and the changes in each event.
//!
//! Each state is compared with the previous one in the order of arrival, ignoring duplicates and
//! proposals. A few events before the window are read as well, so that its oldest entry has a
//! previous state. Kept out: the changed values, which the *Changes* tab of an event shows.

use hookglass_diff::diff;
use hookglass_json::{Document, Value, display::elided, pointer::Pointer};
use hookglass_senders::{
    envelope::Envelope,
    labels,
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, LifecycleChange, ObjectKind, Snapshot, When},
};
use hookglass_store::{EventRow, StoredEvent};
use std::collections::{HashMap, HashSet};

use crate::{
    base::{blocking, instant},
    users::{
        Users, UsersError,
        continuity::breaks,
        snapshots::{known_state, main_state},
        unread::{MAX_BYTES, within},
    },
    view::{HistoryEntry, HistoryWindow, LifecycleChangeView},
};

/// Maximum entries in one window.
pub(crate) const MAX_HISTORY_ENTRIES: usize = 200;
/// Events before a window that are read to find the state before its oldest entry. More than one,
/// because some can be duplicates.
const MAX_BEFORE: usize = 20;
/// Maximum labels of changed members in a summary.
const MAX_LABELS: usize = 3;
/// Maximum identities and sessions listed as added or removed by one event.
const MAX_TURNS: usize = 50;
/// Maximum characters of an id or a name.
const MAX_TEXT: usize = 200;

/// The last known state of a user or an identity, and the event that contains it.
#[derive(Debug)]
struct LastState {
    event_id: i64,
    when: When,
    state: Document,
}

/// The last known state of each user and identity.
type LastStates = HashMap<(ObjectKind, String), LastState>;

impl Users {
    /// A window of the events about a user, newest first. `len` is at most 200.
    pub async fn history(&self, user_id: &str, start: u64, len: u64) -> Result<HistoryWindow, UsersError> {
        let skip = usize::try_from(start).unwrap_or(usize::MAX);
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(MAX_HISTORY_ENTRIES);
        let (window, ids, proposals, total) = {
            let mentions = self.mentions_now().await?;
            let (window, total) = mentions.events_of(user_id, skip, len);
            let users = mentions.older_than(&window, MAX_BEFORE, |contents| contents.users && !contents.proposal);
            let identities =
                mentions.older_than(&window, MAX_BEFORE, |contents| contents.identities && !contents.proposal);
            let mut ids: Vec<i64> = [&window[..], &users, &identities].concat();
            ids.sort_unstable_by(|one, other| other.cmp(one));
            ids.dedup();
            let proposals = ids.first().zip(ids.last()).map(|(newest, oldest)| mentions.proposals(*newest, *oldest));
            (window, ids, proposals.unwrap_or_default(), total)
        };
        let rows = self.store.events().rows(window).await?;
        let mut left = MAX_BYTES;
        let events = within(self.store.events().by_ids(ids, left).await?, &mut left);
        let originals = self.duplicates.without_repeats(events.clone()).await?;
        let originals: HashSet<i64> = originals.iter().map(|event| event.id).collect();
        let owner = user_id.to_owned();
        let entries = blocking(move || {
            let mut read: HashMap<i64, Entry> = HashMap::new();
            let mut last: HashMap<(Option<String>, &str), LastStates> = HashMap::new();
            for event in events.iter().rev().filter(|event| event.envelope.user_id.as_deref() == Some(&owner)) {
                // The same user id in another application is another user.
                let application = (event.envelope.app_id.clone(), event.envelope.vendor.word());
                let entry = if originals.contains(&event.id) {
                    Entry::of(event, last.entry(application).or_default(), &proposals)
                } else {
                    Entry { repeat: true, words: "A repeat of an earlier event".to_owned(), ..Entry::default() }
                };
                read.insert(event.id, entry);
            }
            rows.into_iter().map(|row| read.remove(&row.id).unwrap_or_else(Entry::unread).of_row(row)).collect()
        });
        Ok(HistoryWindow { user_id: user_id.to_owned(), total, start, entries: entries.await? })
    }
}

/// The changes in an event, in the fields of [`HistoryEntry`].
#[derive(Debug, Default)]
struct Entry {
    before: Option<i64>,
    proposed: bool,
    repeat: bool,
    changed: u64,
    labels: Vec<String>,
    words: String,
    turns: Vec<LifecycleChangeView>,
    breaks: Vec<String>,
}

impl Entry {
    fn unread() -> Self {
        Self { words: "Not read: the events around it are too large".to_owned(), ..Self::default() }
    }

    fn of(event: &StoredEvent, last: &mut LastStates, proposals: &[i64]) -> Self {
        let parsed = ParsedRequest::of(&event.capture, Budget::WAITING);
        let document = parsed.document.as_ref().ok();
        let states = document.map(|document| snapshot::snapshots(&event.envelope, document)).unwrap_or_default();
        let mut entry = Self { turns: turns(&states), ..Self::default() };
        entry.compare(&event.envelope, &states, last);
        entry.breaks = breaks(&event.envelope, &states, |thing, id| {
            let known = last.get(&(thing, id.to_owned()))?;
            // The last state of a user is not comparable if it is from before a deletion, or if a
            // proposal in between may have been applied.
            let is_between = |at: &i64| *at > known.event_id && *at < event.id;
            let comparable =
                thing != ObjectKind::User || known.when == When::After && !proposals.iter().any(is_between);
            comparable.then(|| (known.event_id, known.state.root()))
        });
        for state in states.iter().filter(|state| state.thing != ObjectKind::Session) {
            // If the event contains the states before and after it, take the one after it.
            if let Some(state) = known_state(&states, state.thing, &state.id)
                && let Some(alone) = state.alone(&event.envelope)
            {
                let known = LastState { event_id: event.id, when: state.when, state: alone };
                last.insert((state.thing, state.id.to_string()), known);
            }
        }
        entry
    }

    fn compare(&mut self, envelope: &Envelope, states: &[Snapshot<'_>], last: &LastStates) {
        let side = |name| states.iter().find(|state| state.value.key().as_deref() == Some(name));
        if let Some((old, new)) = side("old_identity").zip(side("new_identity")) {
            self.describe(ObjectKind::Identity, old.value, new.value);
            return;
        }
        let Some(state) = main_state(states) else {
            self.words = "Contains no state".to_owned();
            return;
        };
        self.proposed = state.when == When::Proposed;
        let known = last.get(&(state.thing, state.id.to_string()));
        match known.zip(state.alone(envelope)) {
            None if self.proposed => self.words = "Proposes the first known state".to_owned(),
            None => self.words = "First known state".to_owned(),
            Some((known, now)) => {
                self.before = Some(known.event_id);
                self.describe(state.thing, known.state.root(), now.root());
            }
        }
    }

    fn describe(&mut self, thing: ObjectKind, old: Value<'_>, new: Value<'_>) {
        let diff = diff(old, new);
        let paths = diff.changes.iter().map(|change| diff.pointer(change.path));
        for path in paths.filter(|path| path.tokens().last().is_none_or(|name| name != "updated_at")) {
            self.changed += 1;
            // Authgear's namespaced claims duplicate those with short names.
            if self.labels.len() <= MAX_LABELS && !path.tokens().iter().any(|name| name.contains("://")) {
                let label = label(thing, &path);
                if !self.labels.contains(&label) {
                    self.labels.push(label);
                }
            }
        }
        let more = if self.labels.len() > MAX_LABELS { " and others" } else { "" };
        self.labels.truncate(MAX_LABELS);
        let verb = if self.proposed { "Proposes " } else { "" };
        let plural = if self.changed == 1 { "" } else { "s" };
        self.words = match (self.changed, &self.labels[..]) {
            (0, _) if self.proposed => "Proposes no change".to_owned(),
            (0, _) if thing == ObjectKind::User => "User unchanged".to_owned(),
            (0, _) => "Identity unchanged".to_owned(),
            (count, []) => format!("{verb}{count} change{plural}"),
            (count, labels) => format!("{verb}{count} change{plural}: {}{more}", labels.join(", ")),
        };
    }

    fn of_row(self, row: EventRow) -> HistoryEntry {
        let Self { before, proposed, repeat, changed, labels, words, turns, breaks } = self;
        HistoryEntry {
            id: row.id,
            received_at: instant(row.received_at),
            event_type: row.event_type,
            kind: row.kind,
            seq: row.seq,
            subject: row.subject,
            before,
            proposed,
            repeat,
            changed,
            labels,
            words,
            turns,
            breaks,
        }
    }
}

fn label(thing: ObjectKind, path: &Pointer) -> String {
    let known = match thing {
        ObjectKind::User => labels::of_user_member(path),
        _ => labels::of_identity_member(path, None).map(|label| label.name),
    };
    known.unwrap_or_else(|| elided(&path.to_string(), MAX_TEXT))
}

fn turns(states: &[Snapshot<'_>]) -> Vec<LifecycleChangeView> {
    let turning = states.iter().filter(|state| state.turn != LifecycleChange::Stays);
    let view = |state: &Snapshot<'_>| LifecycleChangeView {
        thing: state.thing,
        id: elided(&state.id, MAX_TEXT),
        name: state.name().map(|name| elided(&name, MAX_TEXT)),
        turn: state.turn,
    };
    turning.take(MAX_TURNS).map(view).collect()
}
