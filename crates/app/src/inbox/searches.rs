//! Saved searches with their counts, and recent searches.
//!
//! Normally a count is only extended by new events. A full recount runs in the background when
//! events were deleted or restored. It also runs some time after any change of the database,
//! because an event can start or stop matching later (a star, a resend, a rechecked signature). A
//! filter relative to the current time is recounted periodically.

use hookglass_filter::Filter;
use hookglass_store::SavedSearch as Stored;
use std::{sync::Arc, time::Duration};
use tokio::sync::oneshot;

use crate::{
    base::filter_now,
    inbox::{Inbox, InboxError, search_counts::SearchCount},
    view::SavedSearch,
};

/// The minimum time between two recounts of a search, unless events were deleted or restored.
const RECOUNT_INTERVAL: Duration = Duration::from_secs(20);
/// How long the sidebar waits for a count. A count that takes longer is shown on the next request.
const COUNT_TIMEOUT: Duration = Duration::from_millis(100);
/// Maximum characters in the name of a saved search.
pub(crate) const MAX_SEARCH_NAME_CHARS: usize = 100;

impl Inbox {
    /// Saves a search. It replaces an existing one with the same name.
    pub async fn save_search(&self, name: &str, filter: &str) -> Result<(), InboxError> {
        let name = name.trim();
        if !(1..=MAX_SEARCH_NAME_CHARS).contains(&name.chars().count()) {
            return Err(InboxError::SearchName { max: MAX_SEARCH_NAME_CHARS });
        }
        Filter::parse(filter)?;
        let search = Stored { name: name.to_owned(), filter: filter.trim().to_owned() };
        Ok(self.store.searches_mut().save(search).await?)
    }

    /// Removes a saved search. Does nothing if there is none with that name.
    pub async fn remove_search(&self, name: &str) -> Result<(), InboxError> {
        self.store.searches_mut().remove(name.trim().to_owned()).await?;
        Ok(())
    }

    /// The recently used filters, most recent first.
    pub async fn recent_searches(&self) -> Result<Vec<String>, InboxError> {
        Ok(self.store.searches().recent().await?)
    }

    /// Adds a filter to the front of the recent ones. Ignores an empty or malformed filter.
    pub async fn remember_search(&self, filter: &str) -> Result<(), InboxError> {
        let filter = filter.trim();
        if !filter.is_empty() && Filter::parse(filter).is_ok() {
            self.store.searches_mut().remember(filter.to_owned()).await?;
        }
        Ok(())
    }

    /// The saved searches, with the counts that are known by now.
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

    /// Counts in the background. Returns the count if it is known within [`COUNT_TIMEOUT`].
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
                Err(error) => tracing::warn!(%error, "cannot count the events of a saved search"),
            }
        });
        self.clock.timeout(COUNT_TIMEOUT, counted).await.ok()?.ok()
    }

    async fn count(&self, filter: &str) -> Result<SearchCount, InboxError> {
        // Read these first, so that a change during the count makes the count stale.
        let (generation, change) = (self.searches.generation(), *self.changes.subscribe().borrow());
        let removals = self.store.removals().since(i64::MAX).await?.upto;
        let at = self.clock.now();
        let filter = Filter::parse(filter)?;
        self.findings.count_for(&filter).await?;
        let (count, upto) = self.store.search().count_all(&filter, filter_now(&self.clock)).await?;
        Ok(SearchCount { count, upto, removals, generation, change, at })
    }
}
