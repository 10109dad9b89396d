//! Housekeeping: what is deleted goes for good, old events go when there are too many, and space is given back.
//!
//! All of it is done in steps of a few hundred rows or pages, only while no event waits to be stored, and by one program at a time.
//! Where the receiver is, it is looked after every few seconds; `hookglass prune` does it once.

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
use tokio::time::sleep;

use crate::{
    base::{changes::Changes, instant, jobs::Jobs, lock, receiver_state::ReceiverState},
    error::AppError,
    inbox::{Inbox, annotations::BATCH_EVENTS},
    settings::Settings,
    view::{Pruned, Retention},
};

/// How often to look.
const LOOK: Duration = Duration::from_secs(3);
/// How often to try whether there is room on the disk again.
const PROBE: Duration = Duration::from_secs(1);
/// Pages that are given back in one step.
const PAGES: u64 = 128;
/// Bytes that stay free in the file, for new events.
const RESERVE: u64 = 16 << 20;

/// How thoroughly to prune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thoroughness {
    /// Only when it is worth it, and leaving some free space for what comes.
    Now,
    /// To the limit, and all free space is given back.
    ToTheLimit,
}

impl Retention {
    fn limits(self, now: Timestamp) -> Limits {
        let age =
            |days: u64| SignedDuration::from_hours(i64::try_from(days).unwrap_or(i64::MAX / 24).saturating_mul(24));
        let since = self.days.map(|days| now.checked_sub(age(days)).unwrap_or(Timestamp::MIN));
        Limits { events: self.events, since, bytes: self.bytes }
    }

    /// Whether the limits make sense.
    pub(crate) fn check(self) -> Result<(), AppError> {
        let complain = |sentence: &str| Err(AppError::Setting(sentence.to_owned()));
        match self {
            Self { events: Some(0), .. } => {
                complain("at least one event must be kept; leave the number out for no limit")
            }
            Self { days: Some(0), .. } => {
                complain("events must be kept for at least one day; leave it out for no limit")
            }
            Self { bytes: Some(..1_048_576), .. } => {
                complain("at least 1 MiB (1048576 bytes) must be kept; leave it out for no limit")
            }
            _ => Ok(()),
        }
    }
}

/// Prunes old events and keeps the database small.
#[derive(Debug)]
pub struct Housekeeping {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    changes: Changes,
    settings: Arc<Settings>,
    inbox: Arc<Inbox>,
    receiver: ReceiverState,
    begun: AtomicBool,
    pruned: Mutex<Option<Pruned>>,
}

