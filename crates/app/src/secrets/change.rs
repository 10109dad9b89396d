//! Listing, adding, removing and showing secrets.

use hookglass_senders::signature::{Scheme, Secret};
use hookglass_store::StoredSecret;
use std::{sync::Arc, time::Duration};

use super::{
    context::{Kept, Secrets, account},
    error::{InvalidName, SecretsError},
    keychain::Keychain,
    recheck::Cause,
    refresh::KEYCHAIN_TIMEOUT,
    variable::SECRET_VARIABLE,
};
use crate::view::{SecretPlace, SecretView};

/// How long a request from a person waits: they may have to unlock the keychain first.
const UNLOCK_TIMEOUT: Duration = Duration::from_secs(20);

/// The longest name of a secret, in characters.
pub(crate) const MAX_SECRET_NAME_CHARS: usize = 100;

impl Secrets {
    /// The secrets without their texts. Secrets that the keychain has not returned are requested again.
    pub async fn list(self: &Arc<Self>) -> Result<Vec<SecretView>, SecretsError> {
        self.refresh_and_recheck(KEYCHAIN_TIMEOUT).await?;
        let environment = self.environment.iter().map(|named| SecretView {
            id: None,
            name: named.name.clone(),
            scheme: named.secret.scheme(),
            place: SecretPlace::Environment,
            problem: None,
        });
        Ok(environment.chain(self.kept().iter().map(view)).collect())
    }

    /// Adds a secret to the keychain, or to the database if the keychain refuses it. Stored signatures are rechecked in the
    /// background.
    pub async fn add(self: &Arc<Self>, name: &str, scheme: Scheme, text: &str) -> Result<SecretView, SecretsError> {
        let name = checked_name(name)?;
        let secret = Secret::parse(scheme, text).map_err(|why| SecretsError::NotASecret { scheme, why })?;
        let database = self.store.settings_mut().database_id().await?;
        let id = self.store.secrets_mut().reserve(name.clone()).await?;
        let (account, text) = (account(&database, id), secret.expose().to_owned());
        let forget = {
            let account = account.clone();
            // The keychain keeps only secrets that the table refers to.
            move |keychain: &dyn Keychain| {
                keychain.remove(&account).inspect_err(|error| {
                    tracing::warn!(%error, "the keychain keeps a secret that is not used");
                })
            }
        };
        let set = {
            let text = text.clone();
            move |keychain: &dyn Keychain| keychain.set(&account, &text)
        };
        let forget_late = forget.clone();
        let too_late =
            move |keychain: &dyn Keychain, late: Result<(), String>| drop(late.and_then(|()| forget_late(keychain)));
        let refused = self.ask_keychain(UNLOCK_TIMEOUT, set, too_late).await.err();
        let in_keychain = refused.is_none();
        self.set_refused(refused);
        let _turn = self.refreshing.lock().await;
        let row = StoredSecret { id, name, scheme, text: (!in_keychain).then_some(text) };
        if let Err(error) = self.store.secrets_mut().add(row.clone()).await {
            if in_keychain {
                // The first error says more.
                let _ = self.ask_keychain(KEYCHAIN_TIMEOUT, forget, |_, _| ()).await;
            }
            return Err(error.into());
        }
        let added = Kept { row, secret: Ok(secret) };
        let view = view(&added);
        let mut kept = self.kept();
        kept.push(added);
        self.replace(kept);
        self.recheck_in_background(Cause::ThisProcess);
        Ok(view)
    }

    /// Removes a secret from the database and the keychain. Stored signatures are rechecked in the background.
    pub async fn remove(self: &Arc<Self>, id: i64) -> Result<(), SecretsError> {
        let row =
            self.store.secrets().all().await?.into_iter().find(|row| row.id == id).ok_or(SecretsError::NotFound(id))?;
        let account = account(&self.store.settings_mut().database_id().await?, id);
        {
            let _turn = self.refreshing.lock().await;
            if !self.store.secrets_mut().remove(id).await? {
                return Err(SecretsError::NotFound(id));
            }
            let mut kept = self.kept();
            kept.retain(|kept| kept.row.id != id);
            self.replace(kept);
        }
        self.recheck_in_background(Cause::ThisProcess);
        if row.text.is_none() {
            let remove = move |keychain: &dyn Keychain| keychain.remove(&account);
            if let Err(error) = self.ask_keychain(UNLOCK_TIMEOUT, remove, |_, _| ()).await {
                tracing::warn!(%error, "a secret was removed here, but the keychain may still have it");
            }
        }
        Ok(())
    }

    /// The text of a secret, for a person who asks to see it.
    pub async fn show(self: &Arc<Self>, id: i64) -> Result<String, SecretsError> {
        self.refresh_and_recheck(UNLOCK_TIMEOUT).await?;
        let kept = self.kept();
        let kept = kept.iter().find(|kept| kept.row.id == id).ok_or(SecretsError::NotFound(id))?;
        match &kept.secret {
            Ok(secret) => Ok(secret.expose().to_owned()),
            Err(why) => Err(SecretsError::Unavailable { name: kept.row.name.clone(), why: why.clone() }),
        }
    }

    /// Why new secrets are stored in the database, if they are.
    pub(crate) async fn no_keychain(&self) -> Option<String> {
        let why = match self.refused() {
            Some(refused) => Some(refused),
            None => {
                let refusal = |keychain: &dyn Keychain| Ok(keychain.refusal());
                self.ask_keychain(KEYCHAIN_TIMEOUT, refusal, |_, _| ()).await.unwrap_or_else(Some)
            }
        };
        why.map(|why| format!("Secrets are kept in the database: {why}."))
    }
}

fn view(kept: &Kept) -> SecretView {
    SecretView {
        id: Some(kept.row.id),
        name: kept.row.name.clone(),
        scheme: kept.row.scheme,
        place: if kept.row.text.is_some() { SecretPlace::Database } else { SecretPlace::Keychain },
        problem: kept.secret.as_ref().err().map(|why| sentence(why)),
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
