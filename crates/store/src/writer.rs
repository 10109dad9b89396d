//! The thread that writes.
//!
//! It blocks for the first job, takes the jobs that wait behind it, runs all in one transaction,
//! and acknowledges them after the commit. Load forms the batches, not a timer. A batch that fails
//! because of one job is run again job by job, so that the others succeed. An error that affects
//! all, like a full disk or another program's lock, fails all at once.
//!
//! Every job has a deadline, from the call to the reply: a sender that waits for its answer gives
//! up after 5 seconds and must get a rejection before that.

use hookglass_clock::Clock;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};
use std::{sync::Arc, thread, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch},
    time::Instant,
};

use crate::{arrivals::Arrivals, error::StoreError};

/// Jobs in the queue; callers wait while it is full.
const MAX_QUEUED_JOBS: usize = 1024;
/// Bytes in the queue. A larger job waits until the queue is empty.
const MAX_QUEUED_BYTES: usize = 64 << 20;
/// Jobs and bytes of one transaction.
const MAX_JOBS: usize = 256;
const MAX_BYTES: usize = 8 << 20;
/// How long a job waits for room in the queue, for its turn, and for another program's lock,
/// together.
const WRITE_TIMEOUT: Duration = Duration::from_millis(2500);
/// How long a transaction waits for another program's lock, at most and at least.
const MAX_LOCK_TIMEOUT: Duration = Duration::from_millis(1250);
const MIN_LOCK_TIMEOUT: Duration = Duration::from_millis(50);

/// The queue of the thread.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    room: Arc<Semaphore>,
    arrivals: Arc<Arrivals>,
    clock: Clock,
    commits: watch::Receiver<u64>,
    full: watch::Receiver<Option<usize>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// A write. `run` can be called again after a failed transaction.
trait Job: Send {
    fn bytes(&self) -> usize;
    fn deadline(&self) -> Instant;
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    fn reply(self: Box<Self>, result: Result<(), StoreError>);
}

struct Write<T, F> {
    bytes: usize,
    deadline: Instant,
    work: F,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, StoreError>>,
    /// Released after the job and the memory it holds.
    place: Place,
}

/// The room that a job takes in the queue.
struct Place {
    bytes: usize,
    arrivals: Arc<Arrivals>,
    _room: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.arrivals.finished(self.bytes);
    }
}

impl<T: Send, F: FnMut(&Connection) -> rusqlite::Result<T> + Send> Job for Write<T, F> {
    fn bytes(&self) -> usize {
        self.bytes
    }

    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.value = Some((self.work)(connection)?);
        Ok(())
    }

    fn reply(self: Box<Self>, result: Result<(), StoreError>) {
        let Write { value, reply, work, place, .. } = *self;
        drop((work, place));
        // The caller may be gone; the write stays.
        let _ = reply.send(result.and_then(|()| value.ok_or(StoreError::Closed)));
    }
}

impl Writer {
    /// Starts the thread on a connection that is ready to write.
    pub(crate) fn start(connection: Connection, clock: Clock) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(MAX_QUEUED_JOBS);
        let (commit_count, commits) = watch::channel(0);
        let (full_bytes, full) = watch::channel(None);
        let arrivals = Arc::new(Arrivals::default());
        let signals =
            Signals { commits: commit_count, full: full_bytes, arrivals: Arc::clone(&arrivals), clock: clock.clone() };
        let thread = thread::Builder::new().name("hookglass-writer".into()).spawn(move || {
            write_until_closed(connection, queue, &signals);
        })?;
        let room = Arc::new(Semaphore::new(MAX_QUEUED_BYTES));
        Ok(Self { jobs: Some(jobs), room, arrivals, clock, commits, full, thread: Some(thread) })
    }

    /// Runs `work` in a transaction and returns its value once the commit is on the disk. `bytes`
    /// estimates how much it writes.
    pub(crate) async fn write<T, F>(&self, bytes: usize, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        let deadline = self.clock.now() + WRITE_TIMEOUT;
        let queued = self.clock.timeout_at(deadline, async {
            let bytes = bytes.min(MAX_QUEUED_BYTES);
            let room = Arc::clone(&self.room).acquire_many_owned(bytes as u32).await.map_err(|_| StoreError::Closed)?;
            let slot = jobs.reserve().await.map_err(|_| StoreError::Closed)?;
            self.arrivals.queued(bytes);
            let place = Place { bytes, arrivals: Arc::clone(&self.arrivals), _room: room };
            slot.send(Box::new(Write { bytes, deadline, work, value: None, reply, place }));
            Ok::<(), StoreError>(())
        });
        queued.await.map_err(|_| StoreError::Overloaded)??;
        result.await.map_err(|_| StoreError::Closed)?
    }

    /// The counters of this queue.
    pub(crate) fn arrivals(&self) -> Arc<Arrivals> {
        Arc::clone(&self.arrivals)
    }

    /// Changes after every commit.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.clone()
    }

    /// How many bytes the full disk could not take; `None` again once a write of that size
    /// succeeds.
    pub(crate) fn full(&self) -> watch::Receiver<Option<usize>> {
        self.full.clone()
    }
}

