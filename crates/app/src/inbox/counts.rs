//! Events by vendor and type, counted up to an id.

use hookglass_senders::envelope::Vendor;
use hookglass_store::{Store, StoreError, TypeCount};
use std::collections::BTreeMap;
use tokio::sync::{Mutex, MutexGuard};

/// Types of one vendor that are counted separately: a sender can invent a new one for every event.
const MAX_TYPES: usize = 500;

/// The counts, behind a lock that is held while they are brought up to date.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<EventCounts>);

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct EventCounts {
    upto: i64,
    /// The tombstone up to which deleted events are left out.
    removals: i64,
    pub(crate) total: u64,
    pub(crate) vendors: BTreeMap<Vendor, VendorEvents>,
}

/// The events of one vendor.
#[derive(Debug, Default)]
pub(crate) struct VendorEvents {
    pub(crate) count: u64,
    /// By type: the first [`MAX_TYPES`] that arrived.
    pub(crate) types: BTreeMap<String, TypeEvents>,
}

/// The events of one type.
#[derive(Debug, Default)]
pub(crate) struct TypeEvents {
    pub(crate) family: String,
    pub(crate) count: u64,
    /// Where one type stands for several events, the number of each.
    pub(crate) variants: BTreeMap<String, u64>,
}

impl EventCounts {
    fn add(&mut self, counted: TypeCount) {
        self.total += counted.count;
        let vendor = self.vendors.entry(counted.vendor).or_default();
        vendor.count += counted.count;
        let Some(name) = counted.event_type else { return };
        if vendor.types.len() >= MAX_TYPES && !vendor.types.contains_key(&name) {
            return;
        }
        let family = counted.family.unwrap_or_else(|| name.clone());
        let of_type = vendor.types.entry(name).or_insert_with(|| TypeEvents { family, ..TypeEvents::default() });
        of_type.count += counted.count;
        if let Some(variant) = counted.variant {
            *of_type.variants.entry(variant).or_default() += counted.count;
        }
    }
}

impl Counts {
    /// The counts of all events that are stored. Only new events are read, unless events were deleted or restored.
    pub(crate) async fn up_to_date(&self, store: &Store) -> Result<MutexGuard<'_, EventCounts>, StoreError> {
        let mut counts = self.0.lock().await;
        let removals = store.removals().since(counts.removals).await?;
        if removals.ids.is_none_or(|ids| !ids.is_empty()) {
            *counts = EventCounts::default();
        }
        counts.removals = removals.upto;
        let (new, upto) = store.type_counts().after(counts.upto).await?;
        new.into_iter().for_each(|counted| counts.add(counted));
        counts.upto = upto;
        Ok(counts)
    }
}
