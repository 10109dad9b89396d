//! Reading the secrets of the database and the keychain, and following changes from outside.

use hookglass_senders::signature::{Scheme, Secret};
use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{
    context::{Answer, Kept, Secrets, account},
    error::SecretsError,
    keychain::{no_answer, on_a_thread},
    recheck::Cause,
};
use crate::base::lock;

/// How long opening waits for the keychain.
pub(crate) const KEYCHAIN_TIMEOUT: Duration = Duration::from_secs(3);

impl Secrets {
    /// Reads the secrets of the database and, for `timeout` at most, of the keychain. Returns whether the usable secrets have
    /// changed.
    pub(crate) async fn refresh(&self, timeout: Duration) -> Result<bool, SecretsError> {
        let _turn = self.refreshing.lock().await;
        let deadline = self.clock.now() + timeout;
        let before = self.kept();
        let rows = self.store.secrets().all().await?;
        let mut kept: Vec<Kept> = rows
            .into_iter()
            .map(|row| {
                let known = before.iter().find(|kept| kept.row == row).map(|kept| kept.secret.clone());
                let secret = match (known, &row.text) {
                    (Some(Ok(secret)), _) => Ok(secret),
                    (_, Some(text)) => Secret::parse(row.scheme, text).map_err(|error| error.to_string()),
                    (Some(Err(why)), None) => Err(why),
                    (None, None) => Err(no_answer(KEYCHAIN_TIMEOUT)),
                };
                Kept { row, secret }
            })
            .collect();
        let missing: Vec<i64> = kept
            .iter()
            .filter(|kept| kept.row.text.is_none() && kept.secret.is_err())
            .map(|kept| kept.row.id)
            .collect();
        if !missing.is_empty() {
            let pending = lock(&self.pending).take();
            let pending = match pending {
                Some(pending) => Some(pending),
                // A call to the keychain can make the system prompt a person. A background refresh makes none for secrets
                // that were requested before.
                None if timeout.is_zero() && missing.iter().all(|id| before.iter().any(|kept| kept.row.id == *id)) => {
                    None
                }
                None => self.read_keychain(missing).await?,
            };
            if let Some(mut pending) = pending {
                let unanswered = loop {
                    match self.clock.timeout_at(deadline, pending.recv()).await {
                        Ok(Some((id, answer))) => {
                            if let Some(kept) = kept.iter_mut().find(|kept| kept.row.id == id) {
                                kept.secret = parse_answer(kept.row.scheme, answer);
                            }
                        }
                        Ok(None) => break None,
                        Err(_) => break Some(pending),
                    }
                };
                *lock(&self.pending) = unanswered;
            }
        }
        Ok(self.replace(kept))
    }

    /// Refreshes the secrets, and rechecks stored signatures in the background if the usable secrets have changed.
    pub(super) async fn refresh_and_recheck(self: &Arc<Self>, timeout: Duration) -> Result<(), SecretsError> {
        let before = self.kept();
        if self.refresh(timeout).await? {
            let now = self.kept();
            let removed = before.iter().any(|kept| now.iter().all(|other| other.row.id != kept.row.id));
            self.recheck_in_background(if removed { Cause::RemovedElsewhere } else { Cause::Elsewhere });
        }
        Ok(())
    }

    /// Reads secrets of the keychain on a thread. The answers arrive on the channel.
    async fn read_keychain(&self, missing: Vec<i64>) -> Result<Option<UnboundedReceiver<Answer>>, SecretsError> {
        let database = self.store.settings_mut().database_id().await?;
        let (answers, pending) = unbounded_channel();
        let (keychain, answered) = (Arc::clone(&self.keychain), Arc::clone(&self.answered));
        let started = on_a_thread(move || {
            for id in missing {
                if answers.send((id, keychain.get(&account(&database, id)))).is_err() {
                    break;
                }
                answered.notify_one();
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "secrets of the keychain cannot be used");
            return Ok(None);
        }
        Ok(Some(pending))
    }

    /// Follows changes by other processes and late answers of the keychain, as long as the database is open. Starts with a
    /// recheck of what the last process left unchecked.
    pub(crate) fn follow(self: &Arc<Self>) {
        if self.following.swap(true, Ordering::Relaxed) {
            return;
        }
        let (secrets, answered) = (Arc::downgrade(self), Arc::clone(&self.answered));
        let mut changes = self.changes.subscribe();
        // Nothing records whether the environment's secret was there when the stored signatures were checked.
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
                    tracing::warn!(%error, "the secrets could not be read again");
                }
            }
        });
    }
}

fn parse_answer(scheme: Scheme, answer: Result<Option<String>, String>) -> Result<Secret, String> {
    match answer? {
        Some(text) => Secret::parse(scheme, &text).map_err(|error| error.to_string()),
        None => Err("the keychain does not have it any more; remove it here, and add it again".to_owned()),
    }
}
