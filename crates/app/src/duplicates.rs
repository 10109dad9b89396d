//! Detects duplicates (the same event id again) and events out of order (a lower sequence number
//! than an earlier event).
//!
//! Both follow from the stored events in the order of arrival. Gaps between numbers are ignored,
//! because other projects and audit logs take numbers from the same sequence. The state takes a few
//! bytes per event and is extended on demand.

use hookglass_senders::{
    self as senders,
    envelope::{Envelope, Vendor},
    finding::{Finding, Severity},
};
use hookglass_store::{Delivery, Removals, Store, StoreError, StoredEvent};
use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher as _},
    sync::Arc,
};

/// Events that are read in one step.
const CHUNK_SIZE: usize = 20_000;

/// Detects duplicates and events out of order.
#[derive(Debug)]
pub(crate) struct Duplicates {
    store: Arc<Store>,
    seen: tokio::sync::Mutex<Seen>,
}

impl Duplicates {
    pub(crate) fn new(store: Arc<Store>) -> Self {
        Self { store, seen: Default::default() }
    }
}

/// The ids and sequence numbers of all events up to an id, as hashes.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    upto: i64,
    /// The first event of each key.
    first: HashMap<u64, i64>,
    /// The later events of each key, in order.
    later: HashMap<u64, Vec<i64>>,
    /// By application, the events whose sequence number was higher than all before it: id and
    /// number, both ascending.
    highest: HashMap<u64, Vec<(i64, i64)>>,
    /// The key of each event that has duplicates.
    copies: HashMap<i64, u64>,
    /// Deleted events.
    deleted: HashSet<i64>,
    /// The id of the last tombstone that `deleted` reflects.
    removals: i64,
}

/// Maximum deleted events that are tracked. Beyond it, all events are read again.
const MAX_DELETED: usize = 100_000;

impl Seen {
    fn add(&mut self, delivery: &Delivery) {
        self.upto = delivery.id;
        if let Some(event_id) = &delivery.event_id {
            let key = id_key(delivery.vendor, delivery.app_id.as_deref(), event_id);
            match self.first.entry(key) {
                Entry::Vacant(first) => drop(first.insert(delivery.id)),
                Entry::Occupied(first) => {
                    self.copies.extend([(*first.get(), key), (delivery.id, key)]);
                    self.later.entry(key).or_default().push(delivery.id);
                }
            }
        }
        if let Some(seq) = delivery.seq.as_deref().and_then(|digits| digits.parse().ok()) {
            let records = self.highest.entry(app_key(delivery.vendor, delivery.app_id.as_deref())).or_default();
            if records.last().is_none_or(|(_, highest)| seq > *highest) {
                records.push((delivery.id, seq));
            }
        }
    }

    /// The last event before `id` with the same key.
    fn before(&self, id: i64, key: u64) -> Option<i64> {
        let later = self.later.get(&key).map(Vec::as_slice).unwrap_or_default();
        let earlier = later[..later.partition_point(|other| *other < id)].iter().rev();
        let mut earlier = earlier.chain(self.first.get(&key).filter(|first| **first < id));
        earlier.find(|other| !self.deleted.contains(other)).copied()
    }

    /// The group of an event and its duplicates; `None` if it has none.
    pub(crate) fn group(&self, id: i64) -> Option<u64> {
        self.copies.get(&id).copied()
    }

    /// The first event of a group.
    pub(crate) fn first_of(&self, group: u64) -> Option<i64> {
        self.first.get(&group).copied()
    }

    fn remove_deleted(&mut self, removals: Removals) {
        let count = |runs: &[(i64, i64)]| runs.iter().map(|(first, last)| (last - first + 1) as usize).sum::<usize>();
        match removals.ids {
            Some(runs) if self.deleted.len() + count(&runs) <= MAX_DELETED => {
                self.deleted.extend(runs.into_iter().flat_map(|(first, last)| first..=last));
            }
            _ => *self = Self::default(),
        }
        self.removals = removals.upto;
    }

    /// The last event before this one with the same event id.
    fn same_id_before(&self, event: &StoredEvent) -> Option<i64> {
        let Envelope { vendor, app_id, event_id, .. } = &event.envelope;
        self.before(event.id, id_key(*vendor, app_id.as_deref(), event_id.as_deref()?))
    }

    /// The event before `id` with the highest sequence number, and that number.
    fn highest_before(&self, id: i64, app: u64) -> Option<(i64, i64)> {
        let records = self.highest.get(&app)?;
        let earlier = records[..records.partition_point(|(other, _)| *other < id)].iter().rev();
        earlier.copied().find(|(other, _)| !self.deleted.contains(other))
    }
}

