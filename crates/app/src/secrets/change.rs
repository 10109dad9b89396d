//! Lists, adds, removes and shows secrets.

use hookglass_senders::signature::{Scheme, Secret};
use hookglass_store::StoredSecret;
use std::{sync::Arc, time::Duration};

use super::{
    context::{KnownSecret, Secrets, account},
    error::{InvalidName, SecretsError},
    keychain::Keychain,
    recheck::Cause,
    refresh::KEYCHAIN_TIMEOUT,
    variable::SECRET_VARIABLE,
};
use crate::view::{SecretStorage, SecretView};

/// How long an action of the user waits for the keychain, which the user may have to unlock first.
const UNLOCK_TIMEOUT: Duration = Duration::from_secs(20);

/// Maximum characters in the name of a secret.
pub(crate) const MAX_SECRET_NAME_CHARS: usize = 100;

impl Secrets {
    /// The secrets without their values. Requests secrets again that the keychain has not returned
    /// yet.
    pub async fn list(self: &Arc<Self>) -> Result<Vec<SecretView>, SecretsError> {
        self.refresh_and_recheck(KEYCHAIN_TIMEOUT).await?;
        let environment = self.environment.iter().map(|named| SecretView {
            id: None,
            name: named.name.clone(),
            scheme: named.secret.scheme(),
            place: SecretStorage::Environment,
            problem: None,
        });
        Ok(environment.chain(self.known_secrets().iter().map(view)).collect())
    }

    /// Adds a secret to the keychain, or to the database if the keychain rejects it. Rechecks
    /// stored signatures in the background.
    pub async fn add(self: &Arc<Self>, name: &str, scheme: Scheme, text: &str) -> Result<SecretView, SecretsError> {
        let name = checked_name(name)?;
        let secret = Secret::parse(scheme, text).map_err(|why| SecretsError::NotASecret { scheme, why })?;
        let database = self.store.settings_mut().database_id().await?;
        let id = self.store.secrets_mut().reserve(name.clone()).await?;
        let (account, text) = (account(&database, id), secret.expose().to_owned());
        let remove = {
            let account = account.clone();
            // The keychain must contain only secrets that the table refers to.
            move |keychain: &dyn Keychain| {
                keychain.remove(&account).inspect_err(|error| {
                    tracing::warn!(%error, "cannot remove an unused secret from the keychain");
                })
            }
        };
        let set = {
            let text = text.clone();
            move |keychain: &dyn Keychain| keychain.set(&account, &text)
        };
        let remove_late = remove.clone();
        let too_late =
            move |keychain: &dyn Keychain, late: Result<(), String>| drop(late.and_then(|()| remove_late(keychain)));
        let refusal = self.call_keychain(UNLOCK_TIMEOUT, set, too_late).await.err();
        let in_keychain = refusal.is_none();
        self.set_refusal(refusal);
        let _guard = self.refreshing.lock().await;
        let row = StoredSecret { id, name, scheme, text: (!in_keychain).then_some(text) };
        if let Err(error) = self.store.secrets_mut().add(row.clone()).await {
            if in_keychain {
                // The first error is more useful.
                let _ = self.call_keychain(KEYCHAIN_TIMEOUT, remove, |_, _| ()).await;
            }
            return Err(error.into());
        }
        let added = KnownSecret { row, secret: Ok(secret) };
        let view = view(&added);
        let mut known = self.known_secrets();
        known.push(added);
        self.replace(known);
        self.recheck_in_background(Cause::ThisProcess);
        Ok(view)
    }

    /// Removes a secret from the database and the keychain. Rechecks stored signatures in the
    /// background.
    pub async fn remove(self: &Arc<Self>, id: i64) -> Result<(), SecretsError> {
        let row =
            self.store.secrets().all().await?.into_iter().find(|row| row.id == id).ok_or(SecretsError::NotFound(id))?;
        let account = account(&self.store.settings_mut().database_id().await?, id);
        {
            let _guard = self.refreshing.lock().await;
            if !self.store.secrets_mut().remove(id).await? {
                return Err(SecretsError::NotFound(id));
            }
            let mut known = self.known_secrets();
            known.retain(|known| known.row.id != id);
            self.replace(known);
        }
        self.recheck_in_background(Cause::ThisProcess);
        if row.text.is_none() {
            let remove = move |keychain: &dyn Keychain| keychain.remove(&account);
            if let Err(error) = self.call_keychain(UNLOCK_TIMEOUT, remove, |_, _| ()).await {
                tracing::warn!(%error, "a secret was removed from the database, but may still be in the keychain");
            }
        }
        Ok(())
    }

    /// The value of a secret, for display on request.
    pub async fn show(self: &Arc<Self>, id: i64) -> Result<String, SecretsError> {
        self.refresh_and_recheck(UNLOCK_TIMEOUT).await?;
        let known = self.known_secrets();
        let known = known.iter().find(|known| known.row.id == id).ok_or(SecretsError::NotFound(id))?;
        match &known.secret {
            Ok(secret) => Ok(secret.expose().to_owned()),
            Err(why) => Err(SecretsError::Unavailable { name: known.row.name.clone(), why: why.clone() }),
        }
    }

    /// Why new secrets are stored in the database; `None` if the keychain stores them.
    pub(crate) async fn no_keychain(&self) -> Option<String> {
        let why = match self.refusal() {
            Some(refusal) => Some(refusal),
            None => {
                let refusal = |keychain: &dyn Keychain| Ok(keychain.refusal());
                self.call_keychain(KEYCHAIN_TIMEOUT, refusal, |_, _| ()).await.unwrap_or_else(Some)
            }
        };
        why.map(|why| format!("Secrets are stored in the database: {why}."))
    }
}

fn view(known: &KnownSecret) -> SecretView {
    SecretView {
        id: Some(known.row.id),
        name: known.row.name.clone(),
        scheme: known.row.scheme,
        place: if known.row.text.is_some() { SecretStorage::Database } else { SecretStorage::Keychain },
        problem: known.secret.as_ref().err().map(|why| sentence(why)),
    }
}

fn sentence(why: &str) -> String {
    let mut characters = why.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).chain(['.']).collect()
}

fn checked_name(name: &str) -> Result<String, SecretsError> {
    let name = name.trim();
    let invalid = |why| Err(SecretsError::Name(why));
    match name {
        "" => invalid(InvalidName::Empty),
        _ if name.chars().count() > MAX_SECRET_NAME_CHARS => invalid(InvalidName::TooLong),
        _ if name.contains(char::is_control) => invalid(InvalidName::ControlCharacters),
        SECRET_VARIABLE => invalid(InvalidName::Reserved),
        _ => Ok(name.to_owned()),
    }
}
