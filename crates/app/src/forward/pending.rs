//! Results of deliveries that are not written yet.

use hookglass_store::{Forwarded, NewResend, Progress};
use std::sync::Mutex;
use tokio::sync::Notify;

use crate::base::lock;

/// Results and bytes that fill a batch. A full batch is written immediately, and further results
/// wait.
const MAX_RESULTS: usize = 256;
const MAX_BYTES: usize = 1 << 20;
/// The estimated size of a result without its bodies, in bytes.
const RESULT_BYTES: usize = 512;

/// Results to be written. Bounded, because deliveries wait in [`PendingResults::room`].
#[derive(Debug, Default)]
pub(super) struct PendingResults {
    pending: Mutex<Pending>,
    /// Notified when there are results.
    pub(super) available: Notify,
    /// Notified when the batch is full.
    pub(super) full: Notify,
    /// Notified when a batch is written.
    written: Notify,
    /// Ensures that one batch is written at a time, so that cursors never move back.
    pub(super) turn: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Pending {
    forwarded: Forwarded,
    bytes: usize,
}

impl Pending {
    fn is_full(&self) -> bool {
        self.forwarded.resends.len() >= MAX_RESULTS || self.bytes >= MAX_BYTES
    }
}

impl PendingResults {
    /// Waits until the batch has room for one more result.
    pub(super) async fn room(&self) {
        loop {
            let written = self.written.notified();
            if !lock(&self.pending).is_full() {
                return;
            }
            written.await;
        }
    }

    /// Queues a result and the progress of a target. The progress of a target of one run is not
    /// stored.
    pub(super) fn add(&self, resend: Option<NewResend>, progress: Progress) {
        let mut pending = lock(&self.pending);
        let Pending { forwarded, bytes } = &mut *pending;
        if let Some(resend) = resend {
            *bytes += RESULT_BYTES + resend.outgoing.body.len() + resend.attempt.outcome.kept();
            forwarded.resends.push(resend);
        }
        match forwarded.progress.iter_mut().find(|before| before.target == progress.target) {
            Some(before) => {
                before.upto = before.upto.max(progress.upto);
                before.delivered += progress.delivered;
                before.failed += progress.failed;
            }
            None if progress.target > 0 => forwarded.progress.push(progress),
            None => {}
        }
        let is_full = pending.is_full();
        drop(pending);
        self.available.notify_one();
        if is_full {
            self.full.notify_one();
        }
    }

    /// Takes the batch. Its bytes count as pending until [`PendingResults::finish`].
    pub(super) fn take(&self) -> Option<Forwarded> {
        let batch = std::mem::take(&mut lock(&self.pending).forwarded);
        (!batch.resends.is_empty() || !batch.progress.is_empty()).then_some(batch)
    }

    /// Puts back a batch that could not be written, before newer results.
    pub(super) fn put_back(&self, mut batch: Forwarded) {
        let mut pending = lock(&self.pending);
        let newer = std::mem::take(&mut pending.forwarded);
        batch.resends.extend(newer.resends);
        batch.progress.extend(newer.progress);
        pending.forwarded = batch;
    }

    /// Frees the room of a written batch.
    pub(super) fn finish(&self) {
        let mut pending = lock(&self.pending);
        pending.bytes = pending.forwarded.bytes();
        drop(pending);
        self.written.notify_waiters();
    }
}
