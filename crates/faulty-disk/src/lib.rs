//! A disk that fails, for tests of the store.
//!
//! [`FaultyDisk::at`] replaces SQLite's default VFS, the layer between SQLite and the file system.
//! The code under test opens its connections as always. Calls for files in a watched folder can
//! fail ([`FaultyDisk::fail`]) or hang ([`FaultyDisk::stall`]). They can be recorded to compute what
//! a power cut at any of them leaves behind ([`FaultyDisk::after_power_cut`]).
//!
//! | File | Part |
//! | --- | --- |
//! | `faults.rs` | which call fails, and how |
//! | `history.rs` | recorded calls, and what survives a power cut |
//! | `vfs.rs` | the calls of SQLite; the only `unsafe` code |
//!
//! The crate is a dev-dependency only. It works on Unix, where a file has a number that survives a
//! rename.
#![cfg(unix)]

mod faults;
mod history;
mod vfs;

pub use faults::{Fault, Lasts};
pub use history::Unsynced;

use faults::{Armed, Call};
use history::{Change, FileId, History};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
};

/// A watched folder. Syncs in it do not wait for the real disk.
#[derive(Debug)]
pub struct FaultyDisk {
    dir: PathBuf,
    state: Mutex<State>,
    stalled: Mutex<Stalled>,
    changed: Condvar,
}

/// Whether syncs wait, and how many do.
#[derive(Debug, Default)]
struct Stalled {
    is_on: bool,
    waiting: usize,
}

#[derive(Debug, Default)]
struct State {
    armed: Option<Armed>,
    injected: u64,
    history: Option<History>,
}

/// The watched folders.
fn disks() -> MutexGuard<'static, HashMap<PathBuf, Arc<FaultyDisk>>> {
    static DISKS: OnceLock<Mutex<HashMap<PathBuf, Arc<FaultyDisk>>>> = OnceLock::new();
    lock(DISKS.get_or_init(Mutex::default))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl FaultyDisk {
    /// Watches a folder, until the program ends. No connection to a file in it may be open yet.
    pub fn at(dir: &Path) -> Arc<Self> {
        vfs::install();
        let dir = dir.canonicalize().expect("the watched folder exists");
        let disk = Arc::new(Self {
            dir: dir.clone(),
            state: Mutex::default(),
            stalled: Mutex::default(),
            changed: Condvar::new(),
        });
        disks().insert(dir, Arc::clone(&disk));
        disk
    }

    /// Fails the `nth` call from now on that the fault can affect, counted from 0.
    pub fn fail(&self, fault: Fault, nth: u64, lasts: Lasts) {
        lock(&self.state).armed = Some(Armed { fault, lasts, left: nth });
    }

    /// Ends the fault.
    pub fn heal(&self) {
        lock(&self.state).armed = None;
    }

    /// Lets every sync wait until [`FaultyDisk::resume`].
    pub fn stall(&self) {
        lock(&self.stalled).is_on = true;
    }

    /// Blocks until a sync waits.
    pub fn wait_until_stalled(&self) {
        let stalled = lock(&self.stalled);
        drop(self.changed.wait_while(stalled, |stalled| stalled.waiting == 0));
    }

    /// Ends the wait of all syncs.
    pub fn resume(&self) {
        lock(&self.stalled).is_on = false;
        self.changed.notify_all();
    }

    fn wait_for_sync(&self) {
        let mut stalled = lock(&self.stalled);
        stalled.waiting += 1;
        self.changed.notify_all();
        let mut stalled =
            self.changed.wait_while(stalled, |stalled| stalled.is_on).unwrap_or_else(PoisonError::into_inner);
        stalled.waiting -= 1;
    }

    /// How many calls have failed.
    pub fn injected(&self) -> u64 {
        lock(&self.state).injected
    }

    /// Records all changes from now on.
    pub fn record(&self) {
        lock(&self.state).history = Some(History::default());
    }

    /// How many changes were recorded.
    pub fn recorded(&self) -> usize {
        lock(&self.state).history.as_ref().map_or(0, History::len)
    }

    /// Writes into a folder what is left of SQLite's files if the power fails before the `nth`
    /// recorded change.
    pub fn after_power_cut(&self, nth: usize, unsynced: Unsynced, to: &Path) {
        let state = lock(&self.state);
        let history = state.history.as_ref().expect("changes are recorded");
        for (name, content) in history.survivors(nth, unsynced, &self.dir) {
            std::fs::write(to.join(name), content).expect("the folder for the surviving files can be written to");
        }
    }

    fn watching(path: &Path) -> Option<Arc<Self>> {
        disks().get(path.parent()?).cloned()
    }

    /// The fault of this call, if it fails.
    fn next(&self, call: Call) -> Option<Fault> {
        let mut state = lock(&self.state);
        let fault = state.armed.as_mut()?.next(call)?;
        state.injected += 1;
        Some(fault)
    }

    fn opens(&self, path: &Path) -> Option<FileId> {
        lock(&self.state).history.as_mut().map(|history| history.opens(path))
    }

    fn closes(&self, file: FileId) {
        if let Some(history) = &mut lock(&self.state).history {
            history.closes(file);
        }
    }

    fn changes(&self, file: FileId, change: Change) {
        if let Some(history) = &mut lock(&self.state).history {
            history.add(&self.dir, file, change);
        }
    }
}
