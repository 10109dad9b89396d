//! Recent denial reasons, stored for reuse.

use serde_json::{from_str, to_string};

use super::error::DecideError;
use crate::{decide::Decide, view::DenialReason};

/// Reasons that are stored.
const MAX_REASONS: usize = 8;

/// Characters of a title or a reason of a denial.
pub(crate) const MAX_REASON_CHARS: usize = 500;

const SETTING: &str = "recent_reasons";

impl Decide {
    /// The recent reasons, newest first.
    pub async fn recent_reasons(&self) -> Result<Vec<DenialReason>, DecideError> {
        let stored = self.store.settings().get(SETTING).await?;
        Ok(stored.and_then(|stored| from_str(&stored).ok()).unwrap_or_default())
    }

    /// Stores a reason as the newest. Empty and very long reasons are not stored.
    pub async fn remember_reason(&self, reason: DenialReason) -> Result<(), DecideError> {
        let longest = reason.title.chars().count().max(reason.reason.chars().count());
        if longest == 0 || longest > MAX_REASON_CHARS {
            return Ok(());
        }
        let mut reasons = self.recent_reasons().await?;
        reasons.retain(|other| *other != reason);
        reasons.insert(0, reason);
        reasons.truncate(MAX_REASONS);
        Ok(self.store.settings_mut().put(SETTING, to_string(&reasons).unwrap_or_default()).await?)
    }
}
