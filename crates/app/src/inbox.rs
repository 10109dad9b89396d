//! The inbox: listings that are read in windows, and counts of what is stored.
//!
//! A listing is the vector of the ids that pass its filter. It grows by looking at the events that are new; positions of it
//! are counted from the newest. Counts are kept the same way, so that neither costs more as the database grows.

use hookscope_domain::{
    catalog,
    envelope::Vendor,
    filter::{Filter, Now},
};
use hookscope_store::{EventRow as StoredRow, Tally};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::{
    error::AppError,
    hookscope::{Hookscope, lock},
    view::{EventRow, Listing, ListingWindow, Sidebar, TypeCount, VendorCount},
};

/// Rows of one window at most.
const MOST_ROWS: usize = 200;
/// Types of one vendor that are counted by themselves.
const MOST_TYPES: usize = 500;

/// The listings that are open.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    next: AtomicU32,
    open: Mutex<HashMap<u32, Arc<tokio::sync::Mutex<OpenListing>>>>,
}

#[derive(Debug)]
struct OpenListing {
    filter: Filter,
    /// When it was opened. `after:10m` stays the ten minutes before that: rows of a listing do not go, and what arrives
    /// later is later in any case.
    opened_at: Now,
    /// Oldest first.
    ids: Vec<i64>,
    /// The id up to which was looked.
    upto: i64,
}

/// Events by vendor and type, counted up to an id.
#[derive(Debug, Default)]
pub(crate) struct Counts(tokio::sync::Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    upto: i64,
    total: u64,
    vendors: BTreeMap<Vendor, Counter>,
}

#[derive(Debug, Default)]
struct Counter {
    count: u64,
    /// By type, of the first types there were: a sender can make up a new one for every event.
    types: BTreeMap<String, Type>,
}

#[derive(Debug, Default)]
struct Type {
    family: String,
    count: u64,
    /// Of several events of that type, how many there are of each.
    variants: BTreeMap<String, u64>,
}

impl Counted {
    fn add(&mut self, tally: Tally) {
        self.total += tally.count;
        let counter = self.vendors.entry(tally.vendor).or_default();
        counter.count += tally.count;
        let Some(name) = tally.event_type else { return };
        if counter.types.len() >= MOST_TYPES && !counter.types.contains_key(&name) {
            return;
        }
        let family = tally.family.unwrap_or_else(|| name.clone());
        let of_type = counter.types.entry(name).or_insert_with(|| Type { family, ..Type::default() });
        of_type.count += tally.count;
        if let Some(variant) = tally.variant {
            *of_type.variants.entry(variant).or_default() += tally.count;
        }
    }
}

impl Hookscope {
    /// Opens a listing of the events that pass a filter.
    pub async fn open_listing(&self, filter: &str) -> Result<Listing, AppError> {
        let filter = Filter::parse(filter)?;
        let opened_at = here_and_now();
        let (ids, upto) = self.store.matching(&filter, opened_at.clone(), 0).await?;
        let total = ids.len() as u64;
        let listing = self.listings.next.fetch_add(1, Ordering::Relaxed);
        let opened = Arc::new(tokio::sync::Mutex::new(OpenListing { filter, opened_at, ids, upto }));
        lock(&self.listings.open).insert(listing, opened);
        Ok(Listing { listing, total })
    }

    /// A window of a listing, with what has arrived since. `len` is at most 200.
    pub async fn listing_window(&self, listing: u32, start: u64, len: u64) -> Result<ListingWindow, AppError> {
        let found = lock(&self.listings.open).get(&listing).map(Arc::clone);
        let opened = found.ok_or(AppError::NoListing)?;
        let (ids, total) = {
            let mut opened = opened.lock().await;
            let (new, upto) = self.store.matching(&opened.filter, opened.opened_at.clone(), opened.upto).await?;
            opened.ids.extend(new);
            opened.upto = upto;
            let skip = usize::try_from(start).unwrap_or(usize::MAX);
            let len = usize::try_from(len).unwrap_or(usize::MAX).min(MOST_ROWS);
            let ids: Vec<i64> = opened.ids.iter().rev().skip(skip).take(len).copied().collect();
            (ids, opened.ids.len() as u64)
        };
        let rows = self.rows(ids).await?;
        Ok(ListingWindow { total, start, rows })
    }

    /// Forgets a listing.
    pub fn close_listing(&self, listing: u32) {
        lock(&self.listings.open).remove(&listing);
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most.
    pub async fn newest(&self, filter: &str, most: usize) -> Result<Vec<i64>, AppError> {
        Ok(self.store.newest(&Filter::parse(filter)?, here_and_now(), most).await?)
    }

    /// Rows by their ids, in the order asked for.
    pub async fn rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, AppError> {
        Ok(self.store.rows(ids).await?.into_iter().map(EventRow::from).collect())
    }

    /// Counts by vendor and type.
    pub async fn sidebar(&self) -> Result<Sidebar, AppError> {
        let counted = self.counted().await?;
        let vendors = counted.vendors.iter().map(|(vendor, counter)| VendorCount {
            vendor: *vendor,
            count: counter.count,
            types: counter
                .types
                .iter()
                .map(|(name, found)| TypeCount { name: name.clone(), family: found.family.clone(), count: found.count })
                .collect(),
        });
        Ok(Sidebar { total: counted.total, vendors: vendors.collect() })
    }

    /// How many events are stored of each type of the catalog, in its order.
    pub(crate) async fn seen(&self) -> Result<Vec<u64>, AppError> {
        let counted = self.counted().await?;
        let seen = catalog::all().iter().map(|entry| {
            let found = counted.vendors.get(&entry.vendor)?.types.get(entry.name)?;
            match entry.variant {
                Some(variant) => found.variants.get(variant).copied(),
                None => Some(found.count),
            }
        });
        Ok(seen.map(Option::unwrap_or_default).collect())
    }

    /// Events stored.
    pub(crate) async fn total(&self) -> Result<u64, AppError> {
        Ok(self.counted().await?.total)
    }

    /// The counts, with what has arrived since they were asked for.
    async fn counted(&self) -> Result<tokio::sync::MutexGuard<'_, Counted>, AppError> {
        let mut counted = self.counts.0.lock().await;
        let (tallies, upto) = self.store.tally(counted.upto).await?;
        tallies.into_iter().for_each(|tally| counted.add(tally));
        counted.upto = upto;
        Ok(counted)
    }
}

impl From<StoredRow> for EventRow {
    fn from(row: StoredRow) -> Self {
        Self {
            id: row.id,
            received_at: instant(row.received_at),
            vendor: row.vendor,
            kind_of_event: row.event_type,
            kind: row.kind,
            family: row.family,
            event_id: row.event_id,
            seq: row.seq,
            user_id: row.user_id,
            app_id: row.app_id,
            subject: row.subject,
            method: row.method,
            path: row.path,
            status: row.status,
            signature: row.signature,
            size: row.size,
            truncated: row.cut,
            resends: row.resends,
            warnings: row.warnings,
        }
    }
}

/// By this computer's clock, in its zone.
fn here_and_now() -> Now {
    Now { at: Timestamp::now(), zone: TimeZone::system() }
}

/// RFC 3339, UTC, always six digits of fraction, so that instants line up and sort as text.
pub(crate) fn instant(timestamp: Timestamp) -> String {
    format!("{timestamp:.6}")
}
