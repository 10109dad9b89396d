//! Writes the results of deliveries to the database.
//!
//! Results are gathered briefly and written in one transaction with the cursors. A sender whose
//! event is stored at the same time waits for at most one such transaction. If the program is
//! killed, unwritten results are lost. Their events were sent, and a target with retries gets them
//! again.

use hookglass_clock::Clock;
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use super::pending::PendingResults;
use crate::forward::Forward;

/// How long results are gathered.
const BATCH_DELAY: Duration = Duration::from_millis(100);
/// The wait before a failed batch is written again.
const RETRY_DELAY: Duration = Duration::from_secs(1);

impl Forward {
    /// Writes the pending results. Returns whether the write succeeded.
    pub(crate) async fn flush(&self) -> bool {
        let _turn = self.results.turn.lock().await;
        let Some(batch) = self.results.take() else { return true };
        let batch = Arc::new(batch);
        if let Err(error) = self.store.forwards_mut().append(Arc::clone(&batch)).await {
            tracing::warn!(%error, "the results of forwarding could not be stored; retrying");
            self.results.put_back(Arc::unwrap_or_clone(batch));
            return false;
        }
        self.results.finish();
        self.publish();
        true
    }
}

/// Writes results in batches until the application closes.
pub(super) async fn write_batches(forward: Weak<Forward>, results: Arc<PendingResults>, clock: Clock) {
    loop {
        results.available.notified().await;
        tokio::select! {
            () = clock.sleep(BATCH_DELAY) => {}
            () = results.full.notified() => {}
        }
        let Some(forward) = forward.upgrade() else { return };
        if !forward.flush().await {
            drop(forward);
            clock.sleep(RETRY_DELAY).await;
            results.available.notify_one();
        }
    }
}
