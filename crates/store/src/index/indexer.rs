//! The thread that fills the index.
//!
//! One process at a time fills it: the one with the lock. The others try the lock at intervals. The
//! thread reads a chunk of events on a read-only connection, ends the read, and then writes the
//! chunk to the index, so that it never holds a lock on the events' file. It pauses while many
//! events arrive. An index that fails is replaced.

use hookglass_clock::Clock;
use rusqlite::Connection;
use std::{
    io,
    ops::ControlFlow,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::watch,
};

use super::{
    chunk::{Chunk, write},
    event_terms, file, tombstones,
};
use crate::{
    arrivals::{Arrivals, BurstMeter, SPAN},
    connection::open_reader,
    damage::{Order, read_past},
    error::StoreError,
    event_ids,
    locks::try_lock,
    paths,
};

/// Events and bytes of terms in one chunk.
const MAX_EVENTS: i64 = 500;
const MAX_BYTES: usize = 4 << 20;
/// Events of a chunk while far behind, so that a new index is complete sooner.
const MAX_EVENTS_BEHIND: i64 = 4_000;
/// How often an idle indexer looks for events of other processes, and how long a few events wait
/// for more: a transaction with one event writes as many pages as one with a hundred.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// The pause after an index could not be opened or written.
const RETRY_DELAY: Duration = Duration::from_secs(5);

/// The indexer of a store, which starts on request.
#[derive(Debug)]
pub(crate) struct IndexerSlot {
    dir: PathBuf,
    arrivals: Arc<Arrivals>,
    clock: Clock,
    writes: watch::Sender<u64>,
    running: Mutex<Option<Indexer>>,
}

impl IndexerSlot {
    pub(crate) fn new(dir: PathBuf, arrivals: Arc<Arrivals>, clock: Clock) -> Self {
        Self { dir, arrivals, clock, writes: watch::Sender::default(), running: Mutex::default() }
    }

    pub(super) fn start(&self) -> Result<(), StoreError> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_none() {
            let (dir, arrivals, clock) = (self.dir.clone(), Arc::clone(&self.arrivals), self.clock.clone());
            let started = Indexer::start(dir, arrivals, clock, self.writes.clone());
            *running = Some(started.map_err(|error| StoreError::Index(error.to_string()))?);
        }
        Ok(())
    }

    pub(super) fn writes(&self) -> watch::Receiver<u64> {
        self.writes.subscribe()
    }
}

/// The running thread.
#[derive(Debug)]
struct Indexer {
    stop: watch::Sender<bool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Indexer {
    fn start(dir: PathBuf, arrivals: Arc<Arrivals>, clock: Clock, writes: watch::Sender<u64>) -> io::Result<Self> {
        let (stop, stopped) = watch::channel(false);
        // For waiting only.
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let worker = Worker { dir, arrivals, clock, writes, stopped, runtime };
        let thread = thread::Builder::new().name("hookglass-indexer".into()).spawn(move || worker.run())?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

/// Waits for the current chunk.
impl Drop for Indexer {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the indexing thread panicked");
        }
    }
}

struct Worker {
    dir: PathBuf,
    arrivals: Arc<Arrivals>,
    clock: Clock,
    /// Counts the writes to the index.
    writes: watch::Sender<u64>,
    stopped: watch::Receiver<bool>,
    runtime: Runtime,
}

impl Worker {
    fn run(&self) {
        // Receiving and reading go first. On Linux this affects the thread, elsewhere the process.
        #[cfg(target_os = "linux")]
        if let Err(error) = rustix::process::nice(10) {
            tracing::debug!(%error, "the indexing thread keeps its priority");
        }
        let mut reported = None;
        while !self.is_stopped() {
            let filled = match try_lock(&paths::index_lock(&self.dir)) {
                Ok(Some(_lock)) => self.fill().map_err(|error| error.to_string()),
                Ok(None) => {
                    self.pause(POLL_INTERVAL);
                    continue;
                }
                Err(error) => Err(error.to_string()),
            };
            let failed = filled.err();
            if let Some(error) = &failed {
                // Once, not at each attempt.
                if reported != failed {
                    tracing::warn!(%error, "the index could not be filled and is tried again");
                }
                self.pause(RETRY_DELAY);
            }
            reported = failed;
        }
    }

