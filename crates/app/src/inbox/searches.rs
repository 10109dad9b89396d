//! Saved searches with their counts, and the searches that were used last.
//!
//! A count continues from the events that are new. It is taken again, in the background, when events were deleted or
//! restored, and a while after the database has changed, because whether an event matches can change later (a star, a
//! resend, a signature that is checked again). A filter that is relative to the current time is counted again in any case.

use hookglass_filter::Filter;
use hookglass_store::SavedSearch as Stored;
use std::{sync::Arc, time::Duration};
use tokio::sync::oneshot;

use crate::{
    base::filter_now,
    inbox::{Inbox, InboxError, search_counts::SearchCount},
    view::SavedSearch,
};

/// How long a count is only continued.
const RECOUNT_INTERVAL: Duration = Duration::from_secs(20);
/// How long the sidebar waits for a count. A later one is shown the next time.
const COUNT_TIMEOUT: Duration = Duration::from_millis(100);
/// Characters of a name.
pub(crate) const MAX_SEARCH_NAME_CHARS: usize = 100;

impl Inbox {
    /// Saves a search; replaces the one with that name.
    pub async fn save_search(&self, name: &str, filter: &str) -> Result<(), InboxError> {
        let name = name.trim();
        if !(1..=MAX_SEARCH_NAME_CHARS).contains(&name.chars().count()) {
            return Err(InboxError::SearchName { max: MAX_SEARCH_NAME_CHARS });
        }
        Filter::parse(filter)?;
        let search = Stored { name: name.to_owned(), filter: filter.trim().to_owned() };
        Ok(self.store.searches_mut().save(search).await?)
    }

    /// Removes a saved search. It is no error if there is none with that name.
    pub async fn remove_search(&self, name: &str) -> Result<(), InboxError> {
        self.store.searches_mut().remove(name.trim().to_owned()).await?;
        Ok(())
    }

    /// The filters that were used last, the most recent first.
    pub async fn recent_searches(&self) -> Result<Vec<String>, InboxError> {
        Ok(self.store.searches().recent().await?)
    }

    /// Puts a filter first among the recent ones. An empty or malformed filter is not kept.
    pub async fn remember_search(&self, filter: &str) -> Result<(), InboxError> {
        let filter = filter.trim();
        if !filter.is_empty() && Filter::parse(filter).is_ok() {
            self.store.searches_mut().remember(filter.to_owned()).await?;
        }
        Ok(())
    }

    /// The saved searches, with the counts that are known.
    pub(crate) async fn saved_searches(self: &Arc<Self>) -> Result<Vec<SavedSearch>, InboxError> {
        let saved = self.store.searches().saved().await?;
        let mut views = Vec::with_capacity(saved.len());
        for Stored { name, filter } in saved {
            let count = self.count_of(&filter).await?;
            views.push(SavedSearch { name, filter, count });
        }
        self.searches.retain(&views.iter().map(|search| search.filter.as_str()).collect());
        Ok(views)
    }

    async fn count_of(self: &Arc<Self>, filter: &str) -> Result<Option<u64>, InboxError> {
        let Ok(parsed) = Filter::parse(filter) else { return Ok(None) };
        let Some(known) = self.searches.get(filter) else { return Ok(self.recount(filter).await) };
        let removals = self.store.removals().since(known.removals).await?;
        if removals.ids.is_none_or(|ids| !ids.is_empty()) {
            return Ok(self.recount(filter).await);
        }
        self.findings.count_for(&parsed).await?;
        let (new, upto) = self.store.search().ids_after(&parsed, filter_now(&self.clock), known.upto).await?;
        let count = known.count + new.len() as u64;
        self.searches.insert(filter, SearchCount { count, upto, ..known });
        let can_differ = parsed.is_relative_to_now() || known.change != *self.changes.subscribe().borrow();
        if can_differ && self.clock.now().duration_since(known.at) > RECOUNT_INTERVAL {
            return Ok(self.recount(filter).await.or(Some(count)));
        }
        Ok(Some(count))
    }

    /// Counts in the background; returns the count if it is known soon.
    async fn recount(self: &Arc<Self>, filter: &str) -> Option<u64> {
        if !self.searches.start(filter) {
            return None;
        }
        let (done, counted) = oneshot::channel();
        let (inbox, filter) = (Arc::clone(self), filter.to_owned());
        self.jobs.spawn_background(async move {
            let counted = inbox.count(&filter).await;
            inbox.searches.finish(&filter);
            match counted {
                Ok(counted) => {
                    inbox.searches.insert(&filter, counted);
                    // The caller may have stopped waiting.
                    let _ = done.send(counted.count);
                }
                Err(error) => tracing::warn!(%error, "the events of a saved search could not be counted"),
            }
        });
        self.clock.timeout(COUNT_TIMEOUT, counted).await.ok()?.ok()
    }

    async fn count(&self, filter: &str) -> Result<SearchCount, InboxError> {
        // Read these first: what changes during the count is seen the next time.
        let (generation, change) = (self.searches.generation(), *self.changes.subscribe().borrow());
        let removals = self.store.removals().since(i64::MAX).await?.upto;
        let at = self.clock.now();
        let filter = Filter::parse(filter)?;
        self.findings.count_for(&filter).await?;
        let (count, upto) = self.store.search().count_all(&filter, filter_now(&self.clock)).await?;
        Ok(SearchCount { count, upto, removals, generation, change, at })
    }
}
