//! The rounds of housekeeping in the background.

use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};

use super::{
    by_age::AgePasses,
    clock_check::{ClockCheck, Trust},
    context::Housekeeping,
    error::RetentionError,
    new_events::NewEvents,
    prune::{Mode, Removed, Scope},
    unmet::Unmet,
};
use crate::{
    base::{instant, lock},
    view::Pruned,
};

/// The pause between two rounds.
const TIDY_INTERVAL: Duration = Duration::from_secs(3);
/// The pause between two rounds on a full disk.
const FULL_DISK_PROBE_INTERVAL: Duration = Duration::from_secs(1);
/// Bytes that stay free in the file for new events.
const FREE_RESERVE: u64 = 16 << 20;

/// What the rounds remember.
#[derive(Debug)]
struct Memory {
    new_events: NewEvents,
    clock: ClockCheck,
    age: AgePasses,
}

/// What a round may rely on.
#[derive(Debug, Clone, Copy)]
struct Observed {
    /// Newer events than this one stay.
    old_upto: i64,
    trust: Trust,
}

impl Housekeeping {
    /// Reserves space for deleting, then starts housekeeping in the background. Does nothing if it
    /// has started already.
    pub(crate) async fn start(self: &Arc<Self>) {
        if self.started.swap(true, Ordering::Relaxed) {
            return;
        }
        self.reserve_space().await;
        let (housekeeping, clock) = (Arc::downgrade(self), self.clock.clone());
        let (receiver, mut full) = (self.receiver.clone(), self.store.disk().full());
        let mut memory = Memory {
            new_events: NewEvents::default(),
            clock: ClockCheck::new(clock.now(), clock.wall()),
            age: AgePasses::default(),
        };
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
                match housekeeping.round(&mut memory).await {
                    Err(error) if needed.is_none() => tracing::warn!(%error, "cannot remove old events; retrying"),
                    // A full disk is logged once, when it fills up.
                    _ => {}
                }
                if let Some(needed) = needed {
                    // Success also reports that the disk is no longer full.
                    let _ = housekeeping.store.disk_mut().probe(needed).await;
                } else {
                    housekeeping.reserve_space().await;
                }
            }
        });
    }

    async fn reserve_space(&self) {
        if let Err(error) = self.store.disk_mut().reserve().await {
            tracing::debug!(%error, "cannot reserve space for deleting");
        }
    }

    async fn round(&self, memory: &mut Memory) -> Result<(), RetentionError> {
        let latest = self.store.events().latest().await?;
        let observed = Observed {
            old_upto: memory.new_events.observe(self.clock.now(), latest),
            trust: memory.clock.observe(self.clock.now(), self.clock.wall()),
        };
        let Some(_lock) = self.store.locks().prune()? else { return Ok(()) };
        self.tidy(&mut memory.age, observed).await
    }

    /// Removes the events of expired deletions permanently, prunes, and shrinks the file.
    async fn tidy(&self, age: &mut AgePasses, observed: Observed) -> Result<(), RetentionError> {
        let retention = self.settings.now().retention;
        let mut scope = Scope::new(Mode::Background, observed.old_upto, self.retrying_targets().await?);
        let mut emptied = self.empty_expired_trash().await?;
        if observed.trust == Trust::Steady {
            emptied |= self.empty_old_pruned_trash().await?;
        }
        self.hide_aged(age, retention.days, observed.trust, &mut scope).await?;
        self.prune_oldest(retention, &mut scope).await?;
        let is_full = self.store.disk().full().borrow().is_some();
        let shrunk = self.shrink_file(if is_full { 0 } else { FREE_RESERVE }).await?;
        let changed = emptied || shrunk || scope.removed.count > 0;
        if changed {
            self.store.idle_gate().wait(self.store.events()).await?;
        }
        scope.unmet.extend(self.empty_log(changed).await);
        self.report(&scope.removed, scope.unmet);
        Ok(())
    }

    /// Publishes the result of a round. Each reason is logged once, when it appears.
    fn report(&self, removed: &Removed, unmet: Vec<Unmet>) {
        let before = std::mem::replace(&mut *lock(&self.unmet), unmet.clone());
        for reason in unmet.iter().filter(|reason| !before.iter().any(|before| before.is_same(reason))) {
            tracing::warn!("{reason}");
        }
        if removed.lost > 0 {
            tracing::warn!(
                "{} events were removed by the retention limits before they were forwarded to a target that retries",
                removed.lost
            );
        }
        if let Some(last) = removed.last {
            let at = instant(self.clock.wall());
            *lock(&self.pruned) = Some(Pruned { count: removed.count, before: instant(last), at });
        }
        if removed.last.is_some() || before != unmet {
            self.receiver.changed();
        }
    }
}
