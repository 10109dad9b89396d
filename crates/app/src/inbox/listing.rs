//! A listing that is open: the ids that match its filter, as far as they are known.
//!
//! A task of the listing searches for the newest ids first. Then it counts the others where the index can, and searches
//! for them where it cannot. The listing collects the results of the task when a window is read; until the task is done,
//! it reports that it is still counting. Ids that are only counted are read when a window reaches them. Dropping a
//! listing ends its task.

mod search;

use hookglass_clock::Clock;
use hookglass_filter::{Filter, Now};
use hookglass_store::{Removals, SearchCursor, Store, StoreError};
use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc::error::TryRecvError;

use crate::{
    base::{jobs::Jobs, lock},
    duplicates::Duplicates,
    findings::Findings,
    inbox::groups::Groups,
};
use search::{Found, Search};

/// Rows of one window.
pub(crate) const MAX_LISTING_ROWS: usize = 200;
/// Ids that are read at a time when a window reaches them.
const BATCH_IDS: usize = 50_000;

/// The listings that are open, and what they are read from.
#[derive(Debug)]
pub(crate) struct Listings {
    source: Source,
    next: AtomicU32,
    open: Mutex<HashMap<u32, Arc<tokio::sync::Mutex<OpenListing>>>>,
}

/// What a listing is read from.
#[derive(Debug, Clone)]
struct Source {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    duplicates: Arc<Duplicates>,
    findings: Arc<Findings>,
}

#[derive(Debug)]
pub(crate) struct OpenListing {
    source: Source,
    filter: Filter,
    /// When it was opened. `after:10m` keeps meaning the ten minutes before that: rows of a listing do not leave it, and
    /// events that arrive later are newer in any case.
    opened_at: Now,
    /// How long opening waits for missing rows; `None` waits for all.
    timeout: Option<Duration>,
    /// Its rows, when copies are one row.
    groups: Option<Groups>,
    /// Oldest first. The oldest are missing as long as `rest` says so.
    ids: VecDeque<i64>,
    rest: Rest,
    /// Rows that were found at its end after it was opened.
    behind: u64,
    /// The id up to which it was searched.
    upto: i64,
    /// The tombstone up to which deleted events are left out.
    removals: i64,
    /// Changes when rows have moved for another reason than new rows at either end.
    revision: u64,
}

/// The ids that are missing from a listing.
#[derive(Debug)]
enum Rest {
    Nothing,
    /// The task still searches.
    Coming(Search),
    /// The listing has this many events in all; their ids are read on demand.
    Counted(u64, SearchCursor),
    /// The known ids are stale: search again from the start.
    Unknown,
}

impl Listings {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        duplicates: Arc<Duplicates>,
        findings: Arc<Findings>,
    ) -> Self {
        Self {
            source: Source { store, clock, jobs, duplicates, findings },
            next: AtomicU32::default(),
            open: Mutex::default(),
        }
    }

    /// A listing with the rows that are found within `timeout`; with all of them for `None`.
    pub(crate) async fn open(
        &self,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        timeout: Option<Duration>,
    ) -> Result<OpenListing, StoreError> {
        OpenListing::open(self.source.clone(), filter, opened_at, grouped, timeout).await
    }

    /// Keeps a listing open, and returns its handle.
    pub(crate) fn keep(&self, listing: OpenListing) -> u32 {
        let handle = self.next.fetch_add(1, Ordering::Relaxed);
        lock(&self.open).insert(handle, Arc::new(tokio::sync::Mutex::new(listing)));
        handle
    }

    pub(crate) fn get(&self, handle: u32) -> Option<Arc<tokio::sync::Mutex<OpenListing>>> {
        lock(&self.open).get(&handle).map(Arc::clone)
    }

    pub(crate) fn close(&self, handle: u32) {
        lock(&self.open).remove(&handle);
    }
}

