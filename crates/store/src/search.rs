//! Searching: which events pass a filter.
//!
//! `query.rs` translates a filter into a condition. `plan.rs` decides what the index answers.
//! `batch.rs` finds the hits in batches: by the index (`indexed.rs`), by the events' table
//! (`scan.rs`), and by reading single events (`decide.rs`).

mod batch;
mod clause;
mod condition;
mod cursor;
mod decide;
mod duplicates;
mod expand;
mod hits;
mod indexed;
mod plan;
mod query;
mod scan;

pub use cursor::SearchCursor;

use hits::ScanBudget;
use hookglass_filter::{Filter, Now};
use query::Query;
use std::sync::Arc;

use crate::{error::StoreError, event_ids, lint_counts, readers::Readers, view::View};

/// Searches events.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    pub(crate) readers: &'a Readers,
}

impl Search<'_> {
    /// Begins a search for the events that pass a filter. Relative times refer to `now`.
    pub async fn begin(self, filter: &Filter, now: Now) -> Result<SearchCursor, StoreError> {
        self.begin_after(filter, now, 0).await
    }

    /// The next hits, newest first. The first batches take milliseconds, later ones tenths of a
    /// second; a batch can be empty. Dropping the future leaves the cursor where it was.
    pub async fn next(self, cursor: &mut SearchCursor, max: usize) -> Result<Vec<i64>, StoreError> {
        let Some(upto) = cursor.next else { return Ok(Vec::new()) };
        let (query, after) = (self.query_of(cursor).await?, cursor.after);
        let (budget, state) = (ScanBudget::after(cursor.batches), cursor.state.clone());
        let find = move |view: &View<'_>| batch::next_batch(view, &query, (after, upto), max, budget, state.clone());
        let batch = self.readers.query(find).await?;
        (cursor.next, cursor.state) = (batch.next, batch.state);
        cursor.batches += 1;
        Ok(batch.ids)
    }

    /// How many events pass in total; `None` if the search must find them all to count them.
    pub async fn count(self, cursor: &mut SearchCursor) -> Result<Option<u64>, StoreError> {
        let (query, upto) = (self.query_of(cursor).await?, cursor.upto);
        self.readers.query(move |view| batch::count(view, &query, upto)).await
    }

    /// The newest ids that pass, newest first.
    pub async fn newest(self, filter: &Filter, now: Now, max: usize) -> Result<Vec<i64>, StoreError> {
        self.collect(self.begin(filter, now).await?, max).await
    }

    /// The ids after an id that pass, oldest first, and the last id that was searched. A filter for
    /// warnings stops at the last event whose warnings are counted.
    pub async fn ids_after(self, filter: &Filter, now: Now, after: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let cursor = self.begin_after(filter, now, after).await?;
        self.collect_ascending(cursor).await
    }

    /// The same for the next `span` ids.
    pub async fn ids_within(
        self,
        filter: &Filter,
        now: Now,
        after: i64,
        span: i64,
    ) -> Result<(Vec<i64>, i64), StoreError> {
        let upto = self.last_searchable(filter, after).await?.min(after.saturating_add(span)).max(after);
        self.collect_ascending(SearchCursor::new(filter.clone(), now, after, upto)).await
    }

    /// How many events pass, and the last id that was searched.
    pub async fn count_all(self, filter: &Filter, now: Now) -> Result<(u64, i64), StoreError> {
        let mut cursor = self.begin(filter, now).await?;
        let upto = cursor.upto;
        let count = match self.count(&mut cursor).await? {
            Some(count) => count,
            None => self.collect(cursor, usize::MAX).await?.len() as u64,
        };
        Ok((count, upto))
    }

    async fn begin_after(self, filter: &Filter, now: Now, after: i64) -> Result<SearchCursor, StoreError> {
        let upto = self.last_searchable(filter, after).await?;
        Ok(SearchCursor::new(filter.clone(), now, after, upto))
    }

    /// The newest event that a filter can be evaluated on.
    async fn last_searchable(self, filter: &Filter, after: i64) -> Result<i64, StoreError> {
        let latest = self.readers.read(event_ids::latest).await?;
        if !filter.depends_on_warnings() {
            return Ok(latest);
        }
        // The warnings of newer events are unknown.
        Ok(latest.min(self.readers.read(lint_counts::counted_upto).await?.max(after)))
    }

    async fn query_of(self, cursor: &mut SearchCursor) -> Result<Arc<Query>, StoreError> {
        if let Some(query) = &cursor.query {
            return Ok(Arc::clone(query));
        }
        let mut query = Query::new(&cursor.filter, cursor.now.clone());
        if cursor.filter.depends_on_repeats() {
            let after = cursor.after;
            query.duplicates = self.readers.query(move |view| duplicates::duplicates(view, after)).await?.into();
        }
        Ok(Arc::clone(cursor.query.insert(Arc::new(query))))
    }

    async fn collect_ascending(self, cursor: SearchCursor) -> Result<(Vec<i64>, i64), StoreError> {
        let upto = cursor.upto;
        let mut ids = self.collect(cursor, usize::MAX).await?;
        ids.reverse();
        Ok((ids, upto))
    }

    async fn collect(self, mut cursor: SearchCursor, max: usize) -> Result<Vec<i64>, StoreError> {
        let mut ids = Vec::new();
        while !cursor.is_finished() && ids.len() < max {
            ids.extend(self.next(&mut cursor, max - ids.len()).await?);
        }
        Ok(ids)
    }
}
