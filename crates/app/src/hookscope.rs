//! The running application: one open database, what is remembered beside it, and the receiver.

use hookscope_domain::signature::Secret;
use hookscope_receiver::Limits;
use hookscope_resend::Options;
use hookscope_store::Store;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, atomic::AtomicU64};
use tokio::sync::Semaphore;

use crate::{
    body::OpenedBodies,
    coverage::Tours,
    data_dir::DataDir,
    error::AppError,
    inbox::{Counts, Listings},
    receive::{COSTLY_AT_ONCE, Listening},
    replay::InFlight,
    samples::OwnStory,
    settings::{self, Settings},
};

/// An open database with a receiver beside it.
#[derive(Debug)]
pub struct Hookscope {
    pub(crate) store: Store,
    pub(crate) data_dir: DataDir,
    pub(crate) settings: RwLock<Settings>,
    /// The Authgear key, wherever it came from.
    pub(crate) secret: RwLock<Option<Secret>>,
    /// Counts the keys there were, so that a check with an older one gives way.
    pub(crate) keys: AtomicU64,
    pub(crate) limits: Limits,
    pub(crate) listings: Listings,
    pub(crate) counts: Counts,
    pub(crate) opened: OpenedBodies,
    pub(crate) listening: Listening,
    /// Turns for understanding large bodies.
    pub(crate) costly: Semaphore,
    pub(crate) in_flight: InFlight,
    pub(crate) own_story: OwnStory,
    pub(crate) tours: Tours,
    /// How requests are sent; kept, so that this computer's certificates are read once.
    pub(crate) sending: Options,
}

impl Hookscope {
    /// Opens the database in a folder, making both when they are not there. Nothing listens yet.
    pub async fn open(data_dir: DataDir) -> Result<Self, AppError> {
        let store = Store::open(&data_dir.path)?;
        let settings = Settings::load(&store).await?;
        let secret = settings::secret(&store).await?;
        let limits = Limits::new(usize::try_from(settings.body_limit).unwrap_or(usize::MAX));
        Ok(Self {
            store,
            data_dir,
            settings: RwLock::new(settings),
            secret: RwLock::new(secret),
            keys: AtomicU64::new(0),
            limits,
            listings: Listings::default(),
            counts: Counts::default(),
            opened: OpenedBodies::default(),
            listening: Listening::default(),
            costly: Semaphore::new(COSTLY_AT_ONCE),
            in_flight: InFlight::default(),
            own_story: OwnStory::default(),
            tours: Tours::default(),
            sending: Options::default(),
        })
    }

    pub(crate) fn secret(&self) -> Option<Secret> {
        self.secret.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn settings_now(&self) -> Settings {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A lock whose holder panicked still holds what it held.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
