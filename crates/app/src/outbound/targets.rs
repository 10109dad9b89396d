//! Where requests went lately: those of resends, of bulk sends and of scenarios.

use crate::{error::AppError, outbound::Outbound};

/// URLs that are remembered, and told.
const MOST: usize = 12;
/// The setting that remembers those of bulk sends and scenarios.
const SETTING: &str = "recent_targets";

impl Outbound {
    /// URLs that many requests went to, the last one first, and then those of single resends.
    pub async fn recent_targets(&self) -> Result<Vec<String>, AppError> {
        let mut urls = self.remembered_targets().await?;
        for url in self.store.resends().recent_urls(MOST).await? {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls.truncate(MOST);
        Ok(urls)
    }

    async fn remembered_targets(&self) -> Result<Vec<String>, AppError> {
        let kept = self.store.settings().get(SETTING).await?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }

    /// Remembers where many requests went.
    pub(crate) async fn remember_target(&self, url: &str) -> Result<(), AppError> {
        let mut urls = self.remembered_targets().await?;
        urls.retain(|other| other != url);
        urls.insert(0, url.to_owned());
        urls.truncate(MOST);
        let kept = serde_json::to_string(&urls).map_err(|error| AppError::Setting(error.to_string()))?;
        Ok(self.store.settings_mut().put(SETTING, kept).await?)
    }
}
