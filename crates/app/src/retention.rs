//! Housekeeping: removes deleted events permanently, prunes old events beyond the retention limits,
//! and returns free space to the disk.
//!
//! It works in steps of a few hundred rows or pages, only while no event waits to be stored, and in
//! one process per database at a time. A process with a receiver runs it every few seconds; `prune`
//! runs it once.

mod error;

pub use error::RetentionError;

use hookglass_clock::Clock;
use hookglass_store::{Limits, Store, Usage};
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    base::{instant, jobs::Jobs, lock, receiver_state::ReceiverState},
    inbox::{Inbox, annotations::BATCH_EVENTS},
    settings::Settings,
    view::{Pruned, Retention},
};

/// The pause between two rounds of housekeeping.
const TIDY_INTERVAL: Duration = Duration::from_secs(3);
/// The pause between two rounds of housekeeping on a full disk.
const FULL_DISK_PROBE_INTERVAL: Duration = Duration::from_secs(1);
/// Pages that one step returns to the disk.
const PAGES_PER_STEP: u64 = 128;
/// Bytes that stay free in the file for new events.
const FREE_RESERVE: u64 = 16 << 20;

/// The smallest size limit for the database, in bytes.
pub(crate) const MIN_RETENTION_BYTES: u64 = 1 << 20;

/// When to prune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PruneMode {
    /// Only once the excess is large enough to be worth a run.
    WhenWorthwhile,
    /// For any excess.
    Always,
}

impl Retention {
    fn limits(self, now: Timestamp) -> Limits {
        let age =
            |days: u64| SignedDuration::from_hours(i64::try_from(days).unwrap_or(i64::MAX / 24).saturating_mul(24));
        let since = self.days.map(|days| now.checked_sub(age(days)).unwrap_or(Timestamp::MIN));
        Limits { events: self.events, since, bytes: self.bytes }
    }

    /// Checks that each limit allows for at least one event, one day, or [`MIN_RETENTION_BYTES`].
    pub(crate) fn check(self) -> Result<(), RetentionError> {
        match self {
            Self { events: Some(0), .. } => Err(RetentionError::NoEvents),
            Self { days: Some(0), .. } => Err(RetentionError::NoDays),
            Self { bytes: Some(..MIN_RETENTION_BYTES), .. } => Err(RetentionError::TooFewBytes),
            _ => Ok(()),
        }
    }
}

/// Removes deleted and old events, and keeps the database file small.
#[derive(Debug)]
pub struct Housekeeping {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    settings: Arc<Settings>,
    inbox: Arc<Inbox>,
    receiver: ReceiverState,
    started: AtomicBool,
    pruned: Mutex<Option<Pruned>>,
}

