//! The running application: one open database, what is remembered beside it, and the receiver.

use hookglass_receiver::Limits;
use hookglass_resend::Options;
use hookglass_store::Store;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::Semaphore;

use crate::{
    answering::Answering,
    body::OpenedBodies,
    bulk::Bulks,
    checking::Checking,
    compare::Comparisons,
    coverage::Tours,
    data_dir::DataDir,
    deliveries::Deliveries,
    desk::Chains,
    error::AppError,
    forward::Forwarding,
    inbox::{Counts, Listings},
    keychain::{self, Keychain},
    people::People,
    receive::{COSTLY_AT_ONCE, Listening},
    replay::InFlight,
    retention::Housekeeping,
    samples::OwnStory,
    scenarios::ScenarioRuns,
    searches::Searches,
    secrets::{self, Secrets},
    settings::Settings,
};

/// An open database with a receiver beside it.
#[derive(Debug)]
pub struct Hookglass {
    pub(crate) store: Store,
    pub(crate) data_dir: DataDir,
    pub(crate) settings: RwLock<Settings>,
    pub(crate) secrets: Secrets,
    pub(crate) limits: Limits,
    pub(crate) answering: Answering,
    pub(crate) listings: Listings,
    pub(crate) counts: Counts,
    pub(crate) opened: OpenedBodies,
    pub(crate) checking: Checking,
    pub(crate) comparisons: Comparisons,
    pub(crate) deliveries: Deliveries,
    pub(crate) people: People,
    pub(crate) listening: Listening,
    pub(crate) searches: Searches,
    pub(crate) housekeeping: Housekeeping,
    pub(crate) forwarding: Forwarding,
    /// Turns for understanding large bodies.
    pub(crate) costly: Semaphore,
    pub(crate) in_flight: InFlight,
    pub(crate) own_story: OwnStory,
    pub(crate) tours: Tours,
    pub(crate) chains: Chains,
    pub(crate) bulks: Bulks,
    pub(crate) scenario_runs: ScenarioRuns,
    /// How requests are sent; kept, so that this computer's certificates are read once.
    pub(crate) sending: Options,
}

impl Hookglass {
    /// Opens the database in a folder, making both when they are not there. Nothing listens yet.
    pub async fn open(data_dir: DataDir) -> Result<Self, AppError> {
        Self::open_with(data_dir, keychain::chosen()).await
    }

    /// The same with another keychain than the environment's.
    pub async fn open_with(data_dir: DataDir, keychain: Arc<dyn Keychain>) -> Result<Self, AppError> {
        let secrets = Secrets::new(keychain)?;
        let store = Store::open(&data_dir.path)?;
        let settings = Settings::load(&store).await?;
        let limits = Limits::new(usize::try_from(settings.body_limit).unwrap_or(usize::MAX));
        let hookglass = Self {
            store,
            data_dir,
            settings: RwLock::new(settings),
            secrets,
            limits,
            answering: Answering::default(),
            listings: Listings::default(),
            counts: Counts::default(),
            opened: OpenedBodies::default(),
            checking: Checking::default(),
            comparisons: Comparisons::default(),
            deliveries: Deliveries::default(),
            people: People::default(),
            listening: Listening::default(),
            searches: Searches::default(),
            housekeeping: Housekeeping::default(),
            forwarding: Forwarding::default(),
            costly: Semaphore::new(COSTLY_AT_ONCE),
            in_flight: InFlight::default(),
            own_story: OwnStory::default(),
            tours: Tours::default(),
            chains: Chains::default(),
            bulks: Bulks::default(),
            scenario_runs: ScenarioRuns::default(),
            sending: Options::default(),
        };
        hookglass.refresh_secrets(secrets::PATIENCE).await?;
        match hookglass.refresh_rules().await {
            Err(AppError::RuleFile(error)) => {
                tracing::error!(%error, "the stored rules cannot be read, so none is applied")
            }
            read => read?,
        }
        Ok(hookglass)
    }

    pub(crate) fn settings_now(&self) -> Settings {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A lock whose holder panicked still holds what it held.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
