//! Members of an Authgear event that are generated on send, so that a receiver does not drop it as a repeat.

use hookglass_json::edit::Edit;
use hookglass_senders as senders;
use hookglass_store::StoredEvent;

use super::{context::Replay, error::ReplayError};
use crate::view::FreshDraft;

/// The setting that holds the last sequence number that was handed out.
const LAST_FRESH: &str = "last_fresh_seq";

/// Where a fresh sequence number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// It is only shown; the next caller gets the same.
    Shown,
    /// It is taken; no other caller gets it.
    Taken,
}

impl Replay {
    /// The edits that set the chosen members. An id is the sequence number in hexadecimal, so both are set together.
    pub(super) async fn fresh_edits(
        &self,
        event: &StoredEvent,
        fresh: FreshDraft,
        numbers: Numbers,
    ) -> Result<Vec<Edit>, ReplayError> {
        if fresh == FreshDraft::default() {
            return Ok(Vec::new());
        }
        let sender = senders::of(event.envelope.vendor);
        if !sender.can_be_fresh() {
            return Err(ReplayError::NotFresh(event.id));
        }
        let seq = if fresh.id || fresh.seq { Some(self.fresh_seq(numbers).await?) } else { None };
        Ok(sender.fresh(seq, seq, fresh.timestamp.then(|| self.clock.wall().as_second())))
    }

    async fn fresh_seq(&self, numbers: Numbers) -> Result<i64, ReplayError> {
        let before = match numbers {
            Numbers::Taken => self.hand_out_seqs(1).await?,
            Numbers::Shown => {
                let handed_out = self.store.settings().get(LAST_FRESH).await?.and_then(|text| text.parse().ok());
                let stored = self.store.events().highest_seq().await?;
                handed_out.unwrap_or(0).max(stored.unwrap_or(0))
            }
        };
        Ok(before.saturating_add(1))
    }

    /// Takes `count` sequence numbers: those after the returned one. They are above those of all events and those handed
    /// out before.
    pub(crate) async fn hand_out_seqs(&self, count: i64) -> Result<i64, ReplayError> {
        let floor = self.store.events().highest_seq().await?.unwrap_or(0);
        Ok(self.store.settings_mut().reserve_numbers(LAST_FRESH, floor, count).await?)
    }
}