impl Housekeeping {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        settings: Arc<Settings>,
        inbox: Arc<Inbox>,
        receiver: ReceiverState,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            settings,
            inbox,
            receiver,
            started: AtomicBool::new(false),
            pruned: Mutex::default(),
        }
    }

    /// Starts housekeeping in the background. Does nothing if it has started already.
    pub(crate) fn start(self: &Arc<Self>) {
        if self.started.swap(true, Ordering::Relaxed) {
            return;
        }
        let (housekeeping, clock) = (Arc::downgrade(self), self.clock.clone());
        let (receiver, mut full) = (self.receiver.clone(), self.store.disk().full());
        let mut announced = false;
        let mut announce = move |is_full: bool| {
            if std::mem::replace(&mut announced, is_full) != is_full {
                receiver.changed();
            }
        };
        self.jobs.spawn_background(async move {
            loop {
                // The probe of the last round may have found free space.
                let was_full = full.borrow_and_update().is_some();
                announce(was_full);
                tokio::select! {
                    () = clock.sleep(if was_full { FULL_DISK_PROBE_INTERVAL } else { TIDY_INTERVAL }) => {}
                    changed = full.changed() => if changed.is_err() { return },
                }
                let Some(housekeeping) = Weak::upgrade(&housekeeping) else { return };
                let needed = *full.borrow();
                announce(needed.is_some());
                match housekeeping.tidy().await {
                    Err(error) if needed.is_none() => tracing::warn!(%error, "cannot remove old events; retrying"),
                    // A full disk is logged once, when it fills up.
                    _ => {}
                }
                if let Some(needed) = needed {
                    // Success also reports that the disk is no longer full.
                    let _ = housekeeping.store.disk_mut().probe(needed).await;
                } else if let Err(error) = housekeeping.store.disk_mut().reserve().await {
                    tracing::debug!(%error, "cannot reserve space for deleting");
                }
            }
        });
    }

    /// One round: removes the events of expired deletions permanently, prunes, and shrinks the
    /// file.
    async fn tidy(&self) -> Result<(), RetentionError> {
        let Some(_lock) = self.store.locks().prune()? else { return Ok(()) };
        let now = self.clock.wall();
        let expired = self.store.trash().expired_deletions().await?;
        for undo in &expired {
            self.inbox.empty_trash(*undo).await?;
        }
        let pruned = self.prune_to(self.settings.now().retention, now, PruneMode::WhenWorthwhile).await?;
        let is_full = self.store.disk().full().borrow().is_some();
        let shrunk = self.shrink_file(if is_full { 0 } else { FREE_RESERVE }).await?;
        if !expired.is_empty() || pruned || shrunk {
            self.store.idle_gate().wait(self.store.events()).await?;
            self.store.disk_mut().checkpoint().await?;
        }
        Ok(())
    }

    /// The number of events that pruning to these limits would remove. For the size limit this is
    /// an estimate.
    pub async fn to_prune(&self, retention: Retention) -> Result<u64, RetentionError> {
        retention.check()?;
        let limits = retention.limits(self.clock.wall());
        let Usage { events, kept, .. } = self.store.retention().usage().await?;
        Ok(self.store.retention().excess(limits).await?.min(events.saturating_sub(kept)))
    }

    /// Removes the oldest events until these limits are met, and shrinks the file. Returns what was
    /// removed.
    pub async fn prune(&self, retention: Retention) -> Result<Option<Pruned>, RetentionError> {
        retention.check()?;
        let Some(_lock) = self.store.locks().prune()? else { return Err(RetentionError::PruningElsewhere) };
        let pruned = self.prune_to(retention, self.clock.wall(), PruneMode::Always).await?;
        self.shrink_file(0).await?;
        self.store.disk_mut().checkpoint().await?;
        Ok(if pruned { lock(&self.pruned).clone() } else { None })
    }

    /// The limits in the settings.
    pub fn limits(&self) -> Retention {
        self.settings.now().retention
    }

    /// The last pruning by this process.
    pub(crate) fn last_pruned(&self) -> Option<Pruned> {
        lock(&self.pruned).clone()
    }

    /// Why the limits cannot be met; `None` if they can.
    pub(crate) async fn note(&self, retention: Retention) -> Result<Option<String>, RetentionError> {
        let Usage { kept, .. } = self.store.retention().usage().await?;
        Ok(retention.events.filter(|most| *most < kept).map(|most| {
            format!("{kept} events have a star or a note and stay, which is more than the limit of {most} events.")
        }))
    }

    /// Prunes to the limits. Returns whether any event was removed.
    async fn prune_to(&self, retention: Retention, now: Timestamp, mode: PruneMode) -> Result<bool, RetentionError> {
        let limits = retention.limits(now);
        let Usage { events, bytes, .. } = self.store.retention().usage().await?;
        // Removing one old event for each new one costs more than removing many at a time.
        let is_worthwhile = |excess: u64, limit: u64, max: u64| match mode {
            PruneMode::WhenWorthwhile => excess >= (limit / 1000).clamp(1, max),
            PruneMode::Always => excess > 0,
        };
        let mut removed = Removed::default();
        let excess = limits.events.map_or(0, |most| events.saturating_sub(most));
        if is_worthwhile(excess, limits.events.unwrap_or(0), 1000) {
            self.prune_oldest(&mut removed, excess, None, None).await?;
        }
        if limits.since.is_some() {
            self.prune_oldest(&mut removed, u64::MAX, limits.since, None).await?;
        }
        if let Some(most) = limits.bytes
            && is_worthwhile(bytes.saturating_sub(most), most, 64 << 20)
        {
            self.prune_oldest(&mut removed, u64::MAX, None, Some(most)).await?;
        }
        let Some(last) = removed.last.filter(|_| removed.count > 0) else { return Ok(false) };
        let pruned = Pruned { count: removed.count, before: instant(last), at: instant(now) };
        *lock(&self.pruned) = Some(pruned);
        self.receiver.changed();
        Ok(true)
    }

    /// Removes the oldest events: at most `most`, only those received before `before`, and only
    /// until the file uses at most `bytes`.
    async fn prune_oldest(
        &self,
        removed: &mut Removed,
        mut most: u64,
        before: Option<Timestamp>,
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
            let found = self.store.retention().prunable(after, before, step, excess).await?;
            let Some(last) = found.ids.last() else { return Ok(()) };
            after = *last;
            let count = self.store.retention_mut().prune(found.ids).await?;
            most = most.saturating_sub(count);
            removed.count += count;
            removed.last = removed.last.max(found.last);
        }
        Ok(())
    }

    /// Returns free pages of the file to the disk, except for `reserve` bytes. Returns whether it
    /// shrank the file.
    async fn shrink_file(&self, reserve: u64) -> Result<bool, RetentionError> {
        let (mut idle, mut before) = (self.store.idle_gate(), u64::MAX);
        loop {
            let free = self.store.disk().free().await?;
            // Stop if the last step freed nothing: some files cannot shrink in steps.
            if free <= reserve || free >= before {
                return Ok(before < u64::MAX);
            }
            before = free;
            idle.wait(self.store.events()).await?;
            self.store.disk_mut().shrink(PAGES_PER_STEP).await?;
        }
    }
}

/// The events that pruning has removed so far.
#[derive(Debug, Default)]
struct Removed {
    count: u64,
    last: Option<Timestamp>,
}