impl OpenListing {
    async fn open(
        source: Source,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        timeout: Option<Duration>,
    ) -> Result<Self, StoreError> {
        let mut listing = Self::begin(source, filter, opened_at, grouped, timeout).await?;
        listing.wait().await?;
        if matches!(listing.rest, Rest::Unknown) {
            listing.search_again(listing.rows()).await?;
        }
        Ok(listing)
    }

    /// A listing without rows whose task has started.
    async fn begin(
        source: Source,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        timeout: Option<Duration>,
    ) -> Result<Self, StoreError> {
        // Read the tombstones first: what is deleted after this is left out by the next update.
        let removals = source.store.removals().since(i64::MAX).await?.upto;
        source.findings.count_for(&filter).await?;
        let cursor = source.store.search().begin(&filter, opened_at.clone()).await?;
        let upto = cursor.upto();
        let search = Search::begin(&source.store, &source.jobs, cursor, grouped);
        Ok(Self {
            source,
            filter,
            opened_at,
            timeout,
            groups: grouped.then(Groups::default),
            ids: VecDeque::new(),
            rest: Rest::Coming(search),
            behind: 0,
            upto,
            removals,
            revision: 0,
        })
    }

    /// Searches from the start. The first `in_front` rows count as known, the others as found at the end.
    async fn search_again(&mut self, in_front: u64) -> Result<(), StoreError> {
        while matches!(self.rest, Rest::Unknown) {
            let (source, filter, opened_at) = (self.source.clone(), self.filter.clone(), self.opened_at.clone());
            let again = Self::begin(source, filter, opened_at, self.groups.is_some(), self.timeout).await?;
            *self = Self { revision: self.revision + 1, ..again };
            self.wait().await?;
        }
        self.behind = self.rows().saturating_sub(in_front);
        Ok(())
    }

    /// Adds results of the task until the timeout.
    async fn wait(&mut self) -> Result<(), StoreError> {
        let clock = self.source.clock.clone();
        let deadline = self.timeout.map(|timeout| clock.now() + timeout);
        while let Rest::Coming(search) = &mut self.rest {
            let found = match deadline {
                None => search.found.recv().await,
                Some(deadline) => match clock.timeout_at(deadline, search.found.recv()).await {
                    Ok(found) => found,
                    Err(_) => break,
                },
            };
            self.add_found(found).await?;
        }
        Ok(())
    }

    /// Leaves out deleted events, and adds results of the task and new events.
    pub(crate) async fn bring_up_to_date(&mut self) -> Result<(), StoreError> {
        self.leave_out_deleted().await?;
        self.add_all_found().await?;
        self.add_new().await
    }

    /// Adds the results that the task has by now.
    async fn add_all_found(&mut self) -> Result<(), StoreError> {
        while let Rest::Coming(search) = &mut self.rest {
            match search.found.try_recv() {
                Ok(found) => self.add_behind(Some(found)).await?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.add_behind(None).await?,
            }
        }
        Ok(())
    }

    /// Adds a result that was found after the listing was opened.
    async fn add_behind(&mut self, found: Option<Result<Found, StoreError>>) -> Result<(), StoreError> {
        let before = self.rows();
        self.add_found(found).await?;
        self.behind += self.rows().saturating_sub(before);
        Ok(())
    }