/// Writes the rest of the queue first.
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

/// What the thread reports.
struct Signals {
    commits: watch::Sender<u64>,
    full: watch::Sender<Option<usize>>,
    arrivals: Arc<Arrivals>,
    clock: Clock,
}

fn write_until_closed(mut connection: Connection, mut queue: mpsc::Receiver<Box<dyn Job>>, signals: &Signals) {
    let mut has_written = false;
    while let Some(first) = queue.blocking_recv() {
        let mut bytes = first.bytes();
        let mut batch = vec![first];
        while batch.len() < MAX_JOBS
            && bytes < MAX_BYTES
            && let Ok(next) = queue.try_recv()
        {
            bytes += next.bytes();
            batch.push(next);
        }
        run_batch(&mut connection, batch, signals);
        has_written = true;
    }
    // A program that only read does not write when it closes, and no program waits for another.
    if has_written && let Err(error) = optimize(&connection) {
        tracing::debug!(%error, "PRAGMA optimize failed on close");
    }
}

fn optimize(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::ZERO)?;
    connection.execute_batch("PRAGMA optimize")
}

fn run_batch(connection: &mut Connection, batch: Vec<Box<dyn Job>>, signals: &Signals) {
    let now = signals.clock.now();
    let (batch, late): (Vec<_>, Vec<_>) = batch.into_iter().partition(|job| job.deadline() > now);
    for job in late {
        job.reply(Err(StoreError::Overloaded));
    }
    let Some(deadline) = batch.iter().map(|job| job.deadline()).min() else { return };
    let lock_timeout = (deadline - now).clamp(MIN_LOCK_TIMEOUT, MAX_LOCK_TIMEOUT);
    if let Err(error) = connection.busy_timeout(lock_timeout) {
        tracing::warn!(%error, "the time to wait for another program could not be set");
    }
    run_in_time(connection, batch, signals);
}

fn run_in_time(connection: &mut Connection, mut batch: Vec<Box<dyn Job>>, signals: &Signals) {
    let together = transact(connection, &mut batch);
    let retry = together.as_ref().err().is_some_and(can_be_one_jobs_fault);
    if batch.len() == 1 || !retry {
        finish(batch, together, signals);
        return;
    }
    for job in batch {
        let mut alone = vec![job];
        let result = transact(connection, &mut alone);
        finish(alone, result, signals);
    }
}

