//! The thread that writes.
//!
//! It blocks for the first job, takes what else is waiting, runs all of it in one transaction, and acknowledges after the
//! commit: load forms the batches, no timer. A batch that fails because of one job is tried
//! again job by job, so that it does not cost its neighbours their place; what fails for all (a full disk, another program's
//! lock) fails for all at once.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::{thread, time::Duration};
use tokio::sync::{mpsc, oneshot, watch};

use crate::error::StoreError;

/// Jobs that wait for the thread; a sender waits when there are more.
const QUEUE: usize = 1024;
/// Jobs and bytes of one transaction.
const MOST_JOBS: usize = 256;
const MOST_BYTES: usize = 8 << 20;
/// How long a sender waits for room in the queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way to the thread.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    commits: watch::Receiver<u64>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Something to be written. `run` can be called again after a failed transaction.
trait Job: Send {
    fn bytes(&self) -> usize;
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    fn reply(self: Box<Self>, result: Result<(), StoreError>);
}

struct Write<T, F> {
    bytes: usize,
    work: F,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T: Send, F: FnMut(&Connection) -> rusqlite::Result<T> + Send> Job for Write<T, F> {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.value = Some((self.work)(connection)?);
        Ok(())
    }

    fn reply(self: Box<Self>, result: Result<(), StoreError>) {
        let Write { value, reply, .. } = *self;
        // Whoever asked may have gone; what was written stays written.
        let _ = reply.send(result.and_then(|()| value.ok_or(StoreError::Closed)));
    }
}

impl Writer {
    /// Starts the thread on a connection that is ready to write.
    pub(crate) fn start(connection: Connection) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (committed, commits) = watch::channel(0);
        let thread = thread::Builder::new().name("hookscope-writer".into()).spawn(move || {
            write_until_closed(connection, queue, &committed);
        })?;
        Ok(Self { jobs: Some(jobs), commits, thread: Some(thread) })
    }

    /// Runs `work` in a transaction and returns what it made once that is on the disk. `bytes` is about how much it writes.
    pub(crate) async fn write<T, F>(&self, bytes: usize, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let job: Box<dyn Job> = Box::new(Write { bytes, work, value: None, reply });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send_timeout(job, PATIENCE).await.map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => StoreError::Overloaded,
            mpsc::error::SendTimeoutError::Closed(_) => StoreError::Closed,
        })?;
        result.await.map_err(|_| StoreError::Closed)?
    }

    /// Changes after every commit.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }
}

/// What is in the queue is still written.
impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer thread ended in a panic");
        }
    }
}

fn write_until_closed(
    mut connection: Connection,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    committed: &watch::Sender<u64>,
) {
    while let Some(first) = queue.blocking_recv() {
        let mut bytes = first.bytes();
        let mut batch = vec![first];
        while batch.len() < MOST_JOBS
            && bytes < MOST_BYTES
            && let Ok(next) = queue.try_recv()
        {
            bytes += next.bytes();
            batch.push(next);
        }
        let together = transact(&mut connection, &mut batch);
        let of_one_job = together.as_ref().err().is_some_and(is_of_one_job);
        if batch.len() == 1 || !of_one_job {
            finish(batch, together, committed);
            continue;
        }
        for job in batch {
            let mut alone = vec![job];
            let result = transact(&mut connection, &mut alone);
            finish(alone, result, committed);
        }
    }
    if let Err(error) = connection.execute_batch("PRAGMA optimize") {
        tracing::warn!(%error, "PRAGMA optimize failed on close");
    }
}

/// Whether an error can be one job's own fault. A full disk or a lock is everybody's: trying them one by one would make
/// each of them wait as long again.
fn is_of_one_job(error: &rusqlite::Error) -> bool {
    !matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::DiskFull
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::NotADatabase
                | ErrorCode::CannotOpen
        )
    )
}

/// Answers for a transaction: of all its jobs, when it is committed and when it failed.
fn finish(jobs: Vec<Box<dyn Job>>, result: rusqlite::Result<()>, committed: &watch::Sender<u64>) {
    if result.is_ok() {
        committed.send_modify(|count| *count += 1);
    }
    for job in jobs {
        job.reply(result.as_ref().copied().map_err(StoreError::from_shared));
    }
}

fn transact(connection: &mut Connection, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    batch.iter_mut().try_for_each(|job| job.run(&transaction))?;
    transaction.commit()
}
