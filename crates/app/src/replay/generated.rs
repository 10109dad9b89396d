//! Members of an Authgear event that are made new, so that a receiver does not take it for a repeat.

use hookglass_json::edit::Edit;
use hookglass_senders as senders;
use hookglass_store::StoredEvent;
use jiff::Timestamp;

use crate::{error::AppError, replay::Replay, view::FreshDraft};

/// The setting that remembers the last fresh sequence number.
const LAST_FRESH: &str = "last_fresh_seq";

/// Where a fresh sequence number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// It is looked at, and the next who asks gets the same.
    Shown,
    /// It is taken, and nobody else gets it.
    Taken,
}

impl Replay {
    /// The edits that make the chosen members new. An id is the hexadecimal of the sequence number, so if one of the two is
    /// new, both are.
    pub(super) async fn fresh_edits(
        &self,
        event: &StoredEvent,
        fresh: FreshDraft,
        numbers: Numbers,
    ) -> Result<Vec<Edit>, AppError> {
        if fresh == FreshDraft::default() {
            return Ok(Vec::new());
        }
        let sender = senders::of(event.envelope.vendor);
        if !sender.can_be_fresh() {
            return Err(AppError::NotFresh(event.id));
        }
        let seq = if fresh.id || fresh.seq { Some(self.fresh_seq(numbers).await?) } else { None };
        Ok(sender.fresh(seq, seq, fresh.timestamp.then(|| Timestamp::now().as_second())))
    }

    async fn fresh_seq(&self, numbers: Numbers) -> Result<i64, AppError> {
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

    /// Takes so many sequence numbers, which nobody else gets: those after the one that is returned, above that of the
    /// newest events and those handed out before.
    pub(crate) async fn hand_out_seqs(&self, count: i64) -> Result<i64, AppError> {
        let floor = self.store.events().highest_seq().await?.unwrap_or(0);
        Ok(self.store.settings_mut().reserve_numbers(LAST_FRESH, floor, count).await?)
    }
}
