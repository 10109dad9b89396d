//! The state of this context, and the usable secrets.

use hookglass_clock::Clock;
use hookglass_senders::signature::{NamedSecret, Scheme, Secret};
use hookglass_store::{Store, StoredSecret};
use std::{
    env,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, mpsc::UnboundedReceiver};

use super::{
    error::SecretsError,
    keychain::{self, Keychain},
    variable::SECRET_VARIABLE,
};
use crate::base::{changes::Changes, jobs::Jobs};

/// The secrets of an open database.
#[derive(Debug)]
pub struct Secrets {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) changes: Changes,
    pub(super) keychain: Arc<dyn Keychain>,
    pub(super) environment: Option<NamedSecret>,
    state: RwLock<State>,
    /// The results of the keychain that have not arrived yet.
    pub(super) pending: Mutex<Option<UnboundedReceiver<KeychainResult>>>,
    /// Notified with each result of the keychain.
    pub(super) answered: Arc<Notify>,
    /// Held by the one refresh that runs at a time.
    pub(super) refreshing: tokio::sync::Mutex<()>,
    /// Held by the one recheck that runs at a time.
    pub(super) rechecking: tokio::sync::Mutex<()>,
    /// Incremented when the usable secrets change. A recheck with older secrets stops.
    generation: AtomicU64,
    /// Whether changes by other processes and late results of the keychain are followed.
    pub(super) following: AtomicBool,
}

/// The id of a secret, and the result of the keychain.
pub(super) type KeychainResult = (i64, Result<Option<String>, String>);

#[derive(Debug, Default)]
struct State {
    known: Vec<KnownSecret>,
    /// The usable secrets, the environment's first.
    usable: Arc<[NamedSecret]>,
    /// Why the keychain rejected the last new secret.
    refusal: Option<String>,
}

/// A secret that is listed in the database and stored there or in the keychain.
#[derive(Debug, Clone)]
pub(super) struct KnownSecret {
    pub(super) row: StoredSecret,
    /// The secret, or why it cannot be used.
    pub(super) secret: Result<Secret, String>,
}

impl Secrets {
    /// Reads the secret of the environment. [`Secrets::refresh`] reads the stored secrets.
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        changes: Changes,
        keychain: Arc<dyn Keychain>,
    ) -> Result<Self, SecretsError> {
        let environment = match env::var(SECRET_VARIABLE) {
            Ok(text) if !text.trim().is_empty() => {
                let secret = Secret::parse(Scheme::Authgear, &text).map_err(SecretsError::Variable)?;
                Some(NamedSecret { name: SECRET_VARIABLE.to_owned(), secret })
            }
            Err(env::VarError::NotUnicode(_)) => return Err(SecretsError::VariableNotText),
            _ => None,
        };
        let state = State { usable: environment.iter().cloned().collect(), ..State::default() };
        Ok(Self {
            store,
            clock,
            jobs,
            changes,
            keychain,
            environment,
            state: RwLock::new(state),
            pending: Mutex::default(),
            answered: Arc::default(),
            refreshing: tokio::sync::Mutex::default(),
            rechecking: tokio::sync::Mutex::default(),
            generation: AtomicU64::new(0),
            following: AtomicBool::new(false),
        })
    }

    /// The secrets to verify signatures with.
    pub(crate) fn named_secrets(&self) -> Arc<[NamedSecret]> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner).usable)
    }

    /// The secret to sign with: the first usable secret of a scheme.
    pub(crate) fn signing_secret(&self, scheme: Scheme) -> Option<Secret> {
        self.named_secrets().iter().map(|named| &named.secret).find(|secret| secret.scheme() == scheme).cloned()
    }

    /// The generation of the usable secrets. It increases whenever they change.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    pub(super) fn known_secrets(&self) -> Vec<KnownSecret> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).known.clone()
    }

    /// Replaces the known secrets. Returns whether the usable secrets have changed.
    pub(super) fn replace(&self, known: Vec<KnownSecret>) -> bool {
        let stored = known.iter().filter_map(|known| {
            let secret = known.secret.as_ref().ok()?.clone();
            Some(NamedSecret { name: known.row.name.clone(), secret })
        });
        let usable: Arc<[NamedSecret]> = self.environment.iter().cloned().chain(stored).collect();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.known = known;
        let changed = state.usable != usable;
        state.usable = usable;
        drop(state);
        if changed {
            self.generation.fetch_add(1, Ordering::Relaxed);
        }
        changed
    }

    pub(super) fn refusal(&self) -> Option<String> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).refusal.clone()
    }

    pub(super) fn set_refusal(&self, refusal: Option<String>) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).refusal = refusal;
    }

    /// Calls the keychain on its own thread. A result that arrives after the timeout is passed to
    /// `too_late`.
    pub(super) async fn call_keychain<T: Send + 'static>(
        &self,
        timeout: Duration,
        operation: impl FnOnce(&dyn Keychain) -> Result<T, String> + Send + 'static,
        too_late: impl FnOnce(&dyn Keychain, Result<T, String>) + Send + 'static,
    ) -> Result<T, String> {
        keychain::call(&self.clock, &self.keychain, timeout, operation, too_late).await
    }
}

/// The account of a secret in the keychain, unique across databases.
pub(super) fn account(database: &str, id: i64) -> String {
    format!("{database}/{id}")
}