impl Housekeeping {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        changes: Changes,
        settings: Arc<Settings>,
        inbox: Arc<Inbox>,
        receiver: ReceiverState,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            changes,
            settings,
            inbox,
            receiver,
            begun: AtomicBool::new(false),
            pruned: Mutex::default(),
        }
    }

    /// Begins to keep house, unless that has begun.
    pub(crate) fn keep_house(self: &Arc<Self>) {
        if self.begun.swap(true, Ordering::Relaxed) {
            return;
        }
        let (app, mut full) = (Arc::downgrade(self), self.store.disk().full());
        tokio::spawn(async move {
            loop {
                let is_full = full.borrow_and_update().is_some();
                tokio::select! {
                    () = sleep(if is_full { PROBE } else { LOOK }) => {}
                    changed = full.changed() => if changed.is_err() { return },
                }
                let Some(app) = Weak::upgrade(&app) else { return };
                let needed = *full.borrow();
                if needed.is_some() != is_full {
                    app.receiver.changed();
                }
                if let Some(needed) = needed {
                    // When it goes well the disk is not full any more.
                    let _ = app.store.disk_mut().probe(needed).await;
                } else if let Err(error) = app.tidy().await {
                    tracing::warn!(%error, "old events could not be removed; it is tried again");
                }
            }
        });
    }

    /// What there is to do now: deletions that nobody can undo, and old events.
    async fn tidy(&self) -> Result<(), AppError> {
        let Some(_lock) = self.store.locks().prune()? else { return Ok(()) };
        let now = Timestamp::now();
        let abandoned = self.store.trash().expired_deletions().await?;
        for undo in &abandoned {
            self.inbox.empty_trash(*undo).await?;
        }
        let pruned = self.prune_to(self.settings.now().retention, now, Thoroughness::Now).await?;
        let shrunk = self.give_back(RESERVE).await?;
        if !abandoned.is_empty() || pruned || shrunk {
            self.store.idle_gate().wait(self.store.events()).await?;
            self.store.disk_mut().checkpoint().await?;
        }
        Ok(())
    }

    /// How many events have to go for these limits. By bytes this is an estimate.
    pub async fn to_prune(&self, retention: Retention) -> Result<u64, AppError> {
        retention.check()?;
        let limits = retention.limits(Timestamp::now());
        let Usage { events, kept, .. } = self.store.retention().usage().await?;
        Ok(self.store.retention().excess(limits).await?.min(events.saturating_sub(kept)))
    }

    /// Removes the oldest events until these limits hold, gives the space back, and returns what went.
    pub async fn prune(&self, retention: Retention) -> Result<Option<Pruned>, AppError> {
        retention.check()?;
        let Some(_lock) = self.store.locks().prune()? else { return Err(AppError::PruningElsewhere) };
        let pruned = self.prune_to(retention, Timestamp::now(), Thoroughness::ToTheLimit).await?;
        self.give_back(0).await?;
        self.store.disk_mut().checkpoint().await?;
        Ok(if pruned { lock(&self.pruned).clone() } else { None })
    }

    /// The limits of the settings.
    pub fn retention(&self) -> Retention {
        self.settings.now().retention
    }

    /// The last pruning of this run.
    pub(crate) fn last_pruned(&self) -> Option<Pruned> {
        lock(&self.pruned).clone()
    }

    /// Why some limits cannot be held.
    pub(crate) async fn retention_note(&self, retention: Retention) -> Result<Option<String>, AppError> {
        let Usage { kept, .. } = self.store.retention().usage().await?;
        Ok(retention.events.filter(|most| *most < kept).map(|most| {
            format!("{kept} events have a star or a note and stay: more than the {most} that are to be kept at most.")
        }))
    }

    async fn prune_to(&self, retention: Retention, now: Timestamp, how: Thoroughness) -> Result<bool, AppError> {
        let limits = retention.limits(now);
        let Usage { events, bytes, .. } = self.store.retention().usage().await?;
        // With every new event an old one would go by itself, which costs more than many at a time.
        let worth = |over: u64, limit: u64, most: u64| match how {
            Thoroughness::Now => over >= (limit / 1000).clamp(1, most),
            Thoroughness::ToTheLimit => over > 0,
        };
        let mut went = Went::default();
        let over = limits.events.map_or(0, |most| events.saturating_sub(most));
        if worth(over, limits.events.unwrap_or(0), 1000) {
            self.prune_oldest(&mut went, over, None, None).await?;
        }
        if limits.since.is_some() {
            self.prune_oldest(&mut went, u64::MAX, limits.since, None).await?;
        }
        if let Some(most) = limits.bytes
            && worth(bytes.saturating_sub(most), most, 64 << 20)
        {
            self.prune_oldest(&mut went, u64::MAX, None, Some(most)).await?;
        }
        let Some(last) = went.last.filter(|_| went.count > 0) else { return Ok(false) };
        let pruned = Pruned { count: went.count, before: instant(last), at: instant(now) };
        *lock(&self.pruned) = Some(pruned);
        self.receiver.changed();
        Ok(true)
    }

    /// The oldest ones: so many, or those before a moment, or until the file is small enough.
    async fn prune_oldest(
        &self,
        went: &mut Went,
        mut most: u64,
        before: Option<Timestamp>,
        bytes: Option<u64>,
    ) -> Result<(), AppError> {
        let (mut lull, mut after) = (self.store.idle_gate(), 0);
        while most > 0 {
            lull.wait(self.store.events()).await?;
            let over = match bytes {
                Some(bytes) => self.store.disk().used().await?.saturating_sub(bytes),
                None => u64::MAX,
            };
            if over == 0 {
                return Ok(());
            }
            let step = usize::try_from(most).unwrap_or(BATCH_EVENTS).min(BATCH_EVENTS);
            let found = self.store.retention().prunable(after, before, step, over).await?;
            let Some(last) = found.ids.last() else { return Ok(()) };
            after = *last;
            let count = self.store.retention_mut().prune(found.ids).await?;
            most = most.saturating_sub(count);
            went.count += count;
            went.last = went.last.max(found.last);
        }
        Ok(())
    }

    /// Gives free pages of the file back, but for some bytes of them. Returns whether there were any.
    async fn give_back(&self, reserve: u64) -> Result<bool, AppError> {
        let (mut lull, mut before) = (self.store.idle_gate(), u64::MAX);
        loop {
            let free = self.store.disk().free().await?;
            // In a file that cannot shrink by steps nothing is gained.
            if free <= reserve || free >= before {
                return Ok(before < u64::MAX);
            }
            before = free;
            lull.wait(self.store.events()).await?;
            self.store.disk_mut().shrink(PAGES).await?;
        }
    }
}

/// What went so far.
#[derive(Debug, Default)]
struct Went {
    count: u64,
    last: Option<Timestamp>,
}
