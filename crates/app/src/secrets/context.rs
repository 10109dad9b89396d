//! The state of the secrets, and the ones that can be used.

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
    keychain::{Keychain, ask},
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
    known: RwLock<Known>,
    /// The answers of the keychain that have not arrived yet.
    pub(super) pending: Mutex<Option<UnboundedReceiver<Answer>>>,
    /// Notified with each answer of the keychain.
    pub(super) answered: Arc<Notify>,
    /// One refresh at a time.
    pub(super) refreshing: tokio::sync::Mutex<()>,
    /// One recheck at a time.
    pub(super) rechecking: tokio::sync::Mutex<()>,
    /// Counts the changes of the usable secrets. A recheck with older secrets stops.
    generation: AtomicU64,
    /// Whether changes from outside are followed.
    pub(super) following: AtomicBool,
}

/// The id of a secret, and the answer of the keychain.
pub(super) type Answer = (i64, Result<Option<String>, String>);

#[derive(Debug, Default)]
struct Known {
    kept: Vec<Kept>,
    /// The secrets that can be used, the environment's first.
    usable: Arc<[NamedSecret]>,
    /// Why the keychain refused the last new secret.
    refused: Option<String>,
}

/// A secret of the database or of the keychain.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) row: StoredSecret,
    /// The secret, or why it cannot be used.
    pub(super) secret: Result<Secret, String>,
}

impl Secrets {
    /// Reads the environment's secret. [`Secrets::refresh`] reads those of the database.
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
        let known = Known { usable: environment.iter().cloned().collect(), ..Known::default() };
        Ok(Self {
            store,
            clock,
            jobs,
            changes,
            keychain,
            environment,
            known: RwLock::new(known),
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
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner).usable)
    }

    /// The secret to sign with: the first of a scheme.
    pub(crate) fn signing_secret(&self, scheme: Scheme) -> Option<Secret> {
        self.named_secrets().iter().map(|named| &named.secret).find(|secret| secret.scheme() == scheme).cloned()
    }

    /// Increases whenever the usable secrets change.
    pub(crate) fn secret_changes(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    pub(super) fn kept(&self) -> Vec<Kept> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).kept.clone()
    }

    /// Replaces the secrets of database and keychain. Returns whether the usable secrets have changed.
    pub(super) fn replace(&self, kept: Vec<Kept>) -> bool {
        let of_database = kept.iter().filter_map(|kept| {
            let secret = kept.secret.as_ref().ok()?.clone();
            Some(NamedSecret { name: kept.row.name.clone(), secret })
        });
        let usable: Arc<[NamedSecret]> = self.environment.iter().cloned().chain(of_database).collect();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.kept = kept;
        let changed = known.usable != usable;
        known.usable = usable;
        drop(known);
        if changed {
            self.generation.fetch_add(1, Ordering::Relaxed);
        }
        changed
    }

    pub(super) fn refused(&self) -> Option<String> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).refused.clone()
    }

    pub(super) fn set_refused(&self, refused: Option<String>) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).refused = refused;
    }

    /// Calls the keychain on a thread. An answer that arrives after the timeout goes to `too_late`.
    pub(super) async fn ask_keychain<T: Send + 'static>(
        &self,
        timeout: Duration,
        question: impl FnOnce(&dyn Keychain) -> Result<T, String> + Send + 'static,
        too_late: impl FnOnce(&dyn Keychain, Result<T, String>) + Send + 'static,
    ) -> Result<T, String> {
        ask(&self.clock, &self.keychain, timeout, question, too_late).await
    }
}

/// The keychain's account for a secret. Each secret of each database has its own.
pub(super) fn account(database: &str, id: i64) -> String {
    format!("{database}/{id}")
}
