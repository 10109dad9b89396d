//! Reads the secrets from the database and the keychain, and follows changes by other processes.

use hookglass_senders::signature::{Scheme, Secret};
use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{
    context::{KeychainResult, KnownSecret, Secrets, account},
    error::SecretsError,
    keychain::{on_thread, timeout_error},
    recheck::Cause,
};
use crate::base::lock;

/// How long opening the database waits for the keychain.
pub(crate) const KEYCHAIN_TIMEOUT: Duration = Duration::from_secs(3);
/// The shortest time between two refreshes. Each stored event is a change of the database, so
/// changes are frequent.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(300);

impl Secrets {
    /// Reads the secrets from the database and, until the timeout, from the keychain. Returns
    /// whether the usable secrets have changed.
    pub(crate) async fn refresh(&self, timeout: Duration) -> Result<bool, SecretsError> {
        let _guard = self.refreshing.lock().await;
        let deadline = self.clock.now() + timeout;
        let before = self.known_secrets();
        let rows = self.store.secrets().all().await?;
        let mut known: Vec<KnownSecret> = rows
            .into_iter()
            .map(|row| {
                let previous = before.iter().find(|known| known.row == row).map(|known| known.secret.clone());
                let secret = match (previous, &row.text) {
                    (Some(Ok(secret)), _) => Ok(secret),
                    (_, Some(text)) => Secret::parse(row.scheme, text).map_err(|error| error.to_string()),
                    (Some(Err(why)), None) => Err(why),
                    (None, None) => Err(timeout_error(KEYCHAIN_TIMEOUT)),
                };
                KnownSecret { row, secret }
            })
            .collect();
        let missing: Vec<i64> = known
            .iter()
            .filter(|known| known.row.text.is_none() && known.secret.is_err())
            .map(|known| known.row.id)
            .collect();
        if !missing.is_empty() {
            let pending = lock(&self.pending).take();
            let pending = match pending {
                Some(pending) => Some(pending),
                // A call to the keychain can make the system prompt the user. A background refresh
                // does not request secrets again.
                None if timeout.is_zero() && missing.iter().all(|id| before.iter().any(|old| old.row.id == *id)) => {
                    None
                }
                None => self.read_keychain(missing).await?,
            };
            if let Some(mut pending) = pending {
                let unanswered = loop {
                    match self.clock.timeout_at(deadline, pending.recv()).await {
                        Ok(Some((id, result))) => {
                            if let Some(known) = known.iter_mut().find(|known| known.row.id == id) {
                                known.secret = parse_result(known.row.scheme, result);
                            }
                        }
                        Ok(None) => break None,
                        Err(_) => break Some(pending),
                    }
                };
                *lock(&self.pending) = unanswered;
            }
        }
        Ok(self.replace(known))
    }

    /// Refreshes the secrets, and rechecks stored signatures in the background if the usable
    /// secrets have changed.
    pub(super) async fn refresh_and_recheck(self: &Arc<Self>, timeout: Duration) -> Result<(), SecretsError> {
        let before = self.known_secrets();
        if self.refresh(timeout).await? {
            let after = self.known_secrets();
            let removed = before.iter().any(|known| after.iter().all(|other| other.row.id != known.row.id));
            self.recheck_in_background(if removed { Cause::RemovedElsewhere } else { Cause::Elsewhere });
        }
        Ok(())
    }

    /// Reads secrets from the keychain on a thread. The results arrive on the channel.
    async fn read_keychain(
        &self,
        missing: Vec<i64>,
    ) -> Result<Option<UnboundedReceiver<KeychainResult>>, SecretsError> {
        let database = self.store.settings_mut().database_id().await?;
        let (results, pending) = unbounded_channel();
        let (keychain, answered) = (Arc::clone(&self.keychain), Arc::clone(&self.answered));
        let started = on_thread(move || {
            for id in missing {
                if results.send((id, keychain.get(&account(&database, id)))).is_err() {
                    break;
                }
                answered.notify_one();
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "cannot use secrets in the keychain");
            return Ok(None);
        }
        Ok(Some(pending))
    }

    /// Follows changes by other processes and late results of the keychain until shutdown. Starts
    /// with a recheck, in case the last process did not complete its own.
    pub(crate) fn follow(self: &Arc<Self>) {
        if self.following.swap(true, Ordering::Relaxed) {
            return;
        }
        let (secrets, answered, clock) = (Arc::downgrade(self), Arc::clone(&self.answered), self.clock.clone());
        let mut changes = self.changes.subscribe();
        // It is not recorded whether stored signatures were checked with the environment's secret.
        let elsewhere = self.environment.is_some();
        self.recheck_in_background(if elsewhere { Cause::Elsewhere } else { Cause::ThisProcess });
        self.jobs.spawn_background(async move {
            loop {
                tokio::select! {
                    changed = changes.changed() => if changed.is_err() { return },
                    () = answered.notified() => {}
                }
                let Some(secrets) = Weak::upgrade(&secrets) else { return };
                if let Err(error) = secrets.refresh_and_recheck(Duration::ZERO).await {
                    tracing::warn!(%error, "cannot refresh the secrets");
                }
                // The wait must not keep the database open.
                drop(secrets);
                clock.sleep(MIN_REFRESH_INTERVAL).await;
            }
        });
    }
}

fn parse_result(scheme: Scheme, result: Result<Option<String>, String>) -> Result<Secret, String> {
    match result? {
        Some(text) => Secret::parse(scheme, &text).map_err(|error| error.to_string()),
        None => Err("the keychain no longer contains the secret; remove it here and add it again".to_owned()),
    }
}
