//! A running bulk resend.

use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::progress::Progress;
use crate::{
    base::lock,
    view::{BulkProgress, BulkReport, BulkResults, BulkState},
};

/// A bulk resend that has started. Dropping it cancels it.
#[derive(Debug)]
pub struct BulkRun {
    pub(super) cancel: CancellationToken,
    pub(super) paused: watch::Sender<bool>,
    pub(super) progress: Arc<Mutex<Progress>>,
    pub(super) state: watch::Receiver<BulkState>,
}

impl Drop for BulkRun {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl BulkRun {
    /// Sends no more requests until [`BulkRun::resume`]. Requests in flight complete.
    pub fn pause(&self) {
        self.paused.send_replace(true);
    }

    /// Resumes after a pause. The pause does not count as running time.
    pub fn resume(&self) {
        self.paused.send_replace(false);
    }

    /// Cancels the run and the requests in flight.
    pub fn cancel(&self) {
        lock(&self.progress).cancelling();
        self.cancel.cancel();
    }

    /// The counts so far.
    pub fn progress(&self) -> BulkProgress {
        lock(&self.progress).view()
    }

    /// At most `max` results after the first `after`. Only the newest 100,000 results are
    /// available.
    pub fn results(&self, after: u64, max: usize) -> BulkResults {
        lock(&self.progress).results().after(after, max)
    }

    /// What the answers so far say about the handler.
    pub fn report(&self) -> BulkReport {
        lock(&self.progress).report()
    }

    /// The state, as a receiver that can wait for changes.
    pub fn state(&self) -> watch::Receiver<BulkState> {
        self.state.clone()
    }

    /// Whether no request is in flight and no more are sent.
    pub fn is_over(&self) -> bool {
        is_over(*self.state.borrow())
    }

    /// Waits until no request is in flight and no more are sent.
    pub async fn ended(&self) {
        // Cannot fail: `self.progress` holds the watch sender.
        let _ = self.state.clone().wait_for(|state| is_over(*state)).await;
    }
}

fn is_over(state: BulkState) -> bool {
    matches!(state, BulkState::Cancelled | BulkState::Done)
}
