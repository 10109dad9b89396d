//! The thread that fills the index.
//!
//! One process at a time does: the one that has the lock; the others look for it to become free. The thread reads a chunk of
//! events with a connection that can only read, closes it, and then writes the chunk to the index, so that it never holds a
//! lock of the events' file. It waits while many events arrive (`pace.rs`), and an index that fails is made anew.

use rusqlite::Connection;
use std::{
    collections::{HashMap, HashSet},
    fs::{File, TryLockError},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    holes, lock_file, note_file, open,
    pace::{Arrivals, Pace, SPAN},
    read_mark, terms,
};
use crate::{connection::open_reader, error::StoreError, trash::runs};

/// Events and bytes of terms of one chunk.
const MOST_EVENTS: i64 = 500;
/// The same while far behind: an index that is made anew is done sooner.
const MOST_EVENTS_BEHIND: i64 = 4_000;
const MOST_BYTES: usize = 4 << 20;
/// How long it may be idle before it looks what other processes have done, and how long a few events wait for more, because a
/// transaction of one costs as many pages as one of a hundred.
const LOOK: Duration = Duration::from_secs(1);
/// How long it leaves an index alone that could not be opened or written.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// The thread, until it is dropped.
#[derive(Debug)]
pub(crate) struct Indexer {
    arrivals: Arc<Arrivals>,
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Indexer {
    pub(crate) fn start(dir: PathBuf, arrivals: Arc<Arrivals>) -> std::io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let worker = Worker { dir, arrivals: Arc::clone(&arrivals), stop: Arc::clone(&stop) };
        let thread = thread::Builder::new().name("hookglass-indexer".into()).spawn(move || worker.run())?;
        Ok(Self { arrivals, stop, thread: Some(thread) })
    }
}

/// What is under way is finished, which takes a chunk at most.
impl Drop for Indexer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.arrivals.ring();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the indexing thread ended in a panic");
        }
    }
}

