//! Work that continues after the call that started it, in one registry.
//!
//! Cancellable work has a key; beginning the same key again cancels the job that runs under it. Closing the program cancels
//! all jobs and waits for the tasks that they spawned. Background loops run until the program closes. Late work runs to its end: the program waits for it before it closes.

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

/// How long closing waits for background loops and for the tasks of jobs.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// A handle on the registry.
#[derive(Debug, Clone)]
pub(crate) struct Jobs(Arc<Registry>);

#[derive(Debug)]
struct Registry {
    clock: Clock,
    begun: AtomicU64,
    running: Mutex<HashMap<JobKey, Running>>,
    /// Cancelled when the program closes.
    closing: CancellationToken,
    /// Loops and the tasks of jobs, which end when the program closes.
    background: TaskTracker,
    /// Work that must finish before the program ends, though no caller waits for it.
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
    /// A chain of handlers for an event.
    Chain(i64),
    /// The background deliveries of a forwarding target.
    Forward(i64),
    /// The bulk resend; there is one at a time.
    Bulk,
    /// The scenario run; there is one at a time.
    Scenario,
    /// The tour of samples; there is one at a time.
    Tour,
    /// A comparison, by its ticket.
    Compare(u64),
    /// A listing that is being opened, by its ticket.
    OpenListing(u32),
}

/// A running job. Dropping it takes it out of the registry.
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
            begun: AtomicU64::new(0),
            running: Mutex::default(),
            closing: CancellationToken::new(),
            background: TaskTracker::new(),
            late: TaskTracker::new(),
        }))
    }

    /// Begins a job; one that runs under the key is cancelled.
    pub(crate) fn begin(&self, key: JobKey) -> Job {
        let job = self.job(key);
        let running = Running { number: job.number, token: job.token.clone() };
        if let Some(before) = lock(&self.0.running).insert(key, running) {
            before.token.cancel();
        }
        job
    }

    /// Begins a job unless one runs under the key.
    pub(crate) fn begin_unless_running(&self, key: JobKey) -> Option<Job> {
        let mut running = lock(&self.0.running);
        if running.contains_key(&key) {
            return None;
        }
        let job = self.job(key);
        running.insert(key, Running { number: job.number, token: job.token.clone() });
        Some(job)
    }

    fn job(&self, key: JobKey) -> Job {
        let number = self.0.begun.fetch_add(1, Ordering::Relaxed);
        Job { jobs: self.clone(), key, number, token: self.0.closing.child_token() }
    }

    /// Cancels the job under a key; returns whether there was one.
    pub(crate) fn cancel(&self, key: JobKey) -> bool {
        let running = lock(&self.0.running);
        running.get(&key).inspect(|running| running.token.cancel()).is_some()
    }

    /// Spawns a loop that runs until the program closes.
    pub(crate) fn spawn_background(&self, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        let jobs = self.clone();
        self.0.background.spawn(async move { jobs.until_closed(work).await })
    }

    /// Spawns work that ends soon once its job is cancelled. Closing waits for it.
    pub(crate) fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.0.background.spawn(work)
    }

    /// Runs a loop of the caller's task until the program closes. [`Jobs::close`] waits for its end.
    pub(crate) async fn until_closed(&self, work: impl Future<Output = ()>) {
        // A task that still waits for its turn when the program closes must not be polled: its first call could start a
        // timer, which panics once the runtime shuts down.
        let work = async {
            tokio::select! {
                biased;
                () = self.0.closing.cancelled() => {}
                () = work => {}
            }
        };
        self.0.background.track_future(work).await;
    }

    /// Runs `work` to its end, though no caller waits for it. [`Jobs::finish`] does.
    pub(crate) fn finish_late(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.0.late.spawn(work);
    }

    /// Waits for late work, for `within` at most; returns whether all of it has ended.
    pub(crate) async fn finish(&self, within: Duration) -> bool {
        self.0.late.close();
        let finished = self.0.clock.timeout(within, self.0.late.wait()).await.is_ok();
        self.0.late.reopen();
        finished
    }

    /// Cancels every job, ends the background loops and waits until they have ended.
    pub(crate) async fn close(&self) {
        self.0.closing.cancel();
        self.0.background.close();
        // A loop ends at its next wait. The limit is for one that never gets there.
        if self.0.clock.timeout(CLOSE_TIMEOUT, self.0.background.wait()).await.is_err() {
            tracing::error!("some background work did not end in time");
        }
    }
}

impl Job {
    /// Completes when the job is cancelled.
    pub(crate) async fn cancelled(&self) {
        self.token.cancelled().await;
    }

    /// Whether the job is cancelled.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Spawns work that ends soon once the job is cancelled. Closing waits for it.
    pub(crate) fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.jobs.spawn(work)
    }

    /// The token, for work that is spawned.
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
    async fn beginning_a_key_again_cancels_what_ran_under_it() {
        let jobs = Jobs::new(Clock::system());
        let first = jobs.begin(JobKey::Chain(1));
        let other = jobs.begin(JobKey::Chain(2));
        let second = jobs.begin(JobKey::Chain(1));
        assert!(first.is_cancelled() && !other.is_cancelled() && !second.is_cancelled());
        drop(first);
        assert!(jobs.cancel(JobKey::Chain(1)), "the end of the first leaves the second registered");
        assert!(second.is_cancelled());
        drop(second);
        assert!(!jobs.cancel(JobKey::Chain(1)), "a job that has ended is not found");
    }

    #[tokio::test]
    async fn one_at_a_time_means_until_it_is_dropped() {
        let jobs = Jobs::new(Clock::system());
        let tour = jobs.begin_unless_running(JobKey::Tour);
        assert!(tour.is_some() && jobs.begin_unless_running(JobKey::Tour).is_none());
        drop(tour);
        assert!(jobs.begin_unless_running(JobKey::Tour).is_some());
    }

    #[tokio::test]
    async fn late_work_is_waited_for_and_closing_ends_the_loops() {
        let jobs = Jobs::new(Clock::system());
        let (done, waits) = tokio::sync::oneshot::channel::<()>();
        jobs.finish_late(async move { drop(waits.await) });
        assert!(!jobs.finish(Duration::ZERO).await, "it has not ended");
        done.send(()).unwrap();
        assert!(jobs.finish(Duration::from_secs(60)).await);
        let (alive, gone) = tokio::sync::oneshot::channel::<()>();
        jobs.spawn_background(async move {
            let _alive = alive;
            std::future::pending::<()>().await;
        });
        let job = jobs.begin(JobKey::Tour);
        let token = job.token();
        let spawned = job.spawn(async move {
            token.cancelled().await;
            "its last words"
        });
        jobs.close().await;
        assert!(spawned.is_finished(), "the task of a job comes to its end");
        assert!(gone.await.is_err(), "the loop was dropped");
        assert!(jobs.begin(JobKey::Bulk).is_cancelled(), "nothing begins after the close");
    }
}
