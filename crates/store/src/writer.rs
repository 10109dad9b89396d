//! The thread that writes.
//!
//! It blocks for the first job, takes the jobs that wait behind it, runs all in one transaction,
//! and acknowledges them after the commit. Load forms the batches, not a timer. A batch that fails
//! because of one job is run again job by job, so that the others succeed. An error that affects
//! all, like a full disk or another program's lock, fails all at once. Jobs that free space then
//! run again with the reserve (`reserve.rs`).
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

use crate::{
    arrivals::Arrivals,
    error::StoreError,
    reserve::{Reserve, is_out_of_space},
};

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
    commits: watch::Sender<u64>,
    full: watch::Sender<Option<usize>>,
    reserve: Reserve,
    thread: Option<thread::JoinHandle<()>>,
}

/// A write. `run` can be called again after a failed transaction.
trait Job: Send {
    fn bytes(&self) -> usize;
    fn deadline(&self) -> Instant;
    /// Whether it may use the reserve.
    fn frees_space(&self) -> bool;
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    fn reply(self: Box<Self>, result: Result<(), StoreError>);
}

struct Write<T, F> {
    bytes: usize,
    deadline: Instant,
    frees_space: bool,
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

    fn frees_space(&self) -> bool {
        self.frees_space
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
    pub(crate) fn start(connection: Connection, reserve: Reserve, clock: Clock) -> std::io::Result<Self> {
        let (jobs, queue) = mpsc::channel(MAX_QUEUED_JOBS);
        let commits = watch::Sender::new(0);
        let full = watch::Sender::new(None);
        let arrivals = Arc::new(Arrivals::default());
        let signals = Signals {
            commits: commits.clone(),
            full: full.clone(),
            reserve: reserve.clone(),
            arrivals: Arc::clone(&arrivals),
            clock: clock.clone(),
        };
        let thread = thread::Builder::new().name("hookglass-writer".into()).spawn(move || {
            write_until_closed(connection, queue, &signals);
        })?;
        let room = Arc::new(Semaphore::new(MAX_QUEUED_BYTES));
        Ok(Self { jobs: Some(jobs), room, arrivals, clock, commits, full, reserve, thread: Some(thread) })
    }

    /// Runs `work` in a transaction and returns its value once the commit is on the disk. `bytes`
    /// estimates how much it writes; the disk must have room for twice as many.
    pub(crate) async fn write<T, F>(&self, bytes: usize, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        self.submit(bytes, false, work).await
    }

    /// The same for work that frees space. It may use the reserve.
    pub(crate) async fn free<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        self.submit(0, true, work).await
    }

    async fn submit<T, F>(&self, bytes: usize, frees_space: bool, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        let deadline = self.clock.now() + WRITE_TIMEOUT;
        let queued = self.clock.timeout_at(deadline, async {
            let queued = bytes.min(MAX_QUEUED_BYTES);
            let room =
                Arc::clone(&self.room).acquire_many_owned(queued as u32).await.map_err(|_| StoreError::Closed)?;
            let slot = jobs.reserve().await.map_err(|_| StoreError::Closed)?;
            self.arrivals.queued(queued);
            let place = Place { bytes: queued, arrivals: Arc::clone(&self.arrivals), _room: room };
            slot.send(Box::new(Write { bytes, deadline, frees_space, work, value: None, reply, place }));
            Ok::<(), StoreError>(())
        });
        queued.await.map_err(|_| StoreError::Overloaded)??;
        result.await.map_err(|_| StoreError::Closed)?
    }

    /// The counters of this queue.
    pub(crate) fn arrivals(&self) -> Arc<Arrivals> {
        Arc::clone(&self.arrivals)
    }

    /// Counts the commits.
    pub(crate) fn commits(&self) -> &watch::Sender<u64> {
        &self.commits
    }

    /// How many bytes the full disk could not take; `None` again once there is room for them.
    pub(crate) fn full(&self) -> watch::Receiver<Option<usize>> {
        self.full.subscribe()
    }

    /// The space that deleting can use.
    pub(crate) fn reserve(&self) -> &Reserve {
        &self.reserve
    }

