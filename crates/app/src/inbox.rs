//! The inbox: listings that are read in windows, and counts of what is stored.
//!
//! A listing is the list of the ids that pass its filter. It grows by looking at the events that are new; positions of it
//! are counted from the newest. How long it is is known when it is opened; the ids of its older rows may still be on their
//! way then, and who asks for them waits. Counts grow the same way, so that neither costs more as the database grows.

use hookscope_domain::{
    catalog,
    envelope::Vendor,
    filter::{Filter, Now},
};
use hookscope_store::{EventRow as StoredRow, IndexProgress, Opened, Removals, Store, Tally};
use jiff::{Timestamp, tz::TimeZone};
use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use tokio::sync::oneshot;

use crate::{
    error::AppError,
    groups::Groups,
    hookscope::{Hookscope, lock},
    view::{EventRow, IndexStatus, Listing, ListingWindow, Sidebar, TypeCount, VendorCount},
};

/// Rows of one window at most.
const MOST_ROWS: usize = 200;
/// Types of one vendor that are counted by themselves.
const MOST_TYPES: usize = 500;
/// Ids of a listing that are there when it is opened, and those that are read at a time after that.
const FIRST_IDS: usize = 2 * MOST_ROWS;
const MORE_IDS: usize = 50_000;
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

#[derive(Debug)]
struct OpenListing {
    filter: Filter,
    /// When it was opened. `after:10m` stays the ten minutes before that: rows of a listing do not go, and what arrives
    /// later is later in any case.
    opened_at: Now,
    /// Its rows, when copies are one row.
    groups: Option<Groups>,
    /// Oldest first. The oldest ones are missing as long as `before` says so.
    ids: VecDeque<i64>,
    /// Rows of it.
    total: u64,
    /// There are more before this id.
    before: Option<i64>,
    /// The id up to which was looked.
    upto: i64,
    /// The moment up to which what has gone is left out.
    removals: i64,
    /// Changes when rows have moved otherwise than by what is new in front.
    revision: u64,
}

impl OpenListing {
    async fn open(app: &Hookscope, filter: Filter, opened_at: Now) -> Result<Self, AppError> {
        // In this order: what goes meanwhile is seen the next time.
        let removals = app.store.removals(i64::MAX).await?.upto;
        app.check_for(&filter).await?;
        let Opened { ids, total, before, upto } = app.store.open_listing(&filter, opened_at.clone(), FIRST_IDS).await?;
        let ids = ids.into_iter().rev().collect();
        Ok(Self { filter, opened_at, groups: None, ids, total, before, upto, removals, revision: 0 })
    }

    /// Leaves out what has gone since it was last looked at; is opened anew when that cannot be told by itself.
    async fn leave_out_what_has_gone(&mut self, app: &Hookscope) -> Result<(), AppError> {
        let Removals { upto, ids } = app.store.removals(self.removals).await?;
        self.removals = upto;
        match ids {
            Some(runs) if runs.is_empty() => return Ok(()),
            // An event is a repeat no more once those before it have gone.
            Some(runs) if self.before.is_none() && !self.filter.asks_for_repeats() => {
                let before = self.ids.len();
                self.ids.retain(|id| !runs.iter().any(|(first, last)| first <= id && id <= last));
                if self.ids.len() == before {
                    return Ok(());
                }
                self.total = self.ids.len() as u64;
            }
            _ => {
                let anew = Self::open(app, self.filter.clone(), self.opened_at.clone()).await?;
                *self = Self { groups: self.groups.take(), revision: self.revision, ..anew };
            }
        }
        self.revision += 1;
        if self.groups.is_some() {
            self.group(app).await?;
        }
        Ok(())
    }

    /// Makes one row of the copies of an event. For that all ids have to be there.
    async fn group(&mut self, app: &Hookscope) -> Result<(), AppError> {
        self.reach(&app.store, usize::MAX).await?;
        let seen = app.seen_upto(self.upto).await?;
        self.groups = Some(Groups::of(self.ids.iter().copied(), &seen));
        Ok(())
    }

    /// Adds what has arrived.
    async fn add_new(&mut self, app: &Hookscope) -> Result<(), AppError> {
        app.check_for(&self.filter).await?;
        let (new, upto) = app.store.matching(&self.filter, self.opened_at.clone(), self.upto).await?;
        if let Some(groups) = &mut self.groups
            && !new.is_empty()
        {
            let seen = app.seen_upto(upto).await?;
            let moved = new.iter().filter(|id| groups.add(**id, &seen)).count();
            self.revision += u64::from(moved > 0);
        }
        self.total += new.len() as u64;
        self.ids.extend(new);
        self.upto = upto;
        Ok(())
    }

    /// The ids of some rows, newest first.
    async fn window(&mut self, store: &Store, skip: usize, len: usize) -> Result<Vec<i64>, AppError> {
        if let Some(groups) = &self.groups {
            return Ok(groups.window(skip, len));
        }
        if (skip as u64) < self.total {
            self.reach(store, skip.saturating_add(len)).await?;
        }
        Ok(self.ids.iter().rev().skip(skip).take(len).copied().collect())
    }

