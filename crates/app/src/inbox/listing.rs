//! Open listings: the ids that match a filter, as far as known.
//!
//! A background task searches for the newest ids first. For the older ids, the task uses the index
//! to count them, or searches for them if the index cannot. The listing collects the task's results
//! whenever a window is read; until the task has finished, the listing reports that it is still
//! counting. Ids that are only counted are read when a window reaches them. Dropping a listing
//! stops its task.

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
use search::{Search, SearchResult};

/// Maximum rows in one window.
pub(crate) const MAX_LISTING_ROWS: usize = 200;
/// Ids that are read in one step when a window reaches counted rows.
const BATCH_IDS: usize = 50_000;

/// The open listings, and the source that they read from.
#[derive(Debug)]
pub(crate) struct Listings {
    source: Source,
    next: AtomicU32,
    open: Mutex<HashMap<u32, Arc<tokio::sync::Mutex<OpenListing>>>>,
}

/// The handles that a listing reads through.
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
    /// When the listing was opened. `after:10m` stays relative to this time: rows never leave a
    /// listing, and events that arrive later match anyway.
    opened_at: Now,
    /// How long opening waits for missing rows; `None` waits for all.
    timeout: Option<Duration>,
    /// The rows, if the listing is grouped.
    groups: Option<Groups>,
    /// The known ids, oldest first. Older ids can be missing; see `remaining`.
    ids: VecDeque<i64>,
    remaining: Remaining,
    /// Rows that were found at the end after the listing was opened.
    behind: u64,
    /// The id up to which events were searched.
    upto: i64,
    /// The id of the last tombstone that the listing reflects.
    removals: i64,
    /// Changes when rows have moved for another reason than new rows at either end.
    revision: u64,
}

/// The ids that a listing does not know yet.
#[derive(Debug)]
enum Remaining {
    /// None: the listing is complete.
    None,
    /// The task is still searching.
    Searching(Search),
    /// The listing has this many events in total. Their ids are read on demand.
    Counted(u64, SearchCursor),
    /// The known ids are stale, so the search must start again.
    Stale,
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

    /// Opens a listing with the rows that are found within `timeout`, or with all rows for `None`.
    pub(crate) async fn open(
        &self,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        timeout: Option<Duration>,
    ) -> Result<OpenListing, StoreError> {
        OpenListing::open(self.source.clone(), filter, opened_at, grouped, timeout).await
    }

