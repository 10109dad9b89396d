//! Pruning by age.
//!
//! Nothing but the clock says how old an event is, so this trusts as little as it can: the clock
//! must be steady ([`ClockCheck`](super::clock_check::ClockCheck)), it must not make all events too
//! old at once, and the events go to the trash for a day. They are restored as soon as the limit or
//! the clock no longer makes them too old.
//!
//! Received times need not rise with the ids. A pass looks at all blocks of ids, except those whose
//! oldest event is known to be young enough.

use hookglass_store::Aged;
use jiff::{SignedDuration, Timestamp};
use std::{collections::HashMap, time::Duration};
use tokio::time::Instant;

use super::{
    clock_check::Trust,
    context::Housekeeping,
    error::RetentionError,
    prune::{Mode, Scope},
    unmet::Unmet,
};
use crate::inbox::annotations::BATCH_EVENTS;

/// The pause between two passes.
const PASS_INTERVAL: Duration = Duration::from_secs(10 * 60);
/// Ids that are looked at together.
const BLOCK: i64 = 4096;
/// How far ahead of the clock an event can be dated and still count as new.
const MAX_AHEAD: Duration = Duration::from_secs(3600);

/// What is known between two passes.
#[derive(Debug, Default)]
pub(super) struct AgePasses {
    /// When the oldest event of a complete block was received; `None` if it has no event.
    oldest: HashMap<i64, Option<Timestamp>>,
    last: Option<Instant>,
    /// Events received since then are not in the trash.
    restored_since: Option<Timestamp>,
    all_old: bool,
}

/// The time before which events are too old; the minimum without a limit.
pub(super) fn cutoff(days: Option<u64>, now: Timestamp) -> Timestamp {
    let age = |days| SignedDuration::from_hours(i64::try_from(days).unwrap_or(i64::MAX / 24).saturating_mul(24));
    days.and_then(|days| now.checked_sub(age(days)).ok()).unwrap_or(Timestamp::MIN)
}

impl Housekeeping {
    /// Moves events that are too old to the trash, if the clock can be trusted and a pass is due.
    pub(super) async fn hide_aged(
        &self,
        passes: &mut AgePasses,
        days: Option<u64>,
        trust: Trust,
        scope: &mut Scope,
    ) -> Result<(), RetentionError> {
        let since = cutoff(days, self.clock.wall());
        if passes.restored_since.is_none_or(|before| since < before) {
            if self.store.trash_mut().restore_pruned(since).await? > 0 {
                passes.oldest.clear();
            }
            passes.last = None;
        }
        passes.restored_since = Some(since);
        let Some(days) = days else {
            passes.all_old = false;
            return Ok(());
        };
        if let Trust::Stepped { seconds } = trust {
            scope.unmet.push(Unmet::ClockStepped { seconds });
        }
        let now = self.clock.now();
        let is_due = passes.last.is_none_or(|last| last + PASS_INTERVAL <= now);
        if trust == Trust::Steady && is_due {
            passes.all_old = !self.prune_aged(passes, days, scope).await?;
            passes.last = Some(now);
        }
        if passes.all_old {
            scope.unmet.push(Unmet::AllOld { days });
        }
        Ok(())
    }

    /// Prunes the events that are too old. Returns `false` and prunes nothing if no recent event is
    /// newer: then the clock is more likely to be wrong.
    pub(super) async fn prune_aged(
        &self,
        passes: &mut AgePasses,
        days: u64,
        scope: &mut Scope,
    ) -> Result<bool, RetentionError> {
        let wall = self.clock.wall();
        let (since, unsent_since) = (cutoff(Some(days), wall), cutoff(Some(days.saturating_mul(2)), wall));
        let Some((first, latest)) = self.store.retention().id_range().await? else { return Ok(true) };
        let is_plausible = self.store.retention().has_new_within(since, wall + MAX_AHEAD).await?;
        let mut idle = self.store.idle_gate();
        for block in first.div_euclid(BLOCK)..=latest.div_euclid(BLOCK) {
            if passes.oldest.get(&block).is_some_and(|oldest| oldest.is_none_or(|oldest| oldest >= since)) {
                continue;
            }
            let (after, end, sent) = (block * BLOCK - 1, (block + 1) * BLOCK - 1, scope.sent_upto());
            let mut left: Option<Timestamp> = None;
            // Events that targets have not got stay twice as long.
            for (after, upto, since) in
                [(after, end.min(sent), since), (after.max(sent), end.min(scope.upto), unsent_since)]
            {
                if after >= upto {
                    continue;
                }
                loop {
                    idle.wait(self.store.events()).await?;
                    let found = self.store.retention().aged(after, upto, since, BATCH_EVENTS).await?;
                    let Aged { prunable, oldest_left } = found;
                    if prunable.ids.is_empty() {
                        left = [left, oldest_left].into_iter().flatten().min();
                        break;
                    }
                    if !is_plausible {
                        return Ok(false);
                    }
                    let last = prunable.last;
                    if self.remove(scope, prunable, scope.mode == Mode::Background).await? == 0 {
                        // Damaged events stay. The next pass tries again.
                        left = [left, oldest_left, last].into_iter().flatten().min();
                        break;
                    }
                }
            }
            if end <= scope.upto {
                passes.oldest.insert(block, left);
            }
        }
        Ok(true)
    }
}