    fn rows(&self) -> u64 {
        self.groups.as_ref().map_or(self.total, Groups::len)
    }

    /// Reads older ids, until the row at a position is there.
    async fn reach(&mut self, store: &Store, position: usize) -> Result<(), AppError> {
        while self.ids.len() <= position
            && let Some(before) = self.before
        {
            let older = store.older(&self.filter, self.opened_at.clone(), before, MORE_IDS).await?;
            self.before = older.last().copied().filter(|_| older.len() == MORE_IDS);
            older.into_iter().for_each(|id| self.ids.push_front(id));
            if self.before.is_none() {
                self.total = self.ids.len() as u64;
            }
        }
        Ok(())
    }
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
    /// Opens a listing of the events that pass a filter. With `grouped` those with the same vendor, application and event
    /// id are one row, which is the newest of them. What is still being opened under the same ticket, which the window
    /// chooses, is given up: whoever types wants the last filter only.
    pub async fn open_listing(&self, filter: &str, grouped: bool, ticket: Option<u32>) -> Result<Listing, AppError> {
        let filter = Filter::parse(filter)?;
        let listing = self.listings.next.fetch_add(1, Ordering::Relaxed);
        let opening = async {
            let mut opened = OpenListing::open(self, filter, here_and_now()).await?;
            if grouped {
                opened.group(self).await?;
            }
            Ok(opened)
        };
        let opened = self.unless_given_up(opening, listing, ticket).await?;
        let total = opened.rows();
        lock(&self.listings.open).insert(listing, Arc::new(tokio::sync::Mutex::new(opened)));
        Ok(Listing { listing, total })
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
            opened = opening => opened,
            _ = given_up => Err(AppError::NoListing),
        };
        let mut opening = lock(&self.listings.opening);
        if opening.get(&ticket).is_some_and(|(last, _)| *last == listing) {
            opening.remove(&ticket);
        }
        opened
    }

    /// A window of a listing, with what has arrived since. `len` is at most 200.
    pub async fn listing_window(&self, listing: u32, start: u64, len: u64) -> Result<ListingWindow, AppError> {
        let found = lock(&self.listings.open).get(&listing).map(Arc::clone);
        let opened = found.ok_or(AppError::NoListing)?;
        let mut opened = opened.lock().await;
        let skip = usize::try_from(start).unwrap_or(usize::MAX);
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(MOST_ROWS);
        let mut looks = 0;
        loop {
            opened.leave_out_what_has_gone(self).await?;
            opened.add_new(self).await?;
            let ids = opened.window(&self.store, skip, len).await?;
            let asked = ids.len();
            let mut rows = self.known_rows(ids).await?;
            looks += 1;
            // One of them may have gone since.
            if rows.len() < asked && looks < MOST_LOOKS {
                continue;
            }
            if let Some(groups) = &opened.groups {
                rows.iter_mut().for_each(|row| row.copies = groups.copies(row.id));
            }
            return Ok(ListingWindow { total: opened.rows(), revision: opened.revision, start, rows });
        }
    }

    /// Forgets a listing.
    pub fn close_listing(&self, listing: u32) {
        lock(&self.listings.open).remove(&listing);
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most.
    pub async fn newest(&self, filter: &str, most: usize) -> Result<Vec<i64>, AppError> {
        let filter = Filter::parse(filter)?;
        self.check_for(&filter).await?;
        Ok(self.store.newest(&filter, here_and_now(), most).await?)
    }

    /// Rows by their ids, in the order asked for, with all of their warnings.
    pub async fn rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, AppError> {
        self.check_up_to_now().await?;
        self.known_rows(ids).await
    }

    /// The same with the warnings that are counted by now.
    async fn known_rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, AppError> {
        Ok(self.store.rows(ids).await?.into_iter().map(EventRow::from).collect())
    }

    /// How far the index has come. No answer depends on it, but how long one takes does.
    pub async fn index_progress(&self) -> Result<IndexProgress, AppError> {
        Ok(self.store.index_progress().await?)
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
        let (starred, saved) = (self.store.count_starred().await?, self.saved_searches().await?);
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
        let removals = self.store.removals(counted.removals).await?;
        if removals.ids.is_none_or(|ids| !ids.is_empty()) {
            *counted = Counted::default();
        }
        counted.removals = removals.upto;
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
            starred: row.starred,
            noted: row.noted,
            copies: 1,
        }
    }
}

/// By this computer's clock, in its zone.
pub(crate) fn here_and_now() -> Now {
    Now { at: Timestamp::now(), zone: TimeZone::system() }
}

/// RFC 3339, UTC, always six digits of fraction, so that instants line up and sort as text.
pub(crate) fn instant(timestamp: Timestamp) -> String {
    format!("{timestamp:.6}")
}
