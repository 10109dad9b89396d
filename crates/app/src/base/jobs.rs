//! One registry for work that continues after the call that started it.
//!
//! There are three kinds of work:
//!
//! - A job is cancellable and has a key. Starting a job cancels the running job with the same key.
//!   Shutdown cancels all jobs and waits for the tasks they spawned.
//! - A background loop runs until shutdown.
//! - Late work is never canceled. Shutdown waits until it has finished.

use hookglass_clock::Clock;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::lock;

/// How long shutdown waits for background loops and for the tasks of jobs.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A shared handle to the registry.
#[derive(Debug, Clone)]
pub(crate) struct Jobs(Arc<Registry>);

#[derive(Debug)]
struct Registry {
    clock: Clock,
    started: AtomicU64,
    running: Mutex<HashMap<JobKey, Running>>,
    /// Canceled on shutdown.
    closing: CancellationToken,
    /// Loops and the tasks of jobs; they end on shutdown.
    background: TaskTracker,
    /// Work that must finish before the program exits, although no caller awaits it.
    late: TaskTracker,
}

#[derive(Debug)]
struct Running {
    number: u64,
    token: CancellationToken,
}

/// The key of a cancellable job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum JobKey {
    /// A resend from the window, by its number.
    Send(u64),
    /// A hook chain, by the id of its event.
    Chain(i64),
    /// The background deliveries to a forwarding target, by the target's id.
    Forward(i64),
    /// The bulk resend; one at a time.
    Bulk,
    /// The scenario run; one at a time.
    Scenario,
    /// The tour of samples; one at a time.
    Tour,
    /// A comparison, by its ticket.
    Compare(u64),
    /// A listing that is being opened, by its ticket.
    OpenListing(u32),
}

/// A running job. Dropping it removes it from the registry.
#[derive(Debug)]
pub(crate) struct Job {
    jobs: Jobs,
    key: JobKey,
    number: u64,
    token: CancellationToken,
}

impl Jobs {
    pub(crate) fn new(clock: Clock) -> Self {
        Self(Arc::new(Registry {
            clock,
            started: AtomicU64::new(0),
            running: Mutex::default(),
            closing: CancellationToken::new(),
            background: TaskTracker::new(),
            late: TaskTracker::new(),
        }))
    }

    /// Starts a job and cancels the running job with the same key.
    pub(crate) fn begin(&self, key: JobKey) -> Job {
        let job = self.job(key);
        let running = Running { number: job.number, token: job.token.clone() };
        if let Some(previous) = lock(&self.0.running).insert(key, running) {
            previous.token.cancel();
        }
        job
    }

    /// Starts a job unless one with the same key is running.
    pub(crate) fn start_unless_running(&self, key: JobKey) -> Option<Job> {
        let mut running = lock(&self.0.running);
        if running.contains_key(&key) {
            return None;
        }
        let job = self.job(key);
        running.insert(key, Running { number: job.number, token: job.token.clone() });
        Some(job)
    }

    fn job(&self, key: JobKey) -> Job {
        let number = self.0.started.fetch_add(1, Ordering::Relaxed);
        Job { jobs: self.clone(), key, number, token: self.0.closing.child_token() }
    }

    /// Cancels the job with a key. Returns whether one was running.
    pub(crate) fn cancel(&self, key: JobKey) -> bool {
        let running = lock(&self.0.running);
        running.get(&key).inspect(|running| running.token.cancel()).is_some()
    }

    /// Spawns a loop that runs until shutdown.
    pub(crate) fn spawn_background(&self, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        let jobs = self.clone();
        self.0.background.spawn(async move { jobs.until_closed(work).await })
    }

