//! Reads and changes the settings.

use std::sync::Arc;

use super::{Pages, error::PagesError};
use crate::{
    base::{data_dir::DataDir, receiver_state::socket_address},
    confirmations::{Confirmed, checked_host},
    receive::ReceiveError,
    settings::{MAX_BODY_LIMIT, MIN_BODY_LIMIT},
    view::{OnClose, SettingsChange, SettingsView},
};

impl Pages {
    /// The settings, without the secrets.
    pub async fn settings(&self) -> Result<SettingsView, PagesError> {
        let settings = self.settings.now();
        let next = DataDir::chosen_in_settings()?.filter(|next| *next != self.data_dir.path);
        Ok(SettingsView {
            // The receiver can listen on another address than the configured one. Return the actual
            // address.
            listen: self.receiver.address().map_or(settings.listen, |address| address.to_string()),
            body_limit: settings.body_limit,
            theme: settings.theme,
            on_close: settings.on_close,
            ignored: settings.ignored,
            retention: settings.retention,
            known_hosts: self.outbound.confirmed_hosts(),
            allowed_hosts: self.confirmations.stored().allowed_hosts.iter().cloned().collect(),
            hold: settings.hold,
            retention_note: self.retention.note(settings.retention).await?,
            data_dir: self.data_dir.path.display().to_string(),
            data_dir_source: self.data_dir.source,
            next_data_dir: next.map(|next| next.display().to_string()),
            no_keychain: self.secrets.no_keychain().await,
        })
    }

    /// Changes the given settings. Limits are validated before anything is stored.
    pub async fn change_settings(self: &Arc<Self>, change: SettingsChange) -> Result<SettingsView, PagesError> {
        if let Some(limit) = change.body_limit
            && !(MIN_BODY_LIMIT..=MAX_BODY_LIMIT).contains(&limit)
        {
            return Err(PagesError::BodyLimit(limit));
        }
        if let Some(retention) = change.retention {
            retention.check()?;
        }
        if let Some(hold) = change.hold {
            hold.check()?;
        }
        if let Some(listen) = &change.listen {
            let address = socket_address(listen)?;
            self.receive.listen(Some(listen)).await?;
            self.settings.set("listen", address.to_string(), |settings, listen| settings.listen = listen).await?;
        }
        if let Some(limit) = change.body_limit {
            self.settings.set("body_limit", limit.to_string(), |settings, _| settings.body_limit = limit).await?;
            self.limits.set_body_limit(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        if let Some(theme) = change.theme {
            let text = serde_json::to_string(&theme).unwrap_or_default();
            self.settings.set("theme", text, |settings, _| settings.theme = theme).await?;
        }
        if let Some(on_close) = change.on_close {
            let text = serde_json::to_string(&on_close).unwrap_or_default();
            self.settings.set("on_close", text, |settings, _| settings.on_close = on_close).await?;
        }
        if let Some(ignored) = change.ignored {
            let text = serde_json::to_string(&ignored).unwrap_or_default();
            self.settings.set("ignored", text, |settings, _| settings.ignored = ignored).await?;
        }
        if let Some(retention) = change.retention {
            let text = serde_json::to_string(&retention).unwrap_or_default();
            self.settings.set("retention", text, |settings, _| settings.retention = retention).await?;
        }
        if let Some(hold) = change.hold {
            let text = serde_json::to_string(&hold).unwrap_or_default();
            self.settings.set("hold", text, |settings, _| settings.hold = hold).await?;
        }
        if let Some(dir) = &change.data_dir {
            DataDir::choose_next(dir)?;
        }
        self.settings().await
    }

    /// Trusts requests to a host from now on, on this computer.
    pub async fn allow_host(&self, host: String) -> Result<SettingsView, PagesError> {
        let host = checked_host(&host)?;
        self.confirmations.change(move |confirmed| confirmed.allowed_hosts.extend([host])).await?;
        // The status has the unknown hosts.
        self.receiver.changed();
        self.settings().await
    }

    /// Trusts requests to a host no longer.
    pub async fn disallow_host(&self, host: String) -> Result<SettingsView, PagesError> {
        let disallow = move |confirmed: &mut Confirmed| {
            confirmed.allowed_hosts.remove(&host);
        };
        self.confirmations.change_run(&disallow);
        self.confirmations.change(disallow).await?;
        self.receiver.changed();
        self.settings().await
    }

    /// What closing the window does.
    pub fn on_close(&self) -> OnClose {
        self.settings.now().on_close
    }

    /// Stops listening until [`Self::resume_receiving`].
    pub async fn pause_receiving(&self) {
        if let Some(address) = self.receiver.address() {
            self.receiver.set_paused(Some(address));
            self.receive.stop().await;
        }
    }

    /// Listens again on the address from before the pause.
    pub async fn resume_receiving(self: &Arc<Self>) -> Result<crate::view::Status, PagesError> {
        let address = self.receiver.paused_at().map(|address| address.to_string());
        match self.receive.listen(address.as_deref()).await {
            // The status contains the problem.
            Ok(_) | Err(ReceiveError::Bind(_)) => self.status().await,
            Err(error) => Err(error.into()),
        }
    }

    /// Tries to listen again. On success, a given address replaces the one in the settings.
    pub async fn retry_listen(self: &Arc<Self>, address: Option<String>) -> Result<crate::view::Status, PagesError> {
        let listening = self.receive.listen(address.as_deref()).await;
        if let (Ok(actual), Some(_)) = (&listening, address) {
            self.settings.set("listen", actual.to_string(), |settings, listen| settings.listen = listen).await?;
        }
        match listening {
            Ok(_) => self.status().await,
            // The status contains the problem.
            Err(ReceiveError::Bind(_)) => self.status().await,
            Err(error) => Err(error.into()),
        }
    }
}
