//! A bulk resend under way.

use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::progress::Progress;
use crate::{
    base::lock,
    view::{BulkProgress, BulkReport, BulkResults, BulkState},
};

/// A bulk resend that has begun. Dropping it cancels it.
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
    /// Sends nothing more until [`BulkRun::resume`]. Requests in flight are answered.
    pub fn pause(&self) {
        self.paused.send_replace(true);
    }

    /// Continues after a pause. The time of the pause does not count.
    pub fn resume(&self) {
        self.paused.send_replace(false);
    }

    /// Ends it, with the requests in flight.
    pub fn cancel(&self) {
        lock(&self.progress).cancelling();
        self.cancel.cancel();
    }

    /// The counts so far.
    pub fn progress(&self) -> BulkProgress {
        lock(&self.progress).view()
    }

    /// The results after the first `after`, as far as they are among the newest 100,000; `most` at most.
    pub fn results(&self, after: u64, most: usize) -> BulkResults {
        lock(&self.progress).results().after(after, most)
    }

    /// What the answers so far say about the handler.
    pub fn report(&self) -> BulkReport {
        lock(&self.progress).report()
    }

    /// Its state, to wait for a change of it.
    pub fn state(&self) -> watch::Receiver<BulkState> {
        self.state.clone()
    }

    /// Whether nothing is in flight and nothing more goes out.
    pub fn is_over(&self) -> bool {
        is_over(*self.state.borrow())
    }

    /// Waits until nothing is in flight and nothing more goes out.
    pub async fn ended(&self) {
        // An error says that the sender is gone, and it lives in `self.progress`.
        let _ = self.state.clone().wait_for(|state| is_over(*state)).await;
    }
}

fn is_over(state: BulkState) -> bool {
    matches!(state, BulkState::Cancelled | BulkState::Done)
}
