//! The state of this context, and the functions with which the other files read the events of a
//! user.

use hookglass_store::{Store, StoreError, StoredEvent};
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard};

use crate::{
    duplicates::Duplicates,
    users::{label_cache::LabelCache, mentions::Mentions, unread::Unread},
};

/// Events whose list columns are read in one step.
const BATCH_EVENTS: usize = 20_000;

/// The users that events are about.
#[derive(Debug)]
pub struct Users {
    pub(super) store: Arc<Store>,
    pub(super) duplicates: Arc<Duplicates>,
    pub(super) labels: LabelCache,
    mentions: Mutex<Mentions>,
}

impl Users {
    pub(crate) fn new(store: Arc<Store>, duplicates: Arc<Duplicates>) -> Self {
        Self { store, duplicates, labels: LabelCache::default(), mentions: Mutex::default() }
    }

    /// The mentions in all events up to an id.
    pub(super) async fn mentions_upto(&self, id: i64) -> Result<MutexGuard<'_, Mentions>, StoreError> {
        let mut mentions = self.mentions.lock().await;
        let removals = self.store.removals().since(mentions.removals()).await?;
        mentions.remove_deleted(removals);
        while mentions.upto() < id {
            let (new, upto) = self.store.events().mentions_after(mentions.upto(), BATCH_EVENTS).await?;
            if upto == mentions.upto() {
                break;
            }
            mentions.extend(&new, upto);
        }
        Ok(mentions)
    }

    /// The mentions in all events.
    pub(super) async fn mentions_now(&self) -> Result<MutexGuard<'_, Mentions>, StoreError> {
        self.mentions_upto(i64::MAX).await
    }

    /// The next batch of unread events in order, without duplicates of earlier events. `None` once
    /// all events are read or the byte limit is reached.
    pub(super) async fn next_events(&self, unread: &mut Unread) -> Result<Option<Vec<StoredEvent>>, StoreError> {
        let Some(ids) = unread.next_ids() else { return Ok(None) };
        let events = self.store.events().by_ids(ids, unread.bytes_left()).await?;
        let events = unread.take(events);
        Ok(Some(self.duplicates.without_repeats(events).await?))
    }
}
