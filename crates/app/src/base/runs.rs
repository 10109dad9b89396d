//! Long runs that the window starts and observes: bulk resends and scenario runs.
//!
//! Numbers the runs and reports their progress. The last run of a kind is kept with its results
//! until the next one starts. Kept out: whether a run may start, which `jobs` decides.

use hookglass_clock::Clock;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// The minimum time between two progress reports of a run.
const REPORT_INTERVAL: Duration = Duration::from_millis(100);

/// A run whose progress the window shows.
pub(crate) trait Run {
    /// The progress as a view.
    type View: PartialEq + Clone;

    /// The current progress.
    fn view(&self) -> Self::View;

    /// Whether the run has ended.
    fn is_over(&self) -> bool;

    /// Completes when the run has ended.
    fn ended(&self) -> impl Future<Output = ()> + Send;
}

/// The numbered runs of one kind, of which the last is kept.
#[derive(Debug)]
pub(crate) struct Runs<R> {
    started: AtomicU64,
    last: watch::Sender<Option<(u64, Arc<R>)>>,
}

impl<R> Default for Runs<R> {
    fn default() -> Self {
        Self { started: AtomicU64::new(0), last: watch::Sender::new(None) }
    }
}

impl<R: Run> Runs<R> {
    /// Starts a run with the next number. It replaces the last run.
    pub(crate) fn begin(&self, make: impl FnOnce(u64) -> R) -> Arc<R> {
        let number = self.started.fetch_add(1, Ordering::Relaxed) + 1;
        let run = Arc::new(make(number));
        self.last.send_replace(Some((number, Arc::clone(&run))));
        run
    }

    /// The run that was started last.
    pub(crate) fn last(&self) -> Option<Arc<R>> {
        self.last.borrow().as_ref().map(|(_, run)| Arc::clone(run))
    }

    /// The run with a number, if it is still the last one.
    pub(crate) fn get(&self, number: u64) -> Option<Arc<R>> {
        self.last.borrow().as_ref().filter(|(last, _)| *last == number).map(|(_, run)| Arc::clone(run))
    }

    /// Reports the progress of each run that starts from now on: at the start, on changes at most
    /// ten times per second, and at the end.
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
        // Read this before the view, so that the last reported view is the final one.
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
