//! Counts for the sidebar and the catalog, and the progress of the index.

use hookglass_senders::catalog;
use hookglass_store::IndexProgress;
use std::sync::Arc;

use crate::{
    inbox::{Inbox, InboxError},
    view::{IndexStatus, Sidebar, TypeCount, VendorCount},
};

/// Events that the index may miss before it is reported: a few always wait to be indexed as one batch.
const MAX_UNREPORTED: u64 = 1_000;

impl Inbox {
    /// Counts by vendor and type, and the saved searches.
    pub async fn sidebar(self: &Arc<Self>) -> Result<Sidebar, InboxError> {
        let (starred, saved) = (self.store.annotations().count_starred().await?, self.saved_searches().await?);
        let vendors = self.vendors().await?;
        let total = vendors.iter().map(|vendor| vendor.count).sum();
        Ok(Sidebar { total, starred, vendors, saved })
    }

    /// How many events of each vendor and type are stored.
    pub(crate) async fn vendors(&self) -> Result<Vec<VendorCount>, InboxError> {
        let counts = self.counts.up_to_date(&self.store).await?;
        let vendors = counts.vendors.iter().map(|(vendor, events)| VendorCount {
            vendor: *vendor,
            count: events.count,
            types: events
                .types
                .iter()
                .map(|(name, found)| TypeCount {
                    event_type: name.clone(),
                    family: found.family.clone(),
                    count: found.count,
                })
                .collect(),
        });
        Ok(vendors.collect())
    }

    /// How many events are stored of each type of the catalog, in its order.
    pub(crate) async fn seen(&self) -> Result<Vec<u64>, InboxError> {
        let counts = self.counts.up_to_date(&self.store).await?;
        let seen = catalog::all().iter().map(|entry| {
            let found = counts.vendors.get(&entry.vendor)?.types.get(entry.name)?;
            match entry.variant {
                Some(variant) => found.variants.get(variant).copied(),
                None => Some(found.count),
            }
        });
        Ok(seen.map(Option::unwrap_or_default).collect())
    }

    /// Events stored.
    pub(crate) async fn total(&self) -> Result<u64, InboxError> {
        Ok(self.counts.up_to_date(&self.store).await?.total)
    }

    /// How many events are indexed. Results never depend on the index, only their speed does.
    pub async fn index_progress(&self) -> Result<IndexProgress, InboxError> {
        Ok(self.store.index().progress().await?)
    }

    /// The progress of the index for the window; `None` once it is complete.
    pub(crate) async fn index_status(&self) -> Result<Option<IndexStatus>, InboxError> {
        let (IndexProgress { upto, latest }, total) = (self.index_progress().await?, self.total().await?);
        // The index is filled in the order of ids, so the missing events are the newest.
        let missing = u64::try_from(latest - upto).unwrap_or_default().min(total);
        Ok((missing > MAX_UNREPORTED).then(|| IndexStatus { done: total - missing, total }))
    }
}
