//! Generates members of an Authgear event on send, so that receivers do not drop the event as a
//! repeat.

use hookglass_json::edit::Edit;
use hookglass_senders as senders;
use hookglass_store::StoredEvent;

use super::{context::Replay, error::ReplayError};
use crate::view::GenerateOnSend;

/// The setting that stores the last reserved sequence number.
const LAST_SEQ_SETTING: &str = "last_fresh_seq";

/// How a new sequence number is obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Only read. The next caller gets the same number.
    Shown,
    /// Reserved. No other caller gets the number.
    Taken,
}

impl Replay {
    /// The edits that set the chosen members. The id is the sequence number in hexadecimal, so both
    /// are always set together.
    pub(super) async fn fresh_edits(
        &self,
        event: &StoredEvent,
        fresh: GenerateOnSend,
        numbers: Numbers,
    ) -> Result<Vec<Edit>, ReplayError> {
        if fresh == GenerateOnSend::default() {
            return Ok(Vec::new());
        }
        let sender = senders::of(event.envelope.vendor);
        if !sender.has_generated_members() {
            return Err(ReplayError::NotFresh(event.id));
        }
        let seq = if fresh.id || fresh.seq { Some(self.fresh_seq(numbers).await?) } else { None };
        Ok(sender.fresh(seq, seq, fresh.timestamp.then(|| self.clock.wall().as_second())))
    }

    async fn fresh_seq(&self, numbers: Numbers) -> Result<i64, ReplayError> {
        let before = match numbers {
            Numbers::Taken => self.reserve_seqs(1).await?,
            Numbers::Shown => {
                let reserved = self.store.settings().get(LAST_SEQ_SETTING).await?.and_then(|text| text.parse().ok());
                let stored = self.store.events().highest_seq().await?;
                reserved.unwrap_or(0).max(stored.unwrap_or(0))
            }
        };
        Ok(before.saturating_add(1))
    }

    /// Reserves the `count` sequence numbers after the returned one. They are higher than the
    /// numbers of all stored events and all earlier reservations.
    pub(crate) async fn reserve_seqs(&self, count: i64) -> Result<i64, ReplayError> {
        let floor = self.store.events().highest_seq().await?.unwrap_or(0);
        Ok(self.store.settings_mut().reserve_numbers(LAST_SEQ_SETTING, floor, count).await?)
    }
}
