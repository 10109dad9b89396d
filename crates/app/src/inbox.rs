//! The inbox: listings that are read in windows, and counts of what is stored.
//!
//! A listing (`listing.rs`) grows by looking at the events that are new; positions of it are counted from the newest. Its first
//! rows are there when it is opened; how long it is may be told later. Counts grow the same way, so that neither costs more
//! as the database grows.

pub(crate) mod annotations;
mod answer;
mod completion;
pub(crate) mod detail;
mod groups;
mod listing;
mod searches;

use answer::STILL_WAITING;
use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_senders::{catalog, envelope::Vendor};
use hookglass_store::{EventRow as StoredRow, IndexProgress, Store, TypeCount as StoredTypeCount};
use jiff::Timestamp;
use searches::Searches;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::sync::oneshot;

use crate::{
    base::{here_and_now, instant, jobs::Jobs, lock},
    duplicates::Duplicates,
    error::AppError,
    events::Events,
    findings::Findings,
    inbox::listing::OpenListing,
    people::People,
    secrets::Secrets,
    view::{EventRow, IndexStatus, Listing, ListingWindow, Sidebar, TypeCount, VendorCount},
};

/// Rows of one window at most.
pub(crate) const MOST_ROWS: usize = 200;
/// Types of one vendor that are counted by themselves.
const MOST_TYPES: usize = 500;
/// How long a listing that a person waits for is held back until all of it is known: shorter than is noticed.
const PATIENCE: Duration = Duration::from_millis(20);
/// Looks at a window while others delete what is in it.
const MOST_LOOKS: usize = 10;

/// Events that the index may miss without saying so: some always wait for others that are indexed with them.
const FEW_MISSING: u64 = 1_000;

/// The listings that are open.
#[derive(Debug, Default)]
pub(crate) struct Listings {
    next: AtomicU32,
    open: Mutex<HashMap<u32, Arc<tokio::sync::Mutex<OpenListing>>>>,
    /// Those that are being opened, by their tickets.
    opening: Mutex<HashMap<u32, (u32, oneshot::Sender<()>)>>,
}

