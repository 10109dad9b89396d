//! The settings of a database, cached in memory.

use hookglass_store::{Store, StoreError};
use std::sync::{Arc, PoisonError, RwLock};

use crate::view::{HoldSettings, Ignored, OnClose, Retention, Theme};

/// The receiver's default address. The port is HOOK on a phone keypad. Only this computer can
/// connect.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:4665";

const DEFAULT_BODY_LIMIT: u64 = hookglass_receiver::Limits::DEFAULT_BODY_LIMIT as u64;
/// The smallest body limit, in bytes.
pub(crate) const MIN_BODY_LIMIT: u64 = 1 << 10;
/// The largest body limit, in bytes.
pub(crate) const MAX_BODY_LIMIT: u64 = hookglass_store::MAX_BODY;

/// The values of all settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Values {
    pub(crate) listen: String,
    pub(crate) body_limit: u64,
    pub(crate) theme: Theme,
    pub(crate) on_close: OnClose,
    pub(crate) ignored: Ignored,
    pub(crate) retention: Retention,
    pub(crate) hold: HoldSettings,
}

impl Values {
    /// Reads the values. Absent values, and values that this version cannot parse, get their
    /// defaults.
    pub(crate) async fn load(store: &Store) -> Result<Self, StoreError> {
        let body_limit = store.settings().get("body_limit").await?.and_then(|text| text.parse::<u64>().ok());
        let theme = store.settings().get("theme").await?.and_then(|text| serde_json::from_str(&text).ok());
        let on_close = store.settings().get("on_close").await?.and_then(|text| serde_json::from_str(&text).ok());
        let ignored = store.settings().get("ignored").await?.and_then(|text| serde_json::from_str(&text).ok());
        let retention = store.settings().get("retention").await?.and_then(|text| serde_json::from_str(&text).ok());
        Ok(Self {
            listen: store.settings().get("listen").await?.unwrap_or_else(|| DEFAULT_LISTEN.to_owned()),
            // An earlier version allowed more than can be stored.
            body_limit: body_limit.map_or(DEFAULT_BODY_LIMIT, |limit| limit.clamp(MIN_BODY_LIMIT, MAX_BODY_LIMIT)),
            theme: theme.unwrap_or_default(),
            on_close: on_close.unwrap_or_default(),
            ignored: ignored.unwrap_or_default(),
            retention: retention.unwrap_or_default(),
            hold: Self::load_hold(store).await?,
        })
    }

    async fn load_hold(store: &Store) -> Result<HoldSettings, StoreError> {
        let hold = store.settings().get("hold").await?.and_then(|text| serde_json::from_str(&text).ok());
        Ok(hold.unwrap_or_default())
    }
}

/// The settings of an open database.
#[derive(Debug)]
pub(crate) struct Settings {
    store: Arc<Store>,
    values: RwLock<Values>,
    /// Held from reading or writing the database to applying the values, so that values read before
    /// a change do not replace it.
    changing: tokio::sync::Mutex<()>,
}

impl Settings {
    pub(crate) async fn load(store: Arc<Store>) -> Result<Self, StoreError> {
        let values = RwLock::new(Values::load(&store).await?);
        Ok(Self { store, values, changing: Default::default() })
    }

    /// The current values.
    pub(crate) fn now(&self) -> Values {
        self.values.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the hold settings again, because another process may have changed them.
    pub(crate) async fn reload(&self) -> Result<(), StoreError> {
        let _changing = self.changing.lock().await;
        let hold = Values::load_hold(&self.store).await?;
        self.values.write().unwrap_or_else(PoisonError::into_inner).hold = hold;
        Ok(())
    }

    /// Stores a value and applies it.
    pub(crate) async fn set(
        &self,
        name: &'static str,
        text: String,
        apply: impl FnOnce(&mut Values, String),
    ) -> Result<(), StoreError> {
        let _changing = self.changing.lock().await;
        self.store.settings_mut().put(name, text.clone()).await?;
        apply(&mut self.values.write().unwrap_or_else(PoisonError::into_inner), text);
        Ok(())
    }
}
