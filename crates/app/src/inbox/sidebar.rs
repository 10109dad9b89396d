//! Counts for the sidebar and the catalog, and the progress of the index.

use hookglass_senders::catalog;
use hookglass_store::IndexProgress;
use std::sync::Arc;

use crate::{
    inbox::{Inbox, InboxError},
    view::{IndexStatus, Sidebar, TypeCount, VendorCount},
};

/// Missing events up to which the index counts as complete. A few always wait to be indexed as one
/// batch.
const MAX_UNREPORTED: u64 = 1_000;

impl Inbox {
    /// The counts by sender and type, and the saved searches.
    pub async fn sidebar(self: &Arc<Self>) -> Result<Sidebar, InboxError> {
        let (starred, saved) = (self.store.annotations().count_starred().await?, self.saved_searches().await?);
        let vendors = self.vendors().await?;
        let total = vendors.iter().map(|vendor| vendor.count).sum();
        Ok(Sidebar { total, starred, vendors, saved })
    }

    /// The number of stored events by sender and type.
    pub(crate) async fn vendors(&self) -> Result<Vec<VendorCount>, InboxError> {
        let counts = self.counts.up_to_date(&self.store).await?;
        let vendors = counts.vendors.iter().map(|(vendor, events)| VendorCount {
            vendor: *vendor,
            count: events.count,
            types: events
                .types
                .iter()
                .map(|(name, of_type)| TypeCount {
                    event_type: name.clone(),
                    family: of_type.family.clone(),
                    count: of_type.count,
                })
                .collect(),
        });
        Ok(vendors.collect())
    }

    /// The number of stored events of each type of the catalog, in the order of the catalog.
    pub(crate) async fn seen(&self) -> Result<Vec<u64>, InboxError> {
        let counts = self.counts.up_to_date(&self.store).await?;
        let seen = catalog::all().iter().map(|entry| {
            let of_type = counts.vendors.get(&entry.vendor)?.types.get(entry.name)?;
            match entry.variant {
                Some(variant) => of_type.variants.get(variant).copied(),
                None => Some(of_type.count),
            }
        });
        Ok(seen.map(Option::unwrap_or_default).collect())
    }

    /// The number of stored events.
    pub(crate) async fn total(&self) -> Result<u64, InboxError> {
        Ok(self.counts.up_to_date(&self.store).await?.total)
    }

    /// The progress of the index. It affects the speed of searches, never their results.
    pub async fn index_progress(&self) -> Result<IndexProgress, InboxError> {
        Ok(self.store.index().progress().await?)
    }

    /// The progress of the index for the window; `None` once the index is complete.
    pub(crate) async fn index_status(&self) -> Result<Option<IndexStatus>, InboxError> {
        let (IndexProgress { upto, latest }, total) = (self.index_progress().await?, self.total().await?);
        // The index is filled in ascending order of ids, so the missing events are the newest.
        let missing = u64::try_from(latest - upto).unwrap_or_default().min(total);
        Ok((missing > MAX_UNREPORTED).then(|| IndexStatus { done: total - missing, total }))
    }
}
