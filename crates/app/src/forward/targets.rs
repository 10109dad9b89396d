//! Lists targets with their status, and checks, saves and removes them.

use hookglass_automation::forward::{Mode, Target};
use hookglass_filter::Filter;
use hookglass_outbound::origin;
use hookglass_store::StoredForward;
use std::{collections::BTreeSet, ops::RangeInclusive, sync::Arc, time::Duration};

use super::{
    context::SCAN_RANGE, error::ForwardError, status_log::StatusLog, target_status, target_status::ForwardedFrom,
};
use crate::{
    base::{filter_now, lock},
    forward::Forward,
    view::{ForwardMode, ForwardRow, ForwardTarget, TargetUrl},
};

/// The allowed deadlines of an answering target, in milliseconds.
const DEADLINES_MS: RangeInclusive<u64> = 50..=60_000;
/// The shortest time between two signals. Each delivery changes the status of a target, so changes
/// are frequent.
const MIN_SIGNAL_INTERVAL: Duration = Duration::from_millis(250);

impl Forward {
    /// The targets with their status: stored targets in the order they were added, then the targets
    /// of this run.
    pub async fn list(&self) -> Result<Vec<ForwardRow>, ForwardError> {
        let mut rows = Vec::new();
        for StoredForward { target, upto, delivered, failed, lost } in self.store.forwards().all().await? {
            rows.push(self.row(target, upto, (delivered, failed), lost).await?);
        }
        for (target, _) in self.run_targets.all() {
            rows.push(self.row(target, 0, (0, 0), 0).await?);
        }
        Ok(rows)
    }

    async fn row(&self, target: Target, upto: i64, counts: (u64, u64), lost: u64) -> Result<ForwardRow, ForwardError> {
        let status = self.status(target.id);
        let from = if !self.is_confirmed(&target) {
            ForwardedFrom::Nowhere
        } else if target.id < 0 || lock(&self.lock).is_some() {
            ForwardedFrom::Here
        } else {
            ForwardedFrom::Elsewhere
        };
        let (counts, lost) = match &status {
            Some(status) if target.id < 0 => (status.counts(), status.cursor().lost()),
            _ => (counts, lost),
        };
        let follows = target.on && target.mode == Mode::Background && (status.is_some() || target.retry);
        let behind = match (follows, Filter::parse(&target.filter)) {
            (true, Ok(filter)) => {
                let after = status.as_ref().map_or(upto, |status| status.upto());
                let now = filter_now(&self.clock);
                let (ids, upto) = self.store.search().ids_within(&filter, now, after, SCAN_RANGE).await?;
                ids.len() as u64 + u64::try_from(self.store.events().latest().await? - upto).unwrap_or(0)
            }
            _ => 0,
        };
        Ok(target_status::row(target, status.as_deref(), from, counts, lost, behind, self.clock.now()))
    }

    /// Adds a target (id 0) or changes one. A target that is new or was disabled starts with the
    /// next event that arrives.
    pub async fn save(self: &Arc<Self>, target: ForwardTarget, confirmed: bool) -> Result<ForwardRow, ForwardError> {
        let id = target.id;
        let target = self.checked(target, confirmed).await?;
        if target.on {
            self.confirm([TargetUrl::of(&target)].into()).await?;
        }
        let before = self.store.forwards().all().await?.into_iter().find(|stored| stored.target.id == id);
        let continues = before.is_some_and(|before| before.target.on && before.target.mode == target.mode);
        let Some(id) = self.store.forwards_mut().save(target, !continues).await? else {
            return Err(ForwardError::NoTarget(id));
        };
        if !continues {
            lock(&self.statuses).remove(&id);
        }
        self.sync().await?;
        self.publish();
        let row = self.list().await?.into_iter().find(|row| row.target.id == id);
        row.ok_or(ForwardError::NoTarget(id))
    }

    /// Adds a target for this run of the program. It starts with the next event that arrives.
    pub async fn add_for_this_run(
        self: &Arc<Self>,
        target: ForwardTarget,
        confirmed: bool,
    ) -> Result<(), ForwardError> {
        let target = self.checked(target, confirmed).await?;
        self.confirmations.change_run(|confirmed| confirmed.targets.extend([TargetUrl::of(&target)]));
        self.run_targets.add(target, self.store.events().latest().await?);
        self.sync().await?;
        self.start().await;
        Ok(())
    }

