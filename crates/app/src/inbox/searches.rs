//! Saved searches with their counts, and the searches that were used last.
//!
//! A count goes on from the events that are new. It is taken anew, in the background, when events have gone or come back, and
//! after a while, since what a filter asks can change later (a star, a resend, a signature checked again).

use hookglass_filter::Filter;
use hookglass_store::SavedSearch as Stored;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::time::timeout;

use crate::{
    base::{here_and_now, lock},
    error::AppError,
    inbox::Inbox,
    view::SavedSearch,
};

/// How long a count is good that only went on.
const FRESH: Duration = Duration::from_secs(20);
/// How long who asks waits for one; then it is not known yet.
const PATIENCE: Duration = Duration::from_millis(100);
/// Characters of a name.
const MOST_CHARACTERS: usize = 100;

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Searches {
    counts: Mutex<HashMap<String, Counted>>,
    under_way: Mutex<HashSet<String>>,
    /// Rises when all counts are to be taken anew.
    forgotten: AtomicU64,
}

#[derive(Debug, Clone, Copy)]
struct Counted {
    count: u64,
    upto: i64,
    removals: i64,
    forgotten: u64,
    at: Instant,
}

impl Searches {
    /// What events are asked for has changed.
    pub(crate) fn forget(&self) {
        self.forgotten.fetch_add(1, Ordering::Relaxed);
    }
}

impl Inbox {
    /// Saves a search, in the place of the one of that name.
    pub async fn save_search(&self, name: &str, filter: &str) -> Result<(), AppError> {
        let name = name.trim();
        if !(1..=MOST_CHARACTERS).contains(&name.chars().count()) {
            let sentence = format!("the name of a search has 1 to {MOST_CHARACTERS} characters; give it another");
            return Err(AppError::Setting(sentence));
        }
        Filter::parse(filter)?;
        let search = Stored { name: name.to_owned(), filter: filter.trim().to_owned() };
        Ok(self.store.searches_mut().save(search).await?)
    }

    /// Forgets a saved search; it is no error when it is not there any more.
    pub async fn remove_search(&self, name: &str) -> Result<(), AppError> {
        self.store.searches_mut().remove(name.trim().to_owned()).await?;
        Ok(())
    }

    /// The filters that were used last, the last one first.
    pub async fn recent_searches(&self) -> Result<Vec<String>, AppError> {
        Ok(self.store.searches().recent().await?)
    }

    /// Makes a filter the one that was used last; an empty one, or one that cannot be read, is not kept.
    pub async fn remember_search(&self, filter: &str) -> Result<(), AppError> {
        let filter = filter.trim();
        if !filter.is_empty() && Filter::parse(filter).is_ok() {
            self.store.searches_mut().remember(filter.to_owned()).await?;
        }
        Ok(())
    }

    /// The saved searches, with their counts as far as they are known.
    pub(crate) async fn saved_searches(self: &Arc<Self>) -> Result<Vec<SavedSearch>, AppError> {
        let saved = self.store.searches().saved().await?;
        let mut views = Vec::with_capacity(saved.len());
        for Stored { name, filter } in saved {
            let count = self.count_of(&filter).await?;
            views.push(SavedSearch { name, filter, count });
        }
        let kept: HashSet<&str> = views.iter().map(|search| search.filter.as_str()).collect();
        lock(&self.searches.counts).retain(|filter, _| kept.contains(filter.as_str()));
        Ok(views)
    }

    async fn count_of(self: &Arc<Self>, filter: &str) -> Result<Option<u64>, AppError> {
        let Ok(parsed) = Filter::parse(filter) else { return Ok(None) };
        let known = lock(&self.searches.counts).get(filter).copied();
        let forgotten = self.searches.forgotten.load(Ordering::Relaxed);
        let Some(known) = known.filter(|known| known.forgotten == forgotten) else {
            return Ok(self.count_anew(filter).await);
        };
        let removals = self.store.removals().since(known.removals).await?;
        if removals.ids.is_none_or(|ids| !ids.is_empty()) {
            return Ok(self.count_anew(filter).await);
        }
        self.findings.count_for(&parsed).await?;
        let (new, upto) = self.store.search().ids_after(&parsed, here_and_now(), known.upto).await?;
        let count = known.count + new.len() as u64;
        lock(&self.searches.counts).insert(filter.to_owned(), Counted { count, upto, ..known });
        if known.at.elapsed() > FRESH {
            return Ok(self.count_anew(filter).await.or(Some(count)));
        }
        Ok(Some(count))
    }

    /// Counts in the background, and returns what was counted if that is done soon.
    async fn count_anew(self: &Arc<Self>, filter: &str) -> Option<u64> {
        if !lock(&self.searches.under_way).insert(filter.to_owned()) {
            return None;
        }
        let (app, filter) = (Arc::clone(self), filter.to_owned());
        let task = tokio::spawn(async move {
            let counted = app.count(&filter).await;
            lock(&app.searches.under_way).remove(&filter);
            match counted {
                Ok(counted) => {
                    lock(&app.searches.counts).insert(filter, counted);
                    Some(counted.count)
                }
                Err(error) => {
                    tracing::warn!(%error, "the events of a saved search could not be counted");
                    None
                }
            }
        });
        timeout(PATIENCE, task).await.ok()?.ok()?
    }

    async fn count(&self, filter: &str) -> Result<Counted, AppError> {
        // In this order: what goes meanwhile is seen the next time.
        let forgotten = self.searches.forgotten.load(Ordering::Relaxed);
        let removals = self.store.removals().since(i64::MAX).await?.upto;
        let at = Instant::now();
        let filter = Filter::parse(filter)?;
        self.findings.count_for(&filter).await?;
        let (count, upto) = self.store.search().count_all(&filter, here_and_now()).await?;
        Ok(Counted { count, upto, removals, forgotten, at })
    }
}
