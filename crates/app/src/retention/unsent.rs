//! Events that forwarding targets with retries have not got yet.
//!
//! They stay while a limit is exceeded less than twofold. Beyond that, an unreachable target would
//! fill the disk: the oldest are removed, and counted for each target.

use hookglass_automation::forward::Mode;
use hookglass_filter::Filter;
use hookglass_store::{PrunedEvents, StoredForward, Unsent};

use super::{context::Housekeeping, error::RetentionError};
use crate::base::{filter_now, run_targets::Cursor};

/// A target that retries until it has got an event.
#[derive(Debug)]
struct RetryingTarget {
    id: i64,
    filter: Filter,
    /// It has got every event up to this one that matches its filter.
    upto: i64,
    /// The cursor of a target of this run. Losses of stored targets are counted in the database.
    of_run: Option<Cursor>,
}

/// The targets that retry.
#[derive(Debug, Default)]
pub(super) struct RetryingTargets(Vec<RetryingTarget>);

impl RetryingTargets {
    /// Every target has got the events up to this one.
    pub(super) fn sent_upto(&self) -> i64 {
        self.0.iter().map(|target| target.upto).min().unwrap_or(i64::MAX)
    }
}

impl Housekeeping {
    pub(super) async fn retrying_targets(&self) -> Result<RetryingTargets, RetentionError> {
        let stored = self.store.forwards().all().await?;
        let stored = stored.into_iter().map(|StoredForward { target, upto, .. }| (target, upto, None));
        let of_run = self.run_targets.all().into_iter().map(|(target, cursor)| (target, cursor.upto(), Some(cursor)));
        let targets = stored.chain(of_run).filter_map(|(target, upto, of_run)| {
            let retries = target.on && target.retry && target.mode == Mode::Background;
            // A target with an invalid filter gets no event.
            let filter = Filter::parse(&target.filter).ok().filter(|_| retries)?;
            Some(RetryingTarget { id: target.id, filter, upto, of_run })
        });
        Ok(RetryingTargets(targets.collect()))
    }

    /// Which of some events, oldest first, each target has not got.
    pub(super) async fn unsent(&self, targets: &RetryingTargets, ids: &[i64]) -> Result<Vec<Unsent>, RetentionError> {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(Vec::new()) };
        let mut unsent = Vec::new();
        for target in targets.0.iter().filter(|target| target.upto < *last) {
            let after = target.upto.max(first - 1);
            let now = filter_now(&self.clock);
            let (matching, _) = self.store.search().ids_within(&target.filter, now, after, last - after).await?;
            let ids = matching.into_iter().filter(|id| ids.binary_search(id).is_ok()).collect();
            unsent.push(Unsent { target: target.id, ids });
        }
        Ok(unsent)
    }

    /// Counts what targets of this run have lost. Returns how many events were lost in total.
    pub(super) fn count_lost(targets: &RetryingTargets, unsent: &[Unsent], pruned: PrunedEvents) -> u64 {
        let mut lost = pruned.lost;
        for target in &targets.0 {
            let unsent = unsent.iter().find(|unsent| unsent.target == target.id);
            if let (Some(cursor), Some(unsent)) = (&target.of_run, unsent) {
                let events = (unsent.ids.len() as u64).min(pruned.events);
                cursor.add_lost(events);
                lost += events;
            }
        }
        lost
    }
}
