//! The settings.

use hookglass_store::Store;
use std::sync::{Arc, PoisonError};

use crate::{
    data_dir::DataDir,
    error::AppError,
    hookglass::Hookglass,
    receive::socket_address,
    view::{HoldSettings, Ignored, Retention, SettingsChange, SettingsView, Theme},
};

/// Where the receiver listens when nobody says otherwise: HOOK on a telephone keypad, on this computer only.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:4665";

const BODY_LIMIT: u64 = hookglass_receiver::Limits::BODY as u64;
const SMALLEST_LIMIT: u64 = 1 << 10;
const LARGEST_LIMIT: u64 = 1 << 30;

/// What is kept in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) listen: String,
    pub(crate) body_limit: u64,
    pub(crate) theme: Theme,
    pub(crate) ignored: Ignored,
    pub(crate) retention: Retention,
    pub(crate) hold: HoldSettings,
}

impl Settings {
    /// Reads them; one that is absent, or that this version cannot read, has its default.
    pub(crate) async fn load(store: &Store) -> Result<Self, AppError> {
        let body_limit = store.setting("body_limit").await?.and_then(|text| text.parse().ok());
        let theme = store.setting("theme").await?.and_then(|text| serde_json::from_str(&text).ok());
        let ignored = store.setting("ignored").await?.and_then(|text| serde_json::from_str(&text).ok());
        let retention = store.setting("retention").await?.and_then(|text| serde_json::from_str(&text).ok());
        Ok(Self {
            listen: store.setting("listen").await?.unwrap_or_else(|| DEFAULT_LISTEN.to_owned()),
            body_limit: body_limit.unwrap_or(BODY_LIMIT),
            theme: theme.unwrap_or_default(),
            ignored: ignored.unwrap_or_default(),
            retention: retention.unwrap_or_default(),
            hold: Self::load_hold(store).await?,
        })
    }

    /// Reads how long senders wait for a person.
    pub(crate) async fn load_hold(store: &Store) -> Result<HoldSettings, AppError> {
        let hold = store.setting("hold").await?.and_then(|text| serde_json::from_str(&text).ok());
        Ok(hold.unwrap_or_default())
    }
}

impl Hookglass {
    /// The settings as they are. The secrets are not among them.
    pub async fn settings(&self) -> Result<SettingsView, AppError> {
        let settings = self.settings_now();
        let next = DataDir::chosen_in_settings()?.filter(|next| *next != self.data_dir.path);
        Ok(SettingsView {
            // `--listen` can have put it elsewhere; what is shown is what is so.
            listen: self.address().map_or(settings.listen, |address| address.to_string()),
            body_limit: settings.body_limit,
            theme: settings.theme,
            ignored: settings.ignored,
            retention: settings.retention,
            known_hosts: self.store.known_hosts().await?,
            hold: settings.hold,
            retention_note: self.retention_note(settings.retention).await?,
            data_dir: self.data_dir.path.display().to_string(),
            data_dir_source: self.data_dir.source,
            next_data_dir: next.map(|next| next.display().to_string()),
            no_keychain: self.no_keychain().await,
        })
    }

    /// Changes settings; what is absent stays. Everything is looked at before anything is changed.
    pub async fn change_settings(self: &Arc<Self>, change: SettingsChange) -> Result<SettingsView, AppError> {
        if let Some(limit) = change.body_limit
            && !(SMALLEST_LIMIT..=LARGEST_LIMIT).contains(&limit)
        {
            return Err(AppError::Setting(format!(
                "the body limit must be between 1 KiB and 1 GiB ({SMALLEST_LIMIT} to {LARGEST_LIMIT} bytes), not {limit} bytes"
            )));
        }
        if let Some(retention) = change.retention {
            retention.check()?;
        }
        if let Some(hold) = change.hold {
            hold.check()?;
        }
        if let Some(listen) = &change.listen {
            let address = socket_address(listen)?;
            self.listen(Some(listen)).await?;
            self.keep("listen", address.to_string(), |settings, listen| settings.listen = listen).await?;
        }
        if let Some(limit) = change.body_limit {
            self.keep("body_limit", limit.to_string(), |settings, _| settings.body_limit = limit).await?;
            self.limits.set_body_limit(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        if let Some(theme) = change.theme {
            let text = serde_json::to_string(&theme).unwrap_or_default();
            self.keep("theme", text, |settings, _| settings.theme = theme).await?;
        }
        if let Some(ignored) = change.ignored {
            let text = serde_json::to_string(&ignored).unwrap_or_default();
            self.keep("ignored", text, |settings, _| settings.ignored = ignored).await?;
        }
        if let Some(retention) = change.retention {
            let text = serde_json::to_string(&retention).unwrap_or_default();
            self.keep("retention", text, |settings, _| settings.retention = retention).await?;
        }
        if let Some(hold) = change.hold {
            let text = serde_json::to_string(&hold).unwrap_or_default();
            self.keep("hold", text, |settings, _| settings.hold = hold).await?;
        }
        if let Some(dir) = &change.data_dir {
            DataDir::choose_next(dir)?;
        }
        self.settings().await
    }

    /// Tries to listen again, on another address if one is given, and remembers that one.
    pub async fn listen_again(self: &Arc<Self>, address: Option<String>) -> Result<crate::view::Status, AppError> {
        let here = self.listen(address.as_deref()).await;
        if let (Ok(here), Some(_)) = (&here, address) {
            self.keep("listen", here.to_string(), |settings, listen| settings.listen = listen).await?;
        }
        match here {
            // Still taken: the status says so.
            Ok(_) | Err(AppError::Bind(_)) => self.status().await,
            Err(error) => Err(error),
        }
    }

    async fn keep(
        &self,
        name: &'static str,
        text: String,
        set: impl FnOnce(&mut Settings, String),
    ) -> Result<(), AppError> {
        self.store.put_setting(name, text.clone()).await?;
        set(&mut self.settings.write().unwrap_or_else(PoisonError::into_inner), text);
        Ok(())
    }
}
