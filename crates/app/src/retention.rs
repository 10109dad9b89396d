//! Housekeeping: removes deleted events permanently, prunes old events beyond the retention limits,
//! and returns free space to the disk.
//!
//! It works in steps of a few hundred rows or pages, only while no event waits to be stored, and in
//! one process per database at a time. A process with a receiver runs it every few seconds; `prune`
//! runs it once.
//!
//! | Module | Job |
//! | --- | --- |
//! | `rounds` | the rounds in the background and what they remember |
//! | `prune` | limits on the number of events and the size of the database |
//! | `by_age` | the limit on the age of events |
//! | `new_events` | which events are too new to be pruned |
//! | `clock_check` | whether the time of day can be trusted |
//! | `unsent` | events that forwarding targets have not got yet |
//! | `log` | the log of the database |
//! | `unmet` | why the database is larger than it should be, in a sentence |

mod by_age;
mod clock_check;
mod error;
mod log;
mod new_events;
mod prune;
mod rounds;
mod unmet;
mod unsent;

pub use error::RetentionError;

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::sync::{Arc, Mutex, atomic::AtomicBool};

use crate::{
    base::{instant, jobs::Jobs, lock, receiver_state::ReceiverState, run_targets::RunTargets},
    inbox::Inbox,
    settings::Settings,
    view::{Pruned, Retention},
};
use by_age::{AgePasses, cutoff};
use prune::{Mode, Scope};
use unmet::Unmet;

/// Pages that one step returns to the disk.
const PAGES_PER_STEP: u64 = 128;

/// The smallest size limit for the database, in bytes.
pub(crate) const MIN_RETENTION_BYTES: u64 = 1 << 20;

impl Retention {
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

/// The result of pruning on request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PruneReport {
    /// The number of removed events.
    pub count: u64,
    /// When the newest of them was received; `None` if no event was removed.
    pub before: Option<String>,
    /// Why a limit is not met, in sentences.
    pub unmet: Vec<String>,
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
    run_targets: RunTargets,
    started: AtomicBool,
    pruned: Mutex<Option<Pruned>>,
    unmet: Mutex<Vec<Unmet>>,
}

impl Housekeeping {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        settings: Arc<Settings>,
        inbox: Arc<Inbox>,
        receiver: ReceiverState,
        run_targets: RunTargets,
    ) -> Self {
        Self {
            store,
            clock,
            jobs,
            settings,
            inbox,
            receiver,
            run_targets,
            started: AtomicBool::new(false),
            pruned: Mutex::default(),
            unmet: Mutex::default(),
        }
    }

    /// The number of events that [`Housekeeping::prune`] would remove. For the size limit this is an
    /// estimate.
    pub async fn to_prune(&self, retention: Retention) -> Result<u64, RetentionError> {
        retention.check()?;
        let usage = self.usage().await?;
        let by_number = retention.events.map_or(0, |most| usage.prunable().saturating_sub(most));
        let by_bytes = retention.bytes.map_or(0, |most| {
            let mean = (usage.prunable_bytes() / usage.prunable().max(1)).max(1);
            usage.prunable_bytes().saturating_sub(most).div_ceil(mean)
        });
        let by_age = match retention.days {
            Some(_) => self.store.retention().count_aged(cutoff(retention.days, self.clock.wall())).await?,
            None => 0,
        };
        Ok(by_number.max(by_bytes).max(by_age).min(usage.prunable()))
    }

    /// Permanently removes the oldest events until these limits are met, and shrinks the file. A
    /// person asks for it, so events of the last ten minutes are removed too.
    pub async fn prune(&self, retention: Retention) -> Result<PruneReport, RetentionError> {
        retention.check()?;
        let Some(_lock) = self.store.locks().prune()? else { return Err(RetentionError::PruningElsewhere) };
        let mut scope = Scope::new(Mode::Requested, i64::MAX, self.retrying_targets().await?);
        self.empty_expired_trash().await?;
        if let Some(days) = retention.days {
            if !self.prune_aged(&mut AgePasses::default(), days, &mut scope).await? {
                scope.unmet.push(Unmet::AllOld { days });
            }
        }
        self.prune_oldest(retention, &mut scope).await?;
        self.shrink_file(0).await?;
        scope.unmet.extend(self.empty_log(true).await);
        Ok(PruneReport {
            count: scope.removed.count,
            before: scope.removed.last.map(instant),
            unmet: scope.unmet.iter().map(ToString::to_string).collect(),
        })
    }

    /// The limits in the settings.
    pub fn limits(&self) -> Retention {
        self.settings.now().retention
    }

    /// The last pruning by this process in the background.
    pub(crate) fn last_pruned(&self) -> Option<Pruned> {
        lock(&self.pruned).clone()
    }

    /// Why limits were not met in the last round, in sentences.
    pub(crate) fn unmet(&self) -> Vec<String> {
        lock(&self.unmet).iter().map(ToString::to_string).collect()
    }

    /// Why limits on number and size are not met now; `None` if they are.
    pub(crate) async fn note(&self, retention: Retention) -> Result<Option<String>, RetentionError> {
        let sent_upto = self.retrying_targets().await?.sent_upto();
        let is_unsent = sent_upto < self.store.events().latest().await?;
        let unmet = prune::unmet(self.usage().await?, retention, Mode::Background, is_unsent);
        let sentences: Vec<_> = unmet.iter().map(ToString::to_string).collect();
        Ok((!sentences.is_empty()).then(|| sentences.join(" ")))
    }

    /// Permanently deletes what a person has deleted and can no longer restore. Returns whether
    /// there was any.
    async fn empty_expired_trash(&self) -> Result<bool, RetentionError> {
        let expired = self.store.trash().expired_deletions().await?;
        for deletion in &expired {
            self.inbox.empty_trash(*deletion).await?;
        }
        Ok(!expired.is_empty())
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
