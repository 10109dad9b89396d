//! Results that are not written yet.

use hookglass_store::{Forwarded, NewResend, Progress};
use std::sync::Mutex;
use tokio::sync::Notify;

use crate::base::lock;

/// Results and bytes from which on a batch is written at once, and further results wait.
const MAX_RESULTS: usize = 256;
const MAX_BYTES: usize = 1 << 20;
/// Bytes that a result takes besides its bodies.
const RESULT_BYTES: usize = 512;

/// Results on their way to the database. Bounded: deliveries wait in [`PendingResults::room`].
#[derive(Debug, Default)]
pub(super) struct PendingResults {
    pending: Mutex<Pending>,
    /// Notified when there are results.
    pub(super) available: Notify,
    /// Notified when the batch is full.
    pub(super) full: Notify,
    /// Notified when a batch is written.
    written: Notify,
    /// One batch is written at a time, so that cursors do not go back.
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
    /// Waits until there is room for one more result.
    pub(super) async fn room(&self) {
        loop {
            let written = self.written.notified();
            if !lock(&self.pending).is_full() {
                return;
            }
            written.await;
        }
    }

    /// Queues a result and the progress of a target. The progress of targets of one run is not stored.
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
        let full = pending.is_full();
        drop(pending);
        self.available.notify_one();
        if full {
            self.full.notify_one();
        }
    }

    /// Takes the batch. It still counts as pending until [`PendingResults::finish`].
    pub(super) fn take(&self) -> Option<Forwarded> {
        let taken = std::mem::take(&mut lock(&self.pending).forwarded);
        (!taken.resends.is_empty() || !taken.progress.is_empty()).then_some(taken)
    }

    /// Puts a batch that could not be written back before newer results.
    pub(super) fn put_back(&self, mut batch: Forwarded) {
        let mut pending = lock(&self.pending);
        let newer = std::mem::take(&mut pending.forwarded);
        batch.resends.extend(newer.resends);
        batch.progress.extend(newer.progress);
        pending.forwarded = batch;
    }

    /// Makes room after a batch was written.
    pub(super) fn finish(&self) {
        let mut pending = lock(&self.pending);
        pending.bytes = pending.forwarded.bytes();
        drop(pending);
        self.written.notify_waiters();
    }
}