    async fn add_found(&mut self, found: Option<Result<Found, StoreError>>) -> Result<(), StoreError> {
        match found.unwrap_or(Err(StoreError::Closed)) {
            Ok(Found::Ids(mut ids, removals)) => {
                if removals < self.removals {
                    match self.source.store.removals().since(removals).await?.ids {
                        Some(deleted) => ids.retain(|id| !is_in(*id, &deleted)),
                        None => {
                            self.rest = Rest::Unknown;
                            return Ok(());
                        }
                    }
                }
                if let Some(groups) = &mut self.groups {
                    groups.add_older(ids.iter().copied(), &*self.source.duplicates.seen_upto(self.upto).await?);
                }
                ids.into_iter().for_each(|id| self.ids.push_front(id));
            }
            // The count may contain events that were deleted since.
            Ok(Found::Counted(.., removals)) if removals < self.removals => self.rest = Rest::Unknown,
            Ok(Found::Counted(total, cursor, _)) => {
                let new = self.ids.iter().rev().take_while(|id| **id > cursor.upto()).count();
                self.rest = Rest::Counted(total + new as u64, cursor);
            }
            Ok(Found::Over) => self.rest = Rest::Nothing,
            Err(error) => {
                // The next window searches again.
                self.rest = Rest::Unknown;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Leaves out deleted events; searches again where the listing cannot know how a deletion changes it.
    async fn leave_out_deleted(&mut self) -> Result<(), StoreError> {
        // Before rows that are only counted become unknown.
        let in_front = self.rows() - self.behind;
        let Removals { upto, ids } = self.source.store.removals().since(self.removals).await?;
        match ids {
            Some(deleted) if deleted.is_empty() => {}
            // A repeat is no longer one once the events before it are deleted.
            Some(deleted) if !matches!(self.rest, Rest::Counted(..)) && !self.filter.asks_for_repeats() => {
                let before = self.ids.len();
                self.ids.retain(|id| !is_in(*id, &deleted));
                if self.ids.len() < before {
                    if self.groups.is_some() {
                        let seen = self.source.duplicates.seen_upto(self.upto).await?;
                        self.groups = Some(Groups::of(self.ids.iter().copied(), &seen));
                    }
                    self.behind = self.rows().saturating_sub(in_front);
                    self.revision += 1;
                }
            }
            _ => self.rest = Rest::Unknown,
        }
        self.removals = upto;
        if matches!(self.rest, Rest::Unknown) {
            self.search_again(in_front).await?;
        }
        Ok(())
    }

    async fn add_new(&mut self) -> Result<(), StoreError> {
        let source = &self.source;
        source.findings.count_for(&self.filter).await?;
        let (new, upto) = source.store.search().ids_after(&self.filter, self.opened_at.clone(), self.upto).await?;
        if let Some(groups) = &mut self.groups
            && !new.is_empty()
        {
            let seen = source.duplicates.seen_upto(upto).await?;
            let moved = new.iter().filter(|id| groups.add(**id, &seen)).count();
            self.revision += u64::from(moved > 0);
        }
        if let Rest::Counted(total, _) = &mut self.rest {
            *total += new.len() as u64;
        }
        self.ids.extend(new);
        self.upto = upto;
        Ok(())
    }

    /// The ids of a window of its rows, newest first.
    pub(crate) async fn window(&mut self, skip: usize, len: usize) -> Result<Vec<i64>, StoreError> {
        if let Some(groups) = &self.groups {
            return Ok(groups.window(skip, len));
        }
        while let Rest::Counted(total, cursor) = &mut self.rest
            && self.ids.len() < skip.saturating_add(len)
            && (skip as u64) < *total
        {
            let older = self.source.store.search().next(cursor, BATCH_IDS).await?;
            older.into_iter().for_each(|id| self.ids.push_front(id));
            if cursor.is_finished() {
                self.rest = Rest::Nothing;
            }
        }
        Ok(self.ids.iter().rev().skip(skip).take(len).copied().collect())
    }

    /// How many rows are known.
    pub(crate) fn rows(&self) -> u64 {
        match (&self.groups, &self.rest) {
            (Some(groups), _) => groups.len(),
            (None, Rest::Counted(total, _)) => *total,
            (None, _) => self.ids.len() as u64,
        }
    }

    pub(crate) fn behind(&self) -> u64 {
        self.behind
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether more rows may be found.
    pub(crate) fn is_counting(&self) -> bool {
        matches!(self.rest, Rest::Coming(_) | Rest::Unknown)
    }

    /// How many events a row stands for.
    pub(crate) fn copies(&self, row: i64) -> u64 {
        self.groups.as_ref().map_or(1, |groups| groups.copies(row))
    }
}

fn is_in(id: i64, runs: &[(i64, i64)]) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&id))
}

#[cfg(test)]
mod tests;