impl Duplicates {
    /// The findings about an event that is a duplicate or out of order.
    pub(crate) async fn duplicate_findings(&self, event: &StoredEvent) -> Result<Vec<Finding>, StoreError> {
        let envelope = &event.envelope;
        let (before, highest) = {
            let seen = self.seen_upto(event.id).await?;
            let app_id = envelope.app_id.as_deref();
            (seen.same_id_before(event), seen.highest_before(event.id, app_key(envelope.vendor, app_id)))
        };
        let mut findings = Vec::new();
        if let Some(before) = before
            && let Some(other) = self.store.events().get(before).await?
            && other.envelope.event_id == envelope.event_id
        {
            findings.push(repeat(event, before, other.capture.body == event.capture.body));
        }
        findings.extend(highest.and_then(|(other, seq)| out_of_order(envelope, other, seq)));
        Ok(findings)
    }

    /// Removes the events whose event id arrived before.
    pub(crate) async fn without_repeats(&self, mut events: Vec<StoredEvent>) -> Result<Vec<StoredEvent>, StoreError> {
        let newest = events.iter().map(|event| event.id).max().unwrap_or_default();
        let seen = self.seen_upto(newest).await?;
        events.retain(|event| seen.same_id_before(event).is_none());
        Ok(events)
    }

    /// The state for all events up to an id.
    pub(crate) async fn seen_upto(&self, id: i64) -> Result<tokio::sync::MutexGuard<'_, Seen>, StoreError> {
        let mut seen = self.seen.lock().await;
        let removals = self.store.removals().since(seen.removals).await?;
        seen.remove_deleted(removals);
        while seen.upto < id {
            let new = self.store.events().deliveries_after(seen.upto, CHUNK_SIZE).await?;
            if new.is_empty() {
                break;
            }
            new.iter().for_each(|delivery| seen.add(delivery));
        }
        Ok(seen)
    }
}

fn repeat(event: &StoredEvent, before: i64, same: bool) -> Finding {
    let pointer = senders::of(event.envelope.vendor).event_id_pointer(&event.capture.headers);
    let sentence = if same {
        format!("A repeat of event {before}: same id, same bytes.")
    } else {
        format!("Same id as event {before} but different bytes, as when several handlers share a URL.")
    };
    Finding { related: Some(before), ..Finding::new(Severity::Information, pointer, sentence) }
}

fn out_of_order(envelope: &Envelope, before: i64, highest: i64) -> Option<Finding> {
    let seq: i64 = envelope.seq.as_deref()?.parse().ok()?;
    (seq < highest).then(|| {
        let sentence =
            format!("Out of order: event {before} arrived earlier with the higher sequence number {highest}.");
        let pointer = senders::of(envelope.vendor).seq_pointer();
        Finding { related: Some(before), ..Finding::new(Severity::Information, pointer, sentence) }
    })
}

fn id_key(vendor: Vendor, app_id: Option<&str>, event_id: &str) -> u64 {
    hash((vendor, app_id, event_id))
}

fn app_key(vendor: Vendor, app_id: Option<&str>) -> u64 {
    hash((vendor, app_id))
}

/// The state stores hashes instead of ids. A match is confirmed on the events themselves.
fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(id: i64, app: &str, event_id: &str, seq: &str) -> Delivery {
        let text = |text: &str| Some(text.to_owned());
        Delivery { id, vendor: Vendor::Authgear, app_id: text(app), event_id: text(event_id), seq: text(seq) }
    }

    #[test]
    fn duplicates_and_order_are_detected_by_arrival_within_an_application() {
        let mut seen = Seen::default();
        let arrived = [("a", "x", "5"), ("a", "y", "9"), ("b", "x", "1"), ("a", "x", "5"), ("a", "x", "1e3")];
        for (id, (app, event_id, seq)) in (1..).zip(arrived) {
            seen.add(&delivery(id, app, event_id, seq));
        }
        let key = |app, event_id| id_key(Vendor::Authgear, Some(app), event_id);
        let before = |id| seen.before(id, key("a", "x"));
        assert_eq!([1, 2, 4, 5, 9].map(before), [None, Some(1), Some(1), Some(4), Some(5)]);
        assert_eq!(seen.before(3, key("b", "x")), None, "an id of another application is not a duplicate");
        let highest = |id| seen.highest_before(id, app_key(Vendor::Authgear, Some("a")));
        assert_eq!([1, 2, 3, 5].map(highest), [None, Some((1, 5)), Some((2, 9)), Some((2, 9))]);
        seen.remove_deleted(Removals { upto: 1, ids: Some(vec![(1, 2)]) });
        assert_eq!(
            [4, 5, 9].map(|id| seen.before(id, key("a", "x"))),
            [None, Some(4), Some(5)],
            "a deleted event has no duplicates"
        );
        assert_eq!(seen.highest_before(5, app_key(Vendor::Authgear, Some("a"))), None);
        seen.remove_deleted(Removals { upto: 2, ids: None });
        assert_eq!((seen.upto, seen.first.len()), (0, 0), "everything must be read again");
    }
}
