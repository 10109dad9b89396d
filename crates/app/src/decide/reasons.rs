//! The reasons of denials that were given last, to be given again.

use serde_json::{from_str, to_string};

use crate::{decide::Decide, error::AppError, view::DenialReason};

/// As many are kept.
const MOST: usize = 8;

/// Characters of a title or a reason that is kept.
const LONGEST: usize = 500;

const SETTING: &str = "recent_reasons";

impl Decide {
    /// The reasons that were given last, the newest first.
    pub async fn recent_reasons(&self) -> Result<Vec<DenialReason>, AppError> {
        let kept = self.store.settings().get(SETTING).await?;
        Ok(kept.and_then(|kept| from_str(&kept).ok()).unwrap_or_default())
    }

    /// Makes a reason the one that was given last. An empty one, or one too long to be given twice, is not kept.
    pub async fn remember_reason(&self, given: DenialReason) -> Result<(), AppError> {
        let longest = given.title.chars().count().max(given.reason.chars().count());
        if longest == 0 || longest > LONGEST {
            return Ok(());
        }
        let mut reasons = self.recent_reasons().await?;
        reasons.retain(|other| *other != given);
        reasons.insert(0, given);
        reasons.truncate(MOST);
        Ok(self.store.settings_mut().put(SETTING, to_string(&reasons).unwrap_or_default()).await?)
    }
}
