//! The thread that writes.
//!
//! It blocks for the first job, takes what else is waiting, runs all of it in one transaction, and acknowledges after the
//! commit: load forms the batches, no timer. A batch that fails because of one job is tried
//! again job by job, so that it does not cost its neighbours their place; what fails for all (a full disk, another program's
//! lock) fails for all at once.

use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::{sync::Arc, thread, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch},
    time::timeout,
};

use crate::{error::StoreError, index::pace::Arrivals};

/// Jobs that wait for the thread; a sender waits when there are more.
const QUEUE: usize = 1024;
/// Bytes of them. A job that is larger by itself waits until it is alone.
const QUEUE_BYTES: usize = 64 << 20;
/// Jobs and bytes of one transaction.
const MOST_JOBS: usize = 256;
const MOST_BYTES: usize = 8 << 20;
/// How long a sender waits for room in the queue.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way to the thread.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    room: Arc<Semaphore>,
    arrivals: Arc<Arrivals>,
    commits: watch::Receiver<u64>,
    full: watch::Receiver<Option<usize>>,
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
    /// Given back when the job is gone, and what it held with it.
    place: Place,
}

/// What a job takes of the queue's room.
struct Place {
    bytes: usize,
    arrivals: Arc<Arrivals>,
    _room: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.arrivals.left(self.bytes);
    }
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
        let Write { value, reply, work, place, .. } = *self;
        drop((work, place));
        // Whoever asked may have gone; what was written stays written.
        let _ = reply.send(result.and_then(|()| value.ok_or(StoreError::Closed)));
    }
}

impl Writer {
    /// Starts the thread on a connection that is ready to write.
    pub(crate) fn start(connection: Connection) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (committed, commits) = watch::channel(0);
        let (filled, full) = watch::channel(None);
        let arrivals = Arc::new(Arrivals::default());
        let written = Written { commits: committed, full: filled, arrivals: Arc::clone(&arrivals) };
        let thread = thread::Builder::new().name("hookglass-writer".into()).spawn(move || {
            write_until_closed(connection, queue, &written);
        })?;
        let room = Arc::new(Semaphore::new(QUEUE_BYTES));
        Ok(Self { jobs: Some(jobs), room, arrivals, commits, full, thread: Some(thread) })
    }

    /// Runs `work` in a transaction and returns what it made once that is on the disk. `bytes` is about how much it writes.
    pub(crate) async fn write<T, F>(&self, bytes: usize, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        let queued = timeout(PATIENCE, async {
            let bytes = bytes.min(QUEUE_BYTES);
            let room = Arc::clone(&self.room).acquire_many_owned(bytes as u32).await.map_err(|_| StoreError::Closed)?;
            let slot = jobs.reserve().await.map_err(|_| StoreError::Closed)?;
            self.arrivals.arrived(bytes);
            let place = Place { bytes, arrivals: Arc::clone(&self.arrivals), _room: room };
            slot.send(Box::new(Write { bytes, work, value: None, reply, place }));
            Ok::<(), StoreError>(())
        });
        queued.await.map_err(|_| StoreError::Overloaded)??;
        result.await.map_err(|_| StoreError::Closed)?
    }

    /// What arrives here, for those who keep out of its way.
    pub(crate) fn arrivals(&self) -> Arc<Arrivals> {
        Arc::clone(&self.arrivals)
    }

    /// Changes after every commit.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }

    /// How many bytes found no room on the disk, until as many do; changes when that does.
    pub(crate) fn full(&self) -> watch::Receiver<Option<usize>> {
        self.full.clone()
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

/// Who is told of commits.
struct Written {
    commits: watch::Sender<u64>,
    full: watch::Sender<Option<usize>>,
    arrivals: Arc<Arrivals>,
}

fn write_until_closed(mut connection: Connection, mut queue: mpsc::Receiver<Box<dyn Job>>, written: &Written) {
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
            finish(batch, together, written);
            continue;
        }
        for job in batch {
            let mut alone = vec![job];
            let result = transact(&mut connection, &mut alone);
            finish(alone, result, written);
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

fn is_full(error: &rusqlite::Error) -> bool {
    matches!(StoreError::from_shared(error), StoreError::Full)
}

/// Answers for a transaction: of all its jobs, when it is committed and when it failed.
fn finish(jobs: Vec<Box<dyn Job>>, result: rusqlite::Result<()>, written: &Written) {
    if result.is_ok() {
        written.commits.send_modify(|count| *count += 1);
    }
    let bytes: usize = jobs.iter().map(|job| job.bytes()).sum();
    let full = result.as_ref().err().is_some_and(is_full);
    written.full.send_if_modified(|before| {
        let after = match *before {
            before if full => before.max(Some(bytes)),
            // Something small can find room where there is hardly any.
            Some(needed) if result.is_ok() && bytes >= needed => None,
            before => before,
        };
        std::mem::replace(before, after) != after
    });
    for job in jobs {
        job.reply(result.as_ref().copied().map_err(StoreError::from_shared));
    }
    // After the senders: they wait for it.
    written.arrivals.ring();
}

fn transact(connection: &mut Connection, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    batch.iter_mut().try_for_each(|job| job.run(&transaction))?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc as blocking;

    #[tokio::test(start_paused = true)]
    async fn a_full_queue_makes_senders_wait_and_then_refuses_them() {
        let writer = Arc::new(Writer::start(Connection::open_in_memory().unwrap()).unwrap());
        let (go_on, held) = blocking::channel::<()>();
        let (began, has_begun) = oneshot::channel();
        let (held, mut began) = (std::sync::Mutex::new(held), Some(began));
        let first = {
            let writer = Arc::clone(&writer);
            tokio::spawn(async move {
                let hold = move |_: &Connection| {
                    began.take().map(|began| began.send(()));
                    // Until it is told to go on, or nobody can tell it any more.
                    let _ = held.lock().unwrap().recv();
                    Ok(1)
                };
                writer.write(2 * QUEUE_BYTES, hold).await
            })
        };
        has_begun.await.unwrap();
        // The clock stands still but for those who wait.
        let refused = writer.write(1, |_| Ok(2)).await;
        assert!(
            matches!(refused, Err(StoreError::Overloaded)),
            "its bytes are more than there is room for: {refused:?}"
        );
        drop(go_on);
        assert_eq!(first.await.unwrap().unwrap(), 1, "what is larger than the queue is written when it is alone");
        assert_eq!(writer.write(QUEUE_BYTES, |_| Ok(3)).await.unwrap(), 3, "and its room is given back");
    }
}