struct Worker {
    dir: PathBuf,
    arrivals: Arc<Arrivals>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    fn run(&self) {
        // Whoever sends, and whoever looks, goes first. On Linux this is about the thread, elsewhere about all.
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(10) {
            tracing::debug!(%error, "the indexing thread keeps its priority");
        }
        while !self.stopped() {
            match take_lock(&self.dir) {
                Ok(Some(_lock)) => {
                    if let Err(error) = self.fill() {
                        tracing::warn!(%error, "the index could not be filled; it is tried again");
                        self.pause(AFTER_FAILURE);
                    }
                }
                Ok(None) => self.pause(LOOK),
                Err(error) => {
                    tracing::warn!(%error, "the index could not be locked; it is tried again");
                    self.pause(AFTER_FAILURE);
                }
            }
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits, whatever is written meanwhile.
    fn pause(&self, time: Duration) {
        let until = Instant::now() + time;
        while !self.stopped()
            && let Some(left) = until.checked_duration_since(Instant::now())
        {
            self.arrivals.wait(left);
        }
    }

    /// Fills the index until it is to stop, or has to be opened anew.
    fn fill(&self) -> Result<(), StoreError> {
        let events = open_reader(&self.dir)?;
        let mut index = open(&self.dir, &events)?;
        let latest = |events: &Connection| crate::listing::latest(events);
        let mut pace = Pace::new(Instant::now(), &self.arrivals, latest(&events)?);
        let mut mark = read_mark(&index, "main")?.id;
        let (mut filled, mut written) = (Ok(()), None::<Instant>);
        while !self.stopped() && filled.is_ok() {
            if note_file(&self.dir).exists() || super::identity(&self.dir).is_none() {
                return Ok(());
            }
            let newest = latest(&events)?;
            if newest <= mark {
                holes::tidy(&events, &index, mark)?;
                self.arrivals.wait(LOOK);
                continue;
            }
            let is_early = newest - mark < MOST_EVENTS && written.is_some_and(|written| written.elapsed() < LOOK);
            if is_early || pace.is_burst(Instant::now(), &self.arrivals, newest) {
                thread::sleep(SPAN);
                continue;
            }
            let most = if newest - mark > 20 * MOST_EVENTS { MOST_EVENTS_BEHIND } else { MOST_EVENTS };
            let chunk = self.chunk(&events, mark, newest.min(mark.saturating_add(most)), &pace)?;
            filled = write(&mut index, &chunk).map(|()| mark = chunk.upto);
            written = Some(Instant::now());
        }
        if let Err(error) = &filled
            && !StoreError::from_shared(error).is_passing()
        {
            super::note_damage(&self.dir);
        }
        Ok(filled?)
    }

    /// The next events, fewer when many arrive meanwhile.
    fn chunk(&self, events: &Connection, after: i64, upto: i64, pace: &Pace) -> rusqlite::Result<Chunk> {
        let mut statement = events.prepare_cached(&terms::select())?;
        let mut rows = statement.query((after, upto))?;
        let mut chunk = Chunk { events: Vec::new(), upto };
        let mut bytes = 0;
        while let Some(row) = rows.next()? {
            let event = terms::read(events, row)?;
            bytes += event.terms.len() + 256;
            chunk.events.push(event);
            let read = chunk.events.len();
            if bytes >= MOST_BYTES || self.stopped() || read.is_multiple_of(32) && pace.is_disturbed(&self.arrivals) {
                chunk.upto = chunk.events.last().map_or(after, |event| event.id);
                break;
            }
        }
        Ok(chunk)
    }
}

/// Whether a program fills the index just now.
pub(crate) fn is_filled(dir: &Path) -> std::io::Result<bool> {
    if !lock_file(dir).exists() {
        return Ok(false);
    }
    Ok(take_lock(dir)?.is_none())
}

struct Chunk {
    events: Vec<terms::Indexed>,
    /// There are no others up to here.
    upto: i64,
}

/// Nobody else fills the index as long as this is open.
fn take_lock(dir: &Path) -> std::io::Result<Option<File>> {
    let path = lock_file(dir);
    crate::connection::make_file(&path)?;
    let file = File::options().write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Events of one vendor, type and variant, with the type's family.
type Counted<'a> = HashMap<(&'a str, Option<&'a str>, Option<&'a str>), (Option<&'a str>, i64)>;

fn write(index: &mut Connection, chunk: &Chunk) -> rusqlite::Result<()> {
    let transaction = index.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let mut counted = Counted::new();
    {
        let mut holes = transaction.prepare_cached("SELECT id FROM holes WHERE id <= ?1")?;
        let holes = holes.query_map([chunk.upto], |row| row.get(0))?.collect::<Result<HashSet<i64>, _>>()?;
        let events = || chunk.events.iter().filter(|event| !holes.contains(&event.id));
        let mut insert = transaction.prepare_cached("INSERT INTO words (rowid, terms) VALUES (?1, ?2)")?;
        for event in events() {
            insert.execute((event.id, &event.terms))?;
            let key = (event.vendor.as_str(), event.event_type.as_deref(), event.variant.as_deref());
            counted.entry(key).or_insert((event.family.as_deref(), 0)).1 += 1;
        }
        let mut count = transaction.prepare_cached(
            "INSERT INTO counts VALUES (?1, coalesce(?2, 0), coalesce(?3, 0), ?4, ?5)
             ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )?;
        for ((vendor, event_type, variant), (family, events)) in counted {
            count.execute((vendor, event_type, variant, family, events))?;
        }
        let mut extend = transaction.prepare_cached(
            "UPDATE runs SET last = ?2 WHERE first = (SELECT max(first) FROM runs) AND last = ?1 - 1",
        )?;
        let mut begin = transaction.prepare_cached("INSERT INTO runs VALUES (?1, ?2)")?;
        for (first, last) in runs(events().map(|event| event.id)) {
            if extend.execute((first, last))? == 0 {
                begin.execute((first, last))?;
            }
        }
        let mut put = transaction.prepare_cached("UPDATE progress SET mark = ?1, received_at = ?2")?;
        put.execute((chunk.upto, chunk.events.last().map_or(0, |event| event.received_at)))?;
    }
    transaction.commit()
}
