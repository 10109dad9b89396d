//! One broadcast for what was committed, by this process and by others.
//!
//! A commit of this process is announced at once. Other processes are noticed by the database's version, which one task
//! reads; contexts subscribe instead of polling.

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

/// How often the database's version is read for commits of other processes.
const POLL_INTERVAL: Duration = Duration::from_millis(300);

/// A handle on the broadcast.
#[derive(Debug, Clone)]
pub(crate) struct Changes(Arc<Broadcast>);

#[derive(Debug)]
struct Broadcast {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    begun: AtomicBool,
    count: watch::Sender<u64>,
}

impl Changes {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, jobs: Jobs) -> Self {
        Self(Arc::new(Broadcast { store, clock, jobs, begun: AtomicBool::new(false), count: watch::Sender::new(0) }))
    }

    /// Changes after every commit; several commits can be one change.
    pub(crate) fn subscribe(&self) -> watch::Receiver<u64> {
        if !self.0.begun.swap(true, Ordering::Relaxed) {
            let (store, clock) = (Arc::downgrade(&self.0.store), self.0.clock.clone());
            let (mut commits, count) = (self.0.store.commits(), self.0.count.clone());
            self.0.jobs.spawn_background(async move {
                let mut version = None;
                loop {
                    tokio::select! {
                        committed = commits.changed() => if committed.is_err() { return },
                        () = clock.sleep(POLL_INTERVAL) => {}
                    }
                    let Some(store) = store.upgrade() else { return };
                    // A version that cannot be read now is read again after the next interval.
                    let Ok(seen) = store.data_version().await else { continue };
                    if version.replace(seen) != Some(seen) {
                        count.send_modify(|count| *count += 1);
                    }
                }
            });
        }
        self.0.count.subscribe()
    }
}
