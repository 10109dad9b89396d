//! Recent targets of resends, bulk resends and scenarios.

use crate::outbound::{Outbound, OutboundError};

/// Recent targets that are stored.
const MAX_RECENT: usize = 12;
/// The setting that holds the targets of bulk resends and scenarios.
const SETTING: &str = "recent_targets";

impl Outbound {
    /// The recent targets of bulk resends and scenarios, then of single resends, newest first.
    pub async fn recent_targets(&self) -> Result<Vec<String>, OutboundError> {
        let mut urls = self.remembered_targets().await?;
        for url in self.store.resends().recent_urls(MAX_RECENT).await? {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
        urls.truncate(MAX_RECENT);
        Ok(urls)
    }

    async fn remembered_targets(&self) -> Result<Vec<String>, OutboundError> {
        let stored = self.store.settings().get(SETTING).await?;
        Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default())
    }

    /// Stores the target of a bulk resend or a scenario as the most recent.
    pub(crate) async fn remember_target(&self, url: &str) -> Result<(), OutboundError> {
        let mut urls = self.remembered_targets().await?;
        urls.retain(|other| other != url);
        urls.insert(0, url.to_owned());
        urls.truncate(MAX_RECENT);
        Ok(self.store.settings_mut().put(SETTING, serde_json::to_string(&urls)?).await?)
    }
}
