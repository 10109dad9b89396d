//! Starts and stops the tasks of background targets.

use hookglass_automation::forward::{Mode, Target};
use hookglass_filter::Filter;
use hookglass_store::StoredForward;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    context::{AnsweringTarget, TargetTask},
    error::ForwardError,
    queue,
};
use crate::{
    base::{jobs::JobKey, lock, run_targets::Cursor},
    forward::Forward,
};

/// The shortest time between two checks for targets that another program changed. Each stored event
/// is a change of the database, so changes are frequent.
const MIN_SYNC_INTERVAL: Duration = Duration::from_millis(500);
/// How often to check whether the program that holds the lock has exited, which does not change the
/// database. Also the wait after the targets could not be read.
const LOCK_POLL_INTERVAL: Duration = Duration::from_secs(1);
/// How long a task can take to stop before it is aborted.
const STOP_TIMEOUT: Duration = Duration::from_millis(400);

impl Forward {
    /// Starts forwarding, unless it has started. On return the targets have their tasks, so that an
    /// event that arrives next is forwarded to all of them.
    pub(crate) async fn start(self: &Arc<Self>) {
        if self.started.swap(true, Ordering::Relaxed) {
            return;
        }
        let (forward, clock, mut changes) = (Arc::downgrade(self), self.clock.clone(), self.changes.subscribe());
        let mut polls = self.sync_or_retry().await;
        let results = Arc::clone(&self.results);
        self.jobs.spawn_background(super::results::write_batches(forward.clone(), results, clock.clone()));
        self.jobs.spawn_background(async move {
            loop {
                clock.sleep(MIN_SYNC_INTERVAL).await;
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { return },
                    () = clock.sleep(LOCK_POLL_INTERVAL - MIN_SYNC_INTERVAL), if polls => {}
                }
                // Held only for the sync, so that the wait does not keep the application open.
                let Some(forward) = forward.upgrade() else { return };
                polls = forward.sync_or_retry().await;
            }
        });
    }

    /// Syncs the tasks. Returns whether to sync again without a change of the database.
    async fn sync_or_retry(self: &Arc<Self>) -> bool {
        self.sync().await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the forwarding targets could not be read; retrying");
            true
        })
    }

    /// Starts a task for each enabled and confirmed background target and stops all other tasks.
    /// Returns whether another program forwards to the stored targets, or one can confirm targets:
    /// neither changes the database when it is over.
    pub(super) async fn sync(self: &Arc<Self>) -> Result<bool, ForwardError> {
        let mut tasks = self.tasks.lock().await;
        let mut stored = self.store.forwards().all().await?;
        let enabled = stored.iter().filter(|stored| stored.target.on).count();
        stored.retain(|stored| stored.target.on && self.is_confirmed(&stored.target));
        let has_paused = stored.len() < enabled;
        // Without stored targets, the lock is left to other programs.
        let has_lock = !stored.is_empty() && self.has_forward_lock()?;
        let is_elsewhere = !stored.is_empty() && !has_lock;
        let of_run = self.run_targets.all();
        let targets = of_run.iter().map(|(target, _)| target).chain(stored.iter().map(|stored| &stored.target));
        let answering = self.set_answering(targets);
        let mut background: Vec<(Target, Option<Cursor>)> =
            of_run.into_iter().map(|(target, cursor)| (target, Some(cursor))).collect();
        if has_lock {
            background.extend(stored.into_iter().map(|StoredForward { target, upto, .. }| {
                let resumes_at = target.retry.then(|| Cursor::at(upto));
                (target, resumes_at)
            }));
        }
        background.retain(|(target, _)| target.on && target.mode == Mode::Background);
        let stays = |task: &TargetTask| background.iter().any(|(target, _)| task.target == *target);
        let ended: Vec<i64> = tasks.iter().filter(|(_, task)| !stays(task)).map(|(id, _)| *id).collect();
        let mut ended: Vec<TargetTask> = ended.into_iter().filter_map(|id| tasks.remove(&id)).collect();
        for task in &ended {
            task.job.token().cancel();
        }
        for task in &mut ended {
            // Waits for the end of the task, so that its last delivery is stored before the next
            // task starts.
            if self.clock.timeout(STOP_TIMEOUT, &mut task.task).await.is_err() {
                task.task.abort();
                let _ = (&mut task.task).await;
            }
        }
        let is_on = |id: &i64| answering.contains(id) || background.iter().any(|(target, _)| target.id == *id);
        lock(&self.statuses).retain(|id, _| is_on(id));
        let mut changed = !ended.is_empty();
        // Dropped first, so that their jobs leave the registry before new jobs of the same targets
        // start.
        drop(ended);
        for (target, resumes_at) in background {
            if tasks.contains_key(&target.id) {
                continue;
            }
            let cursor = match resumes_at {
                Some(cursor) => cursor,
                None => Cursor::at(self.store.events().latest().await?),
            };
            let status = self.status_from(&target, cursor);
            let job = self.jobs.begin(JobKey::Forward(target.id));
            let task = job.spawn(queue::run(Arc::downgrade(self), target.clone(), status, job.token()));
            tasks.insert(target.id, TargetTask { target, job, task });
            changed = true;
        }
        if changed {
            self.publish();
        }
        Ok(is_elsewhere || has_paused)
    }

    /// Sets the enabled answering targets, and returns their ids.
    fn set_answering<'a>(&self, targets: impl Iterator<Item = &'a Target>) -> Vec<i64> {
        let answering = targets.filter(|target| target.on && target.mode == Mode::Answer).filter_map(|target| {
            let filter = Filter::parse(&target.filter).ok()?;
            Some(AnsweringTarget { target: target.clone(), filter })
        });
        let answering: Vec<AnsweringTarget> = answering.collect();
        for answering in &answering {
            self.status_from(&answering.target, Cursor::at(0));
        }
        let ids = answering.iter().map(|answering| answering.target.id).collect();
        *lock(&self.answering) = answering.into();
        ids
    }

    /// Whether this program forwards to the stored targets.
    fn has_forward_lock(&self) -> Result<bool, ForwardError> {
        let mut held = lock(&self.lock);
        if held.is_none() {
            *held = self.store.locks().forward()?;
        }
        Ok(held.is_some())
    }
}
