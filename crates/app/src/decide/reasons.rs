//! Recent denial reasons, offered for reuse.

use serde_json::{from_str, to_string};

use super::error::DecideError;
use crate::{decide::Decide, view::DenialReason};

/// Reasons that are stored.
const MAX_REASONS: usize = 8;

/// Characters of a title or a reason.
pub(crate) const MAX_REASON_CHARS: usize = 500;

const SETTING: &str = "recent_reasons";

impl Decide {
    /// The recent reasons, newest first.
    pub async fn recent_reasons(&self) -> Result<Vec<DenialReason>, DecideError> {
        let kept = self.store.settings().get(SETTING).await?;
        Ok(kept.and_then(|kept| from_str(&kept).ok()).unwrap_or_default())
    }

    /// Stores a reason as the newest one. An empty or very long one is not stored.
    pub async fn remember_reason(&self, given: DenialReason) -> Result<(), DecideError> {
        let longest = given.title.chars().count().max(given.reason.chars().count());
        if longest == 0 || longest > MAX_REASON_CHARS {
            return Ok(());
        }
        let mut reasons = self.recent_reasons().await?;
        reasons.retain(|other| *other != given);
        reasons.insert(0, given);
        reasons.truncate(MAX_REASONS);
        Ok(self.store.settings_mut().put(SETTING, to_string(&reasons).unwrap_or_default()).await?)
    }
}