    fn is_stopped(&self) -> bool {
        *self.stopped.borrow()
    }

    /// Waits for `duration`, or until the indexer stops.
    fn pause(&self, duration: Duration) {
        let mut stopped = self.stopped.clone();
        let stop = async { drop(stopped.wait_for(|stopped| *stopped).await) };
        // Both outcomes end the pause.
        let _ = self.runtime.block_on(self.clock.timeout(duration, stop));
    }

    /// Waits for a commit of this process, for `POLL_INTERVAL`, or until the indexer stops.
    fn wait_for_events(&self) {
        let mut stopped = self.stopped.clone();
        let event = async {
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => {}
                () = self.arrivals.commit() => {}
            }
        };
        let _ = self.runtime.block_on(self.clock.timeout(POLL_INTERVAL, event));
    }

    /// Fills the index until the indexer stops or the index has to be opened again.
    fn fill(&self) -> Result<(), StoreError> {
        let events = open_reader(&self.dir)?;
        let mut index = file::open(&self.dir, &events)?;
        let mut meter = BurstMeter::new(self.clock.now(), &self.arrivals, event_ids::latest(&events)?);
        let mut position = file::read_position(&index, "main")?.id;
        let (mut filled, mut written) = (Ok(()), None);
        while !self.is_stopped() && filled.is_ok() {
            if file::is_marked_damaged(&self.dir) || file::identity(&self.dir).is_none() {
                return Ok(());
            }
            let newest = event_ids::latest(&events)?;
            if newest <= position {
                if tombstones::remove_obsolete(&events, &index, position)? {
                    self.writes.send_modify(|writes| *writes += 1);
                }
                self.wait_for_events();
                continue;
            }
            position = position.max(event_ids::before_first(&events)?);
            let now = self.clock.now();
            let is_early =
                newest - position < MAX_EVENTS && written.is_some_and(|written| now - written < POLL_INTERVAL);
            if is_early || meter.is_burst(now, &self.arrivals, newest) {
                self.pause(SPAN);
                continue;
            }
            let max = if newest - position > 20 * MAX_EVENTS { MAX_EVENTS_BEHIND } else { MAX_EVENTS };
            let chunk = self.read_chunk(&events, position, newest.min(position.saturating_add(max)), &meter)?;
            filled = write(&mut index, &chunk).map(|()| position = chunk.upto);
            written = Some(self.clock.now());
            self.writes.send_modify(|writes| *writes += 1);
        }
        if let Err(error) = &filled
            && file::is_damage(error)
        {
            file::mark_damaged(&self.dir);
        }
        Ok(filled?)
    }

    /// The next events; fewer if many arrive in the meantime.
    fn read_chunk(&self, events: &Connection, after: i64, upto: i64, meter: &BurstMeter) -> rusqlite::Result<Chunk> {
        let mut statement = events.prepare_cached(&event_terms::select())?;
        let mut chunk = Chunk { events: Vec::new(), unreadable: Vec::new(), upto, received_at: 0 };
        let (mut bytes, mut stopped) = (0, None);
        let read = |range: (i64, i64), last: &mut i64| {
            let mut rows = statement.query(range)?;
            while let Some(row) = rows.next()? {
                let event = event_terms::read(events, row)?;
                *last = event.id;
                bytes += event.terms.len() + 256;
                chunk.events.push(event);
                let read = chunk.events.len();
                if bytes >= MAX_BYTES
                    || self.is_stopped()
                    || read.is_multiple_of(32) && meter.is_disturbed(&self.arrivals)
                {
                    stopped = Some(*last);
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        };
        read_past((after, upto), Order::OldestFirst, read, |id| chunk.unreadable.push(id))?;
        chunk.upto = stopped.unwrap_or(upto);
        chunk.received_at = file::received_at(events, chunk.upto)?.unwrap_or(0);
        Ok(chunk)
    }
}
