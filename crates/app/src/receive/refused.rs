//! Requests that the receiver refused: counted, logged and stored at a bounded rate, so that a
//! flood of them does not delay events.

use hookglass_receiver::NewRefusals;
use hookglass_request::refusal::Refusal;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{Receive, ReceiveError};
use crate::{base::instant, view::RefusedRequest};

/// The time between two writes.
const WRITE_INTERVAL: Duration = Duration::from_millis(300);
/// How many refused requests are logged for one write.
const MAX_LOGGED: usize = 5;

impl Receive {
    /// The newest refused requests, of this process and others, newest first.
    pub async fn refused(&self) -> Result<Vec<RefusedRequest>, ReceiveError> {
        Ok(self.store.refused().all().await?.into_iter().map(view).collect())
    }

    /// How many requests this process has refused.
    pub(crate) fn refused_count(&self) -> u64 {
        self.refused_count.load(Ordering::Relaxed)
    }

    /// Records refused requests until shutdown. Does nothing if it does so already.
    pub(crate) fn follow_refused(self: &Arc<Self>) {
        if self.follows_refused.swap(true, Ordering::Relaxed) {
            return;
        }
        let (receive, refused, clock) = (Arc::downgrade(self), self.refused.clone(), self.clock.clone());
        self.jobs.spawn_background(async move {
            loop {
                let refusals = refused.next().await;
                // The loop must not keep the database open while it waits.
                let Some(receive) = receive.upgrade() else { return };
                receive.record(refusals).await;
                drop(receive);
                clock.sleep(WRITE_INTERVAL).await;
            }
        });
    }

    /// Records the refused requests that wait for the next write.
    pub(super) async fn flush_refused(&self) {
        if let Some(refusals) = self.refused.take() {
            self.record(refusals).await;
        }
    }

    async fn record(&self, NewRefusals { newest, dropped }: NewRefusals) {
        let total = newest.len() as u64 + dropped;
        self.refused_count.fetch_add(total, Ordering::Relaxed);
        for Refusal { peer, reason, .. } in newest.iter().take(MAX_LOGGED) {
            match reason.hint() {
                Some(hint) => tracing::warn!(%peer, "refused a request: {}. {hint}", reason.label()),
                None => tracing::warn!(%peer, "refused a request: {}", reason.label()),
            }
        }
        let more = total.saturating_sub(MAX_LOGGED as u64);
        if more > 0 {
            tracing::warn!("refused {more} more requests");
        }
        if let Err(error) = self.store.refused_mut().add(newest).await {
            tracing::warn!(%error, "cannot store refused requests");
        }
        self.state.changed();
    }
}

fn view(Refusal { at, peer, first_bytes, reason }: Refusal) -> RefusedRequest {
    RefusedRequest {
        received_at: instant(at),
        peer: peer.to_string(),
        reason,
        sentence: reason.label().to_owned(),
        hint: reason.hint().map(str::to_owned),
        first_bytes: first_bytes.escape_ascii().to_string(),
    }
}