    /// Fails, and reports the full disk, without room for `bytes` more bytes of events.
    pub(crate) fn ensure_room(&self, bytes: usize) -> Result<(), StoreError> {
        if self.reserve.has_room(bytes) {
            return Ok(());
        }
        report_full(&self.full, bytes);
        Err(StoreError::Full)
    }

    /// Reports that the disk has room for `bytes`.
    pub(crate) fn has_room(&self, bytes: usize) {
        report_room(&self.full, bytes);
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
    reserve: Reserve,
    arrivals: Arc<Arrivals>,
    clock: Clock,
}

impl Signals {
    fn report_full(&self, bytes: usize) {
        report_full(&self.full, bytes);
    }
}

/// Reports that the disk could not take `bytes`.
fn report_full(full: &watch::Sender<Option<usize>>, bytes: usize) {
    full.send_if_modified(|before| {
        if before.is_none() {
            tracing::error!("the disk is full; new events get an error until there is room");
        }
        let after = (*before).max(Some(bytes));
        std::mem::replace(before, after) != after
    });
}

/// Reports that the disk has room for `bytes`. Less room than it lacked says nothing.
fn report_room(full: &watch::Sender<Option<usize>>, bytes: usize) {
    full.send_if_modified(|before| {
        let is_over = before.is_some_and(|needed| bytes >= needed);
        if is_over {
            tracing::warn!("the disk has room again; events are stored");
            *before = None;
        }
        is_over
    });
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

fn run_in_time(connection: &mut Connection, batch: Vec<Box<dyn Job>>, signals: &Signals) {
    let mut batch = reject_beyond_room(batch, signals);
    if batch.is_empty() {
        return;
    }
    let mut together = attempt(connection, &mut batch, signals);
    let retry = together.result.as_ref().err().is_some_and(can_be_one_jobs_fault);
    if batch.len() > 1 && retry {
        for job in batch {
            let mut alone = vec![job];
            let outcome = attempt(connection, &mut alone, signals);
            finish(alone, outcome, signals);
        }
        return;
    }
    if together.is_full && batch.iter().any(|job| job.frees_space()) {
        let (freeing, others): (Vec<_>, Vec<_>) = batch.into_iter().partition(|job| job.frees_space());
        if !others.is_empty() {
            finish(others, together, signals);
        }
        batch = freeing;
        together = attempt(connection, &mut batch, signals);
        while together.is_full && signals.reserve.release() {
            together = attempt(connection, &mut batch, signals);
        }
    }
    finish(batch, together, signals);
}

/// Rejects the jobs for which the disk has no room, before they fill it completely.
fn reject_beyond_room(batch: Vec<Box<dyn Job>>, signals: &Signals) -> Vec<Box<dyn Job>> {
    let total: usize = batch.iter().map(|job| job.bytes()).sum();
    if total == 0 || signals.reserve.has_room(total) {
        return batch;
    }
    let (mut accepted, mut bytes) = (Vec::new(), 0);
    for job in batch {
        let size = job.bytes();
        if size == 0 || signals.reserve.has_room(bytes + size) {
            bytes += size;
            accepted.push(job);
        } else {
            signals.report_full(size);
            job.reply(Err(StoreError::Full));
        }
    }
    accepted
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
                | ErrorCode::NotADatabase
                | ErrorCode::CannotOpen
        )
    )
}

/// Whether a transaction failed because there is no room. SQLite reports a quota, and the size
/// limit of files, as any failed write.
fn is_full(result: &rusqlite::Result<()>, jobs: &[Box<dyn Job>], signals: &Signals) -> bool {
    match result.as_ref().map_err(rusqlite::Error::sqlite_error_code) {
        Err(Some(ErrorCode::DiskFull)) => true,
        Err(Some(ErrorCode::SystemIoFailure)) => {
            signals.reserve.probe(size(jobs)).is_err_and(|error| is_out_of_space(&error))
        }
        _ => false,
    }
}

fn size(jobs: &[Box<dyn Job>]) -> usize {
    jobs.iter().map(|job| job.bytes()).sum()
}