/// Events by vendor and type, counted up to an id.
#[derive(Debug, Default)]
pub(crate) struct Counts(tokio::sync::Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    upto: i64,
    /// The moment up to which what has gone is not counted.
    removals: i64,
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
    fn add(&mut self, tally: StoredTypeCount) {
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

/// The list of events.
#[derive(Debug)]
pub struct Inbox {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    events: Arc<Events>,
    secrets: Arc<Secrets>,
    duplicates: Arc<Duplicates>,
    findings: Arc<Findings>,
    people: Arc<People>,
    listings: Listings,
    counts: Counts,
    searches: Searches,
}

impl Inbox {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        duplicates: Arc<Duplicates>,
        findings: Arc<Findings>,
        people: Arc<People>,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            events,
            secrets,
            duplicates,
            findings,
            people,
            listings: Listings::default(),
            counts: Counts::default(),
            searches: Searches::default(),
        }
    }

    /// Opens a listing of the events that pass a filter. With `grouped` those with the same vendor, application and event
    /// id are one row, which is the newest of them. With a ticket, which the window chooses, it is opened with what is found
    /// at once, while the rest is counted; and what is still being opened under the same one is given up: whoever types wants
    /// the last filter only. Without, it is opened when all of it is known.
    pub async fn open_listing(
        self: &Arc<Self>,
        filter: &str,
        grouped: bool,
        ticket: Option<u32>,
    ) -> Result<Listing, AppError> {
        let filter = Filter::parse(filter)?;
        let listing = self.listings.next.fetch_add(1, Ordering::Relaxed);
        let opening = OpenListing::open(self, filter, here_and_now(), grouped, ticket.map(|_| PATIENCE));
        let opened = self.unless_given_up(opening, listing, ticket).await?;
        let (total, counting) = (opened.rows(), opened.is_counting());
        lock(&self.listings.open).insert(listing, Arc::new(tokio::sync::Mutex::new(opened)));
        Ok(Listing { listing, total, counting })
    }

    /// A listing, unless another one is opened under the ticket before it is.
    async fn unless_given_up(
        &self,
        opening: impl Future<Output = Result<OpenListing, AppError>>,
        listing: u32,
        ticket: Option<u32>,
    ) -> Result<OpenListing, AppError> {
        let Some(ticket) = ticket else { return opening.await };
        let (kept, given_up) = oneshot::channel();
        // Dropping the one that was there tells who opens it.
        drop(lock(&self.listings.opening).insert(ticket, (listing, kept)));
        let opened = tokio::select! {
            // Given up is given up, though it may just have been done.
            biased;
            _ = given_up => Err(AppError::NoListing),
            opened = opening => opened,
        };
        let mut opening = lock(&self.listings.opening);
        if opening.get(&ticket).is_some_and(|(last, _)| *last == listing) {
            opening.remove(&ticket);
        }
        opened
    }

    /// A window of a listing, with what has arrived since. `len` is at most 200.
    pub async fn listing_window(
        self: &Arc<Self>,
        listing: u32,
        start: u64,
        len: u64,
    ) -> Result<ListingWindow, AppError> {
        let found = lock(&self.listings.open).get(&listing).map(Arc::clone);
        let opened = found.ok_or(AppError::NoListing)?;
        let mut opened = opened.lock().await;
        let skip = usize::try_from(start).unwrap_or(usize::MAX);
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(MOST_ROWS);
        let mut looks = 0;
        loop {
            opened.leave_out_what_has_gone(self).await?;
            opened.take_what_was_found(self).await?;
            opened.add_new(self).await?;
            let ids = opened.window(self, skip, len).await?;
            let asked = ids.len();
            let mut rows = self.known_rows(ids).await?;
            looks += 1;
            // One of them may have gone since.
            if rows.len() < asked && looks < MOST_LOOKS {
                continue;
            }
            rows.iter_mut().for_each(|row| row.copies = opened.copies(row.id));
            return Ok(ListingWindow {
                total: opened.rows(),
                behind: opened.behind(),
                counting: opened.is_counting(),
                revision: opened.revision(),
                start,
                rows,
            });
        }
    }

    /// Forgets a listing.
    pub fn close_listing(&self, listing: u32) {
        lock(&self.listings.open).remove(&listing);
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most.
    pub async fn newest(&self, filter: &str, most: usize) -> Result<Vec<i64>, AppError> {
        let filter = Filter::parse(filter)?;
        self.findings.count_for(&filter).await?;
        Ok(self.store.search().newest(&filter, here_and_now(), most).await?)
    }

    /// Rows by their ids, in the order asked for, with all of their warnings.
    pub async fn rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, AppError> {
        self.findings.count_all().await?;
        self.known_rows(ids).await
    }

    /// The same with the warnings that are counted by now.
    async fn known_rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, AppError> {
        Ok(self.store.events().rows(ids).await?.into_iter().map(EventRow::from).collect())
    }

    /// How far the index has come. No answer depends on it, but how long one takes does.
    pub async fn index_progress(&self) -> Result<IndexProgress, AppError> {
        Ok(self.store.index().progress().await?)
    }

    /// The same for the window; `None` when it has all.
    pub(crate) async fn index_status(&self) -> Result<Option<IndexStatus>, AppError> {
        let (IndexProgress { upto, latest }, total) = (self.index_progress().await?, self.total().await?);
        // Ids are given in order, so what is missing is at the end.
        let missing = u64::try_from(latest - upto).unwrap_or_default().min(total);
        Ok((missing > FEW_MISSING).then(|| IndexStatus { done: total - missing, total }))
    }

    /// Counts by vendor and type.
    pub async fn sidebar(self: &Arc<Self>) -> Result<Sidebar, AppError> {
        let (starred, saved) = (self.store.annotations().count_starred().await?, self.saved_searches().await?);
        let vendors = self.vendors().await?;
        let total = vendors.iter().map(|vendor| vendor.count).sum();
        Ok(Sidebar { total, starred, vendors, saved })
    }

    /// How many events of each vendor and type are stored.
    pub(crate) async fn vendors(&self) -> Result<Vec<VendorCount>, AppError> {
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
        Ok(vendors.collect())
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
        let removals = self.store.removals().since(counted.removals).await?;
        if removals.ids.is_none_or(|ids| !ids.is_empty()) {
            *counted = Counted::default();
        }
        counted.removals = removals.upto;
        let (tallies, upto) = self.store.type_counts().after(counted.upto).await?;
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
            waiting: row.waits_until.is_some_and(|until| Timestamp::now().duration_since(until) <= STILL_WAITING),
            signature: row.signature,
            size: row.size,
            truncated: row.cut,
            resends: row.resends,
            warnings: row.warnings,
            starred: row.starred,
            noted: row.noted,
            copies: 1,
        }
    }
}
