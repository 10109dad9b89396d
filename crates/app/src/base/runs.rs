//! Runs that a window starts and follows. The last run of a kind stays, with its results, until the next one begins.
//!
//! Whether a run may begin is decided by `jobs`; this numbers the runs and reports their progress.

use hookglass_clock::Clock;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// The shortest time between two reports of a run.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// Work that a window follows.
pub(crate) trait Run {
    /// What the window shows of it.
    type View: PartialEq + Clone;

    /// The progress so far.
    fn view(&self) -> Self::View;

    /// Whether it has ended.
    fn is_over(&self) -> bool;

    /// Completes when it has ended.
    fn ended(&self) -> impl Future<Output = ()> + Send;
}

/// The runs of one kind.
#[derive(Debug)]
pub(crate) struct Runs<R> {
    begun: AtomicU64,
    last: watch::Sender<Option<(u64, Arc<R>)>>,
}

impl<R> Default for Runs<R> {
    fn default() -> Self {
        Self { begun: AtomicU64::new(0), last: watch::Sender::new(None) }
    }
}

impl<R: Run> Runs<R> {
    /// Begins a run under the next number. It replaces the last one.
    pub(crate) fn begin(&self, make: impl FnOnce(u64) -> R) -> Arc<R> {
        let number = self.begun.fetch_add(1, Ordering::Relaxed) + 1;
        let run = Arc::new(make(number));
        self.last.send_replace(Some((number, Arc::clone(&run))));
        run
    }

    /// The run that began last.
    pub(crate) fn last(&self) -> Option<Arc<R>> {
        self.last.borrow().as_ref().map(|(_, run)| Arc::clone(run))
    }

    /// A run by its number, if no other has begun since.
    pub(crate) fn get(&self, number: u64) -> Option<Arc<R>> {
        self.last.borrow().as_ref().filter(|(last, _)| *last == number).map(|(_, run)| Arc::clone(run))
    }

    /// Reports each run that begins from now on: at once, after changes but at most ten times a second, and at its end.
    pub(crate) async fn watch(&self, clock: &Clock, mut signal: impl FnMut(R::View)) {
        let mut last = self.last.subscribe();
        while last.changed().await.is_ok() {
            let run = last.borrow_and_update().as_ref().map(|(_, run)| Arc::clone(run));
            if let Some(run) = run {
                report(&*run, clock, &mut signal).await;
            }
        }
    }
}

async fn report<R: Run>(run: &R, clock: &Clock, mut signal: impl FnMut(R::View)) {
    let mut reported = None;
    loop {
        // Read before the view, so that the last view is that of the end.
        let is_over = run.is_over();
        let view = run.view();
        if reported.as_ref() != Some(&view) {
            signal(view.clone());
            reported = Some(view);
        }
        if is_over {
            return;
        }
        tokio::select! {
            () = run.ended() => {}
            () = clock.sleep(REPORT_INTERVAL) => {}
        }
    }
}