/// Reports the outcome of a transaction and replies to its jobs.
fn finish(jobs: Vec<Box<dyn Job>>, outcome: Outcome, signals: &Signals) {
    let Outcome { result, is_full } = outcome;
    if result.is_ok() {
        signals.commits.send_modify(|count| *count += 1);
        report_room(&signals.full, size(&jobs));
    }
    if is_full {
        signals.report_full(size(&jobs));
    }
    for job in jobs {
        let error = |error: &_| if is_full { StoreError::Full } else { StoreError::from_shared(error) };
        job.reply(result.as_ref().copied().map_err(error));
    }
    // After the replies, because callers wait for them.
    signals.arrivals.notify_commit();
}

/// The outcome of a transaction.
struct Outcome {
    result: rusqlite::Result<()>,
    /// Whether it failed because there is no room.
    is_full: bool,
}

fn attempt(connection: &mut Connection, batch: &mut [Box<dyn Job>], signals: &Signals) -> Outcome {
    let result = transact(connection, batch);
    let is_full = is_full(&result, batch, signals);
    Outcome { result, is_full }
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
                (
                    Box::new(Write { bytes: 0, deadline, frees_space: false, work, value: None, reply, place })
                        as Box<dyn Job>,
                    result,
                )
            })
            .unzip()
    }

    fn signals() -> Signals {
        Signals {
            commits: watch::channel(0).0,
            full: watch::channel(None).0,
            reserve: Reserve::of(Path::new("")),
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

    /// A writer whose database has few pages, in a folder.
    fn small(dir: &Path) -> Writer {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (text TEXT)").unwrap();
        connection.pragma_update(None, "max_page_count", 20).unwrap();
        Writer::start(connection, Reserve::of(dir), Clock::system()).unwrap()
    }

    fn insert(connection: &Connection) -> rusqlite::Result<()> {
        connection.execute("INSERT INTO t VALUES (?1)", ["x".repeat(1 << 20)]).map(drop)
    }

    #[tokio::test]
    async fn a_full_disk_is_reported_until_there_is_room() {
        let dir = tempfile::tempdir().unwrap();
        let writer = small(dir.path());
        let mut full = writer.full();
        assert!(matches!(writer.write(1 << 20, insert).await, Err(StoreError::Full)));
        assert_eq!(*full.borrow_and_update(), Some(1 << 20));
        writer.write(10, |_| Ok(())).await.unwrap();
        assert!(!full.has_changed().unwrap(), "a smaller write says nothing about the larger one");
        let disk = DiskMut { writer: &writer, dir: dir.path() };
        disk.probe(1 << 20).await.unwrap();
        assert_eq!(*full.borrow_and_update(), None);
    }

    #[tokio::test]
    async fn only_work_that_frees_space_uses_the_reserve() {
        let dir = tempfile::tempdir().unwrap();
        let writer = small(dir.path());
        writer.reserve().fill().unwrap();
        let reserve = dir.path().join("hookglass-reserve");
        let size = move || std::fs::metadata(&reserve).unwrap().len();
        let before = size();
        // Needs the whole reserve.
        let needs = size.clone();
        let work = move |connection: &Connection| if needs() > 0 { insert(connection) } else { Ok(()) };
        assert!(matches!(writer.write(10, work.clone()).await, Err(StoreError::Full)));
        assert_eq!(size(), before, "an event does not use it");
        writer.free(work).await.unwrap();
        assert_eq!(size(), 0);
    }

    #[tokio::test]
    async fn a_job_for_which_the_disk_has_no_room_is_rejected_before_it_runs() {
        let dir = tempfile::tempdir().unwrap();
        let writer = small(dir.path());
        let result = writer.write(usize::MAX / 4, |_| -> rusqlite::Result<()> { panic!("it must not run") }).await;
        assert!(matches!(result, Err(StoreError::Full)));
        assert!(writer.full().borrow().is_some());
        writer.free(|_| Ok(())).await.unwrap();
    }

    #[tokio::test]
    async fn a_full_queue_makes_callers_wait_and_then_rejects_them() {
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let writer = Arc::new(
            Writer::start(Connection::open_in_memory().unwrap(), Reserve::of(Path::new("")), clock.clock()).unwrap(),
        );
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