    /// Keeps a listing open and returns its handle.
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
        if matches!(listing.remaining, Remaining::Stale) {
            listing.search_again(listing.rows()).await?;
        }
        Ok(listing)
    }

    /// Starts the task of a listing that has no rows yet.
    async fn begin(
        source: Source,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        timeout: Option<Duration>,
    ) -> Result<Self, StoreError> {
        // Read the tombstones first. The next update removes events that are deleted after this
        // point.
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
            remaining: Remaining::Searching(search),
            behind: 0,
            upto,
            removals,
            revision: 0,
        })
    }

    /// Searches from the start. The first `front_rows` rows count as known, the others as found at
    /// the end.
    async fn search_again(&mut self, front_rows: u64) -> Result<(), StoreError> {
        while matches!(self.remaining, Remaining::Stale) {
            let (source, filter, opened_at) = (self.source.clone(), self.filter.clone(), self.opened_at.clone());
            let again = Self::begin(source, filter, opened_at, self.groups.is_some(), self.timeout).await?;
            *self = Self { revision: self.revision + 1, ..again };
            self.wait().await?;
        }
        self.behind = self.rows().saturating_sub(front_rows);
        Ok(())
    }

    /// Adds results of the task until the timeout or the end of the task.
    async fn wait(&mut self) -> Result<(), StoreError> {
        let clock = self.source.clock.clone();
        let deadline = self.timeout.map(|timeout| clock.now() + timeout);
        while let Remaining::Searching(search) = &mut self.remaining {
            let result = match deadline {
                None => search.results.recv().await,
                Some(deadline) => match clock.timeout_at(deadline, search.results.recv()).await {
                    Ok(result) => result,
                    Err(_) => break,
                },
            };
            self.add_result(result).await?;
        }
        Ok(())
    }

    /// Removes deleted events, then adds the task's results and new events.
    pub(crate) async fn update(&mut self) -> Result<(), StoreError> {
        self.remove_deleted().await?;
        self.add_available_results().await?;
        self.add_new().await
    }

    /// Adds the results that the task has produced so far.
    async fn add_available_results(&mut self) -> Result<(), StoreError> {
        while let Remaining::Searching(search) = &mut self.remaining {
            match search.results.try_recv() {
                Ok(result) => self.add_behind(Some(result)).await?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => self.add_behind(None).await?,
            }
        }
        Ok(())
    }

    /// Adds a result that was found after the listing was opened.
    async fn add_behind(&mut self, result: Option<Result<SearchResult, StoreError>>) -> Result<(), StoreError> {
        let before = self.rows();
        self.add_result(result).await?;
        self.behind += self.rows().saturating_sub(before);
        Ok(())
    }

    async fn add_result(&mut self, result: Option<Result<SearchResult, StoreError>>) -> Result<(), StoreError> {
        match result.unwrap_or(Err(StoreError::Closed)) {
            Ok(SearchResult::Ids(mut ids, removals)) => {
                if removals < self.removals {
                    match self.source.store.removals().since(removals).await?.ids {
                        Some(deleted) => ids.retain(|id| !is_in(*id, &deleted)),
                        None => {
                            self.remaining = Remaining::Stale;
                            return Ok(());
                        }
                    }
                }
                if let Some(groups) = &mut self.groups {
                    groups.add_older(ids.iter().copied(), &*self.source.duplicates.seen_upto(self.upto).await?);
                }
                ids.into_iter().for_each(|id| self.ids.push_front(id));
            }
            // The count may include events that have been deleted since.
            Ok(SearchResult::Counted(.., removals)) if removals < self.removals => self.remaining = Remaining::Stale,
            Ok(SearchResult::Counted(total, cursor, _)) => {
                let new = self.ids.iter().rev().take_while(|id| **id > cursor.upto()).count();
                self.remaining = Remaining::Counted(total + new as u64, cursor);
            }
            Ok(SearchResult::Done) => self.remaining = Remaining::None,
            Err(error) => {
                // The next window searches again.
                self.remaining = Remaining::Stale;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Removes deleted events. Searches again if the effect of a deletion on the listing is
    /// unknown.
    async fn remove_deleted(&mut self) -> Result<(), StoreError> {
        // Take this before counted rows become stale.
        let front_rows = self.rows() - self.behind;
        let Removals { upto, ids } = self.source.store.removals().since(self.removals).await?;
        match ids {
            Some(deleted) if deleted.is_empty() => {}
            // A duplicate is no longer one if the earlier events with its id are deleted.
            Some(deleted) if !matches!(self.remaining, Remaining::Counted(..)) && !self.filter.depends_on_repeats() => {
                let before = self.ids.len();
                self.ids.retain(|id| !is_in(*id, &deleted));
                if self.ids.len() < before {
                    if self.groups.is_some() {
                        let seen = self.source.duplicates.seen_upto(self.upto).await?;
                        self.groups = Some(Groups::of(self.ids.iter().copied(), &seen));
                    }
                    self.behind = self.rows().saturating_sub(front_rows);
                    self.revision += 1;
                }
            }
            _ => self.remaining = Remaining::Stale,
        }
        self.removals = upto;
        if matches!(self.remaining, Remaining::Stale) {
            self.search_again(front_rows).await?;
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
        if let Remaining::Counted(total, _) = &mut self.remaining {
            *total += new.len() as u64;
        }
        self.ids.extend(new);
        self.upto = upto;
        Ok(())
    }

    /// The ids of a window of the rows, newest first.
    pub(crate) async fn window(&mut self, skip: usize, len: usize) -> Result<Vec<i64>, StoreError> {
        if let Some(groups) = &self.groups {
            return Ok(groups.window(skip, len));
        }
        while let Remaining::Counted(total, _) = &self.remaining
            && self.ids.len() < skip.saturating_add(len)
            && (skip as u64) < *total
        {
            self.read_older().await?;
        }
        Ok(self.ids.iter().rev().skip(skip).take(len).copied().collect())
    }

    /// The index of an event's row. If the event is not in the listing, the index of the next older
    /// row, which is where the event would be.
    pub(crate) async fn index_of(&mut self, id: i64) -> Result<usize, StoreError> {
        while self.ids.front().is_none_or(|oldest| *oldest > id) {
            match &mut self.remaining {
                Remaining::Searching(_) => self.find_more().await?,
                Remaining::Counted(..) => self.read_older().await?,
                Remaining::None | Remaining::Stale => break,
            }
        }
        Ok(match &self.groups {
            Some(groups) => groups.newer_than(id),
            None => self.ids.len() - self.ids.partition_point(|known| *known <= id),
        })
    }

    /// Waits until this many rows are found, or all.
    pub(crate) async fn find_rows(&mut self, count: usize) -> Result<(), StoreError> {
        while self.is_searching() && self.rows() < count as u64 {
            self.find_more().await?;
        }
        Ok(())
    }

    /// Waits for the next result of the task.
    async fn find_more(&mut self) -> Result<(), StoreError> {
        if let Remaining::Searching(search) = &mut self.remaining {
            let result = search.results.recv().await;
            self.add_behind(result).await?;
        }
        Ok(())
    }

    fn is_searching(&self) -> bool {
        matches!(self.remaining, Remaining::Searching(_))
    }

    /// Reads the next older ids of a counted listing.
    async fn read_older(&mut self) -> Result<(), StoreError> {
        if let Remaining::Counted(_, cursor) = &mut self.remaining {
            let older = self.source.store.search().next(cursor, BATCH_IDS).await?;
            older.into_iter().for_each(|id| self.ids.push_front(id));
            if cursor.is_finished() {
                self.remaining = Remaining::None;
            }
        }
        Ok(())
    }

    /// The number of known rows.
    pub(crate) fn rows(&self) -> u64 {
        match (&self.groups, &self.remaining) {
            (Some(groups), _) => groups.len(),
            (None, Remaining::Counted(total, _)) => *total,
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
        self.is_searching() || matches!(self.remaining, Remaining::Stale)
    }

    /// The number of events in a row.
    pub(crate) fn copies(&self, row: i64) -> u64 {
        self.groups.as_ref().map_or(1, |groups| groups.copies(row))
    }
}

fn is_in(id: i64, runs: &[(i64, i64)]) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&id))
}

#[cfg(test)]
mod tests;