    /// The enabled targets that are not confirmed on this computer. A target with an invalid URL
    /// gets no event in any case.
    pub(crate) async fn paused(&self) -> Result<Vec<TargetUrl>, ForwardError> {
        let stored = self.store.forwards().all().await?.into_iter().map(|stored| stored.target);
        let paused = stored.filter(|target| target.on && !self.is_confirmed(target) && origin(&target.url).is_ok());
        Ok(paused.map(|target| TargetUrl::of(&target)).collect())
    }

    /// Confirms targets, and the hosts of their URLs, on this computer.
    pub async fn confirm_targets(self: &Arc<Self>, targets: BTreeSet<TargetUrl>) -> Result<(), ForwardError> {
        let urls: Vec<String> = targets.iter().map(|target| target.url.clone()).collect();
        self.outbound.ensure_all_allowed(urls.iter().map(String::as_str), true).await?;
        self.confirm(targets).await?;
        self.sync().await?;
        self.publish();
        Ok(())
    }

    async fn confirm(&self, targets: BTreeSet<TargetUrl>) -> Result<(), ForwardError> {
        Ok(self.confirmations.change(move |confirmed| confirmed.targets.extend(targets)).await?)
    }

    /// Removes a target. Its deliveries stay among the resends.
    pub async fn remove(self: &Arc<Self>, id: i64) -> Result<(), ForwardError> {
        if !self.store.forwards_mut().remove(id).await? {
            return Err(ForwardError::NoTarget(id));
        }
        self.sync().await?;
        self.publish();
        Ok(())
    }

    /// Skips the event that waits for a retry at a target.
    pub fn skip(&self, id: i64) -> Result<(), ForwardError> {
        let status = self.status(id).ok_or(ForwardError::NoTarget(id))?;
        status.skip();
        Ok(())
    }

    /// Calls `signal` when a target or its status changes, at most four times a second. Runs until
    /// the application closes.
    pub async fn watch(&self, mut signal: impl FnMut()) {
        let mut changes = self.subscribe();
        let signals = async {
            while changes.changed().await.is_ok() {
                signal();
                self.clock.sleep(MIN_SIGNAL_INTERVAL).await;
            }
        };
        self.jobs.until_closed(signals).await;
    }

    /// Calls `print` with a line when a target starts, fails or recovers. Runs until the
    /// application closes.
    pub async fn log(&self, mut print: impl FnMut(&str)) {
        let (mut changes, mut log) = (self.subscribe(), StatusLog::default());
        let lines = async {
            loop {
                match self.list().await {
                    Ok(rows) => log.lines(&rows).iter().for_each(|line| print(line)),
                    Err(error) => tracing::warn!(%error, "the status of the targets could not be read"),
                }
                if changes.changed().await.is_err() {
                    return;
                }
                self.clock.sleep(MIN_SIGNAL_INTERVAL).await;
            }
        };
        self.jobs.until_closed(lines).await;
    }

    /// Checks a target and returns it in its stored form.
    async fn checked(&self, target: ForwardTarget, confirmed: bool) -> Result<Target, ForwardError> {
        let ForwardTarget { id, url, filter, on, mode, retry, verify_tls, deadline_ms } = target;
        let (url, filter) = (url.trim().to_owned(), filter.trim().to_owned());
        let mode = match mode {
            ForwardMode::Answer => Mode::Answer,
            ForwardMode::Background => Mode::Background,
        };
        Filter::parse(&filter)?;
        if let Some(invalid) = deadline_ms.filter(|deadline| !DEADLINES_MS.contains(deadline)) {
            return Err(ForwardError::Deadline(invalid));
        }
        if self.is_any_receiver(&url).await? {
            return Err(ForwardError::Loop(url));
        }
        self.outbound.ensure_allowed(&url, confirmed).await?;
        let retry = retry && mode == Mode::Background;
        let deadline_ms = deadline_ms.filter(|_| mode == Mode::Answer);
        Ok(Target { id, url, filter, on, mode, retry, verify_tls, deadline_ms })
    }
}
