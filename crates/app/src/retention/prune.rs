//! Pruning by number and size: the oldest events go first.
//!
//! The limits are compared with what can be pruned. If it is too much and cannot be pruned yet,
//! nothing else is removed instead, and the caller learns which limit is not met.

use hookglass_store::{Prunable, Usage};
use jiff::Timestamp;

use super::{
    context::Housekeeping,
    error::RetentionError,
    unmet::{Unmet, Why},
    unsent::RetryingTargets,
};
use crate::{inbox::annotations::BATCH_EVENTS, view::Retention};

/// Who prunes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Housekeeping, once the excess is large enough to be worth a run.
    Background,
    /// A person, who wants any excess removed now.
    Requested,
}

impl Mode {
    /// Removing one old event for each new one costs more than removing many at a time.
    fn is_worthwhile(self, excess: u64, limit: u64, max: u64) -> bool {
        match self {
            Self::Background => excess >= (limit / 1000).clamp(1, max),
            Self::Requested => excess > 0,
        }
    }

    fn is_event_excess(self, excess: u64, limit: u64) -> bool {
        self.is_worthwhile(excess, limit, 1000)
    }

    fn is_byte_excess(self, excess: u64, limit: u64) -> bool {
        self.is_worthwhile(excess, limit, 64 << 20)
    }
}

/// One application of the limits: what it may remove, and its results.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) mode: Mode,
    /// Newer events than this one stay.
    pub(super) upto: i64,
    pub(super) targets: RetryingTargets,
    pub(super) removed: Removed,
    pub(super) unmet: Vec<Unmet>,
}

impl Scope {
    pub(super) fn new(mode: Mode, upto: i64, targets: RetryingTargets) -> Self {
        Self { mode, upto, targets, removed: Removed::default(), unmet: Vec::new() }
    }

    /// Newer events than this one stay, or have yet to be forwarded.
    pub(super) fn sent_upto(&self) -> i64 {
        self.upto.min(self.targets.sent_upto())
    }
}

/// The events that pruning has removed so far.
#[derive(Debug, Default)]
pub(super) struct Removed {
    pub(super) count: u64,
    pub(super) last: Option<Timestamp>,
    /// How many of them forwarding targets have not got.
    pub(super) lost: u64,
}

impl Removed {
    pub(super) fn add(&mut self, count: u64, last: Option<Timestamp>) {
        self.count += count;
        self.last = self.last.max(last.filter(|_| count > 0));
    }
}

impl Housekeeping {
    /// Prunes to the limits on the number of events and on the size of the database.
    pub(super) async fn prune_oldest(&self, retention: Retention, scope: &mut Scope) -> Result<(), RetentionError> {
        let mut usage = self.usage().await?;
        if let Some(most) = retention.events {
            let excess = usage.prunable().saturating_sub(most);
            if scope.mode.is_event_excess(excess, most) {
                self.remove_oldest(scope, scope.sent_upto(), excess, None).await?;
                usage = self.usage().await?;
                let excess = usage.prunable().saturating_sub(most.saturating_mul(2));
                self.remove_oldest(scope, scope.upto, excess, None).await?;
                usage = self.usage().await?;
            }
        }
        if let Some(most) = retention.bytes {
            let target = most.saturating_add(usage.kept_bytes);
            if scope.mode.is_byte_excess(usage.bytes.saturating_sub(target), most) {
                self.empty_pruned_trash(target).await?;
                self.remove_oldest(scope, scope.sent_upto(), u64::MAX, Some(target)).await?;
                self.remove_oldest(scope, scope.upto, u64::MAX, Some(target.saturating_add(most))).await?;
                usage = self.usage().await?;
            }
        }
        let is_unsent = scope.sent_upto() < scope.upto;
        scope.unmet.extend(unmet(usage, retention, scope.mode, is_unsent));
        Ok(())
    }

    /// Removes the oldest events up to `upto`: at most `most`, and only while the file uses more
    /// than `bytes`.
    async fn remove_oldest(
        &self,
        scope: &mut Scope,
        upto: i64,
        mut most: u64,
        bytes: Option<u64>,
    ) -> Result<(), RetentionError> {
        let (mut idle, mut after) = (self.store.idle_gate(), 0);
        while most > 0 {
            idle.wait(self.store.events()).await?;
            let excess = match bytes {
                Some(bytes) => self.store.disk().used().await?.saturating_sub(bytes),
                None => u64::MAX,
            };
            if excess == 0 {
                return Ok(());
            }
            let step = usize::try_from(most).unwrap_or(BATCH_EVENTS).min(BATCH_EVENTS);
            let found = self.store.retention().prunable(after, upto, step, excess).await?;
            let Some(last) = found.ids.last() else { return Ok(()) };
            after = *last;
            most = most.saturating_sub(self.remove(scope, found, false).await?);
        }
        Ok(())
    }

    /// Removes some events and returns how many: permanently, or to the trash.
    pub(super) async fn remove(
        &self,
        scope: &mut Scope,
        found: Prunable,
        to_trash: bool,
    ) -> Result<u64, RetentionError> {
        let unsent = self.unsent(&scope.targets, &found.ids).await?;
        let pruned = if to_trash {
            self.store.trash_mut().hide_pruned(found.ids, unsent.clone()).await?
        } else {
            self.store.retention_mut().prune_unsent(found.ids, unsent.clone()).await?
        };
        scope.removed.add(pruned.events, found.last);
        scope.removed.lost += Self::count_lost(&scope.targets, &unsent, pruned);
        Ok(pruned.events)
    }

    pub(super) async fn usage(&self) -> Result<Usage, RetentionError> {
        Ok(self.store.retention().usage().await?)
    }
}

/// The limits on number and size that are not met.
pub(super) fn unmet(usage: Usage, retention: Retention, mode: Mode, is_unsent: bool) -> Vec<Unmet> {
    let (mut unmet, why) = (Vec::new(), if is_unsent { Why::Unsent } else { Why::New });
    if let Some(most) = retention.events {
        let excess = usage.prunable().saturating_sub(most);
        if usage.kept > most {
            unmet.push(Unmet::KeptEvents { kept: usage.kept, most });
        }
        if mode.is_event_excess(excess, most) {
            unmet.push(Unmet::Events { excess, most, why });
        }
    }
    if let Some(most) = retention.bytes {
        let excess = usage.prunable_bytes().saturating_sub(most);
        if usage.kept_bytes > most {
            unmet.push(Unmet::KeptBytes { kept: usage.kept_bytes, most });
        }
        if mode.is_byte_excess(excess, most) {
            unmet.push(Unmet::Bytes { excess, most, why });
        }
    }
    unmet
}