    /// Spawns work that ends soon after its job is canceled. Shutdown waits for it.
    pub(crate) fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.0.background.spawn(work)
    }

    /// Runs a loop on the caller's task until shutdown. [`Jobs::close`] waits until it has ended.
    pub(crate) async fn until_closed(&self, work: impl Future<Output = ()>) {
        // Do not poll a task that has not started when shutdown begins: its first poll could start
        // a timer, which panics once the runtime shuts down.
        let work = async {
            tokio::select! {
                biased;
                () = self.0.closing.cancelled() => {}
                () = work => {}
            }
        };
        self.0.background.track_future(work).await;
    }

    /// Spawns late work: no caller awaits it, but [`Jobs::finish`] waits until it has finished.
    pub(crate) fn spawn_late(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.late.spawn(work);
    }

    /// Waits for late work until the timeout. Returns whether all of it has finished.
    pub(crate) async fn finish(&self, timeout: Duration) -> bool {
        self.0.late.close();
        let finished = self.0.clock.timeout(timeout, self.0.late.wait()).await.is_ok();
        self.0.late.reopen();
        finished
    }

    /// Cancels every job and stops the background loops, then waits for them until a timeout.
    pub(crate) async fn close(&self) {
        self.0.closing.cancel();
        self.0.background.close();
        // A loop ends at its next await point. The timeout covers a loop that never reaches one.
        if self.0.clock.timeout(CLOSE_TIMEOUT, self.0.background.wait()).await.is_err() {
            tracing::error!("background work did not stop within 5 seconds");
        }
    }
}

impl Job {
    /// Completes when the job is canceled.
    pub(crate) async fn cancelled(&self) {
        self.token.cancelled().await;
    }

    /// Whether the job is canceled.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Spawns work that ends soon after the job is canceled. Shutdown waits for it.
    pub(crate) fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.jobs.spawn(work)
    }

    /// The cancellation token, for spawned work.
    pub(crate) fn token(&self) -> CancellationToken {
        self.token.clone()
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        let mut running = lock(&self.jobs.0.running);
        if running.get(&self.key).is_some_and(|running| running.number == self.number) {
            running.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn starting_a_job_cancels_the_running_job_with_the_same_key() {
        let jobs = Jobs::new(Clock::system());
        let first = jobs.begin(JobKey::Chain(1));
        let other = jobs.begin(JobKey::Chain(2));
        let second = jobs.begin(JobKey::Chain(1));
        assert!(first.is_cancelled() && !other.is_cancelled() && !second.is_cancelled());
        drop(first);
        assert!(jobs.cancel(JobKey::Chain(1)), "dropping the first job must not unregister the second");
        assert!(second.is_cancelled());
        drop(second);
        assert!(!jobs.cancel(JobKey::Chain(1)), "a finished job is unregistered");
    }

    #[tokio::test]
    async fn an_exclusive_job_blocks_another_until_it_is_dropped() {
        let jobs = Jobs::new(Clock::system());
        let tour = jobs.start_unless_running(JobKey::Tour);
        assert!(tour.is_some() && jobs.start_unless_running(JobKey::Tour).is_none());
        drop(tour);
        assert!(jobs.start_unless_running(JobKey::Tour).is_some());
    }

    #[tokio::test]
    async fn finish_waits_for_late_work_and_close_ends_loops_and_jobs() {
        let jobs = Jobs::new(Clock::system());
        let (done, waits) = tokio::sync::oneshot::channel::<()>();
        jobs.spawn_late(async move { drop(waits.await) });
        assert!(!jobs.finish(Duration::ZERO).await, "the late work is still running");
        done.send(()).unwrap();
        assert!(jobs.finish(Duration::from_secs(60)).await);
        let (alive, dropped) = tokio::sync::oneshot::channel::<()>();
        jobs.spawn_background(async move {
            let _alive = alive;
            std::future::pending::<()>().await;
        });
        let job = jobs.begin(JobKey::Tour);
        let token = job.token();
        let spawned = job.spawn(async move {
            token.cancelled().await;
            "finished"
        });
        jobs.close().await;
        assert!(spawned.is_finished(), "close waits for the tasks of jobs");
        assert!(dropped.await.is_err(), "close drops background loops");
        assert!(jobs.begin(JobKey::Bulk).is_cancelled(), "a job started after close is canceled immediately");
    }
}