/// Whether one job of a batch can have caused an error. A full disk or a lock affects all jobs:
/// running them one by one would make each of them wait again.
fn can_be_one_jobs_fault(error: &rusqlite::Error) -> bool {
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

/// Reports the result of a transaction and replies to its jobs.
fn finish(jobs: Vec<Box<dyn Job>>, result: rusqlite::Result<()>, signals: &Signals) {
    if result.is_ok() {
        signals.commits.send_modify(|count| *count += 1);
    }
    let bytes: usize = jobs.iter().map(|job| job.bytes()).sum();
    let full = result.as_ref().err().is_some_and(is_full);
    signals.full.send_if_modified(|before| {
        let after = match *before {
            before if full => before.max(Some(bytes)),
            // A small write can succeed on a disk that is nearly full.
            Some(needed) if result.is_ok() && bytes >= needed => None,
            before => before,
        };
        std::mem::replace(before, after) != after
    });
    for job in jobs {
        job.reply(result.as_ref().copied().map_err(StoreError::from_shared));
    }
    // After the replies, because callers wait for them.
    signals.arrivals.notify_commit();
}

fn transact(connection: &mut Connection, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    batch.iter_mut().try_for_each(|job| job.run(&transaction))?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::DiskMut;
    use hookglass_testkit::ManualClock;
    use jiff::Timestamp;
    use std::{
        path::Path,
        sync::{
            Mutex,
            atomic::{AtomicUsize, Ordering},
            mpsc as blocking,
        },
    };

    type Results = Vec<oneshot::Receiver<Result<(), StoreError>>>;

    /// Jobs that write a row and the results of their callers.
    fn batch(count: usize, arrivals: &Arc<Arrivals>) -> (Vec<Box<dyn Job>>, Results) {
        (0..count)
            .map(|number| {
                let (reply, result) = oneshot::channel();
                let room = Arc::new(Semaphore::new(1)).try_acquire_owned().unwrap();
                let place = Place { bytes: 0, arrivals: Arc::clone(arrivals), _room: room };
                let work =
                    move |connection: &Connection| connection.execute("INSERT INTO t VALUES (?1)", [number]).map(drop);
                let deadline = Instant::now() + WRITE_TIMEOUT;
                (Box::new(Write { bytes: 0, deadline, work, value: None, reply, place }) as Box<dyn Job>, result)
            })
            .unzip()
    }

    fn signals() -> Signals {
        Signals {
            commits: watch::channel(0).0,
            full: watch::channel(None).0,
            arrivals: Arc::default(),
            clock: Clock::system(),
        }
    }

    #[test]
    fn closing_waits_for_no_other_program() {
        let dir = tempfile::tempdir().unwrap();
        let open = || Connection::open(dir.path().join("t.db")).unwrap();
        let (own, other) = (open(), open());
        own.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (a)").unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        own.busy_timeout(WRITE_TIMEOUT).unwrap();
        let _ = optimize(&own);
        let timeout: i64 = own.pragma_query_value(None, "busy_timeout", |row| row.get(0)).unwrap();
        assert_eq!(timeout, 0, "the connection closes with this timeout");
    }

    #[test]
    fn another_programs_lock_is_waited_for_once_per_batch() {
        static WAITS: AtomicUsize = AtomicUsize::new(0);
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        let holder = Connection::open(&file).unwrap();
        holder.execute_batch("CREATE TABLE t (n INTEGER UNIQUE); BEGIN IMMEDIATE").unwrap();
        let mut connection = Connection::open(&file).unwrap();
        let give_up = |_| {
            WAITS.fetch_add(1, Ordering::Relaxed);
            false
        };
        connection.busy_handler(Some(give_up)).unwrap();
        let signals = signals();
        let (jobs, results) = batch(5, &signals.arrivals);
        run_in_time(&mut connection, jobs, &signals);
        for mut result in results {
            assert!(matches!(result.try_recv().unwrap(), Err(StoreError::Busy)));
        }
        assert_eq!(WAITS.load(Ordering::Relaxed), 1, "the lock stops every job of the batch");
        holder.execute_batch("ROLLBACK").unwrap();
        let (jobs, results) = batch(1, &signals.arrivals);
        run_batch(&mut connection, jobs, &signals);
        for mut result in results {
            assert!(result.try_recv().unwrap().is_ok(), "the next batch is not affected");
        }
    }

    #[test]
    fn a_job_after_its_deadline_is_rejected_and_does_not_run() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (n INTEGER UNIQUE)").unwrap();
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let signals = Signals { clock: clock.clock(), ..signals() };
        let (late, late_results) = batch(1, &signals.arrivals);
        clock.advance(2 * WRITE_TIMEOUT);
        run_batch(&mut connection, late, &signals);
        for mut result in late_results {
            assert!(matches!(result.try_recv().unwrap(), Err(StoreError::Overloaded)));
        }
        let rows: i64 = connection.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0, "its sender gets a rejection");
    }

    #[test]
    fn a_job_that_fails_does_not_fail_the_others_of_its_batch() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (n INTEGER UNIQUE); INSERT INTO t VALUES (1)").unwrap();
        let signals = signals();
        let (jobs, results) = batch(3, &signals.arrivals);
        run_batch(&mut connection, jobs, &signals);
        let succeeded: Vec<_> = results.into_iter().map(|mut result| result.try_recv().unwrap().is_ok()).collect();
        assert_eq!(succeeded, [true, false, true], "the number 1 is taken");
    }

    #[tokio::test]
    async fn a_full_disk_is_over_once_a_probe_of_the_same_size_succeeds() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE settings (name TEXT PRIMARY KEY, value)").unwrap();
        connection.pragma_update(None, "max_page_count", 20).unwrap();
        let writer = Writer::start(connection, Clock::system()).unwrap();
        let disk = DiskMut { writer: &writer, dir: Path::new("") };
        let needed = 1 << 20;
        let mut full = writer.full();
        assert!(matches!(disk.probe(needed).await, Err(StoreError::Full)));
        assert_eq!(*full.borrow_and_update(), Some(needed));
        disk.probe(1).await.unwrap();
        assert!(!full.has_changed().unwrap(), "a smaller write says nothing about the larger one");
        let make_room = |connection: &Connection| connection.pragma_update(None, "max_page_count", 10_000);
        writer.write(0, make_room).await.unwrap();
        disk.probe(needed).await.unwrap();
        assert_eq!(*full.borrow_and_update(), None);
    }

    #[tokio::test]
    async fn a_full_queue_makes_callers_wait_and_then_rejects_them() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let writer = Arc::new(Writer::start(Connection::open_in_memory().unwrap(), clock.clock()).unwrap());
        let (release, held) = blocking::channel::<()>();
        let (started, has_started) = oneshot::channel();
        let (held, mut started) = (Mutex::new(held), Some(started));
        let first = {
            let writer = Arc::clone(&writer);
            tokio::spawn(async move {
                let hold = move |_: &Connection| {
                    started.take().map(|started| started.send(()));
                    // Returns once the test drops its end.
                    let _ = held.lock().unwrap().recv();
                    Ok(1)
                };
                writer.write(2 * MAX_QUEUED_BYTES, hold).await
            })
        };
        has_started.await.unwrap();
        let second = {
            let writer = Arc::clone(&writer);
            tokio::spawn(async move { writer.write(1, |_| Ok(2)).await })
        };
        clock.waiters(1).await;
        clock.advance(WRITE_TIMEOUT);
        let rejected = second.await.unwrap();
        assert!(matches!(rejected, Err(StoreError::Overloaded)), "the first job takes all the room: {rejected:?}");
        drop(release);
        assert_eq!(first.await.unwrap().unwrap(), 1, "a job that is larger than the queue is written when it is alone");
        assert_eq!(writer.write(MAX_QUEUED_BYTES, |_| Ok(3)).await.unwrap(), 3, "its room is free again");
    }
}
