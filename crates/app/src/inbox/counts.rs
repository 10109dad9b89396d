//! Event counts by sender and type, extended as new events arrive.

use hookglass_senders::envelope::Vendor;
use hookglass_store::{Store, StoreError, TypeCount};
use std::collections::BTreeMap;
use tokio::sync::{Mutex, MutexGuard};

/// Maximum types per sender that are counted separately. A sender can invent a new type for every
/// event.
const MAX_TYPES: usize = 500;

/// The counts, behind a lock that is held during an update.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<EventCounts>);

/// Counts of all events up to an id.
#[derive(Debug, Default)]
pub(crate) struct EventCounts {
    upto: i64,
    /// The id of the last tombstone that the counts reflect.
    removals: i64,
    pub(crate) total: u64,
    pub(crate) vendors: BTreeMap<Vendor, VendorEvents>,
}

/// The counts for one sender.
#[derive(Debug, Default)]
pub(crate) struct VendorEvents {
    pub(crate) count: u64,
    /// By type, for the first [`MAX_TYPES`] types that arrived.
    pub(crate) types: BTreeMap<String, TypeEvents>,
}

/// The counts for one type.
#[derive(Debug, Default)]
pub(crate) struct TypeEvents {
    pub(crate) family: String,
    pub(crate) count: u64,
    /// If several events of the catalog share the type, the count of each variant.
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
    /// The counts of all stored events. Reads only new events, unless events were deleted or
    /// restored.
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
