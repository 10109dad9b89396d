//! One broadcast of commits to the database, by this process and by others.
//!
//! The writer counts the commits of this process. For commits by other processes, one task polls
//! the database's version, so that contexts subscribe instead of polling.

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

use super::jobs::Jobs;

/// How often the database's version is polled to detect commits by other processes.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// A shared handle to the broadcast.
#[derive(Debug, Clone)]
pub(crate) struct Changes(Arc<Broadcast>);

#[derive(Debug)]
struct Broadcast {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    started: AtomicBool,
}

impl Changes {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, jobs: Jobs) -> Self {
        Self(Arc::new(Broadcast { store, clock, jobs, started: AtomicBool::new(false) }))
    }

    /// A counter that changes after every commit. Several commits can appear as one change, and the
    /// poll after a commit of this process can appear as another.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        if !self.0.started.swap(true, Ordering::Relaxed) {
            let (store, clock) = (Arc::downgrade(&self.0.store), self.0.clock.clone());
            self.0.jobs.spawn_background(async move {
                let mut version = None;
                loop {
                    clock.sleep(POLL_INTERVAL).await;
                    let Some(store) = store.upgrade() else { return };
                    // On failure, the version is read again after the next interval.
                    let Ok(current) = store.data_version().await else { continue };
                    if version.replace(current) != Some(current) {
                        store.commits().send_modify(|count| *count += 1);
                    }
                }
            });
        }
        self.0.store.commits().subscribe()
    }
}
