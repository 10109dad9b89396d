//! Signing secrets: where they are kept, what they are used for, and checking again what is stored when they change.
//!
//! A secret goes to the system's keychain, to the database where there is none, or comes from the environment for one run.
//! Promises: none is shown without being asked for; a keychain that is locked or absent holds up neither the opening nor the
//! receiver. What it does not give out in time is used when it does. Kept out: what a signature is (`domain::signature`).

mod error;
pub(crate) mod keychain;

pub use error::{InvalidName, SecretsError};

use hookglass_clock::Clock;
use hookglass_senders::signature::{self, NamedSecret, Scheme, Secret, Verdict};
use hookglass_store::{SignedEvent, Store, StoreError, StoredSecret};
use std::{
    collections::BTreeSet,
    env,
    sync::{
        Arc, Mutex, PoisonError, RwLock, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::{Instant, sleep, timeout_at},
};

use crate::{
    base::{blocking, changes::Changes, jobs::Jobs, lock},
    secrets::keychain::{Keychain, ask, no_answer, on_a_thread},
    view::{SecretPlace, SecretView},
};

/// The variable that gives an Authgear secret without storing it.
pub const SECRET_VARIABLE: &str = "HOOKGLASS_AUTHGEAR_SECRET";

/// How long opening waits for the keychain.
pub(crate) const KEYCHAIN_TIMEOUT: Duration = Duration::from_secs(3);
/// How long what a person asked for waits: they may have to unlock it first.
const UNLOCK_TIMEOUT: Duration = Duration::from_secs(20);
/// How often to look whether another process has changed the secrets, or the keychain has answered.
const LOOK: Duration = Duration::from_secs(1);

const MAX_CHARACTERS: usize = 100;

/// Bytes of bodies whose signatures are checked again at a time.
const RECHECKED: usize = 1 << 20;

/// The setting that remembers which secrets the stored signatures were checked with. Absent in a database of a version
/// that knew Authgear's only.
const CHECKED_WITH: &str = "signatures_checked_with";

/// The secrets of an open database.
#[derive(Debug)]
pub struct Secrets {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    changes: Changes,
    keychain: Arc<dyn Keychain>,
    environment: Option<NamedSecret>,
    known: RwLock<Known>,
    /// What the keychain still has to answer.
    reading: Mutex<Option<UnboundedReceiver<Answer>>>,
    /// One at a time brings `known` up to date.
    refreshing: tokio::sync::Mutex<()>,
    /// One at a time checks what is stored again.
    checking: tokio::sync::Mutex<()>,
    /// Counts the changes, so that a check with older ones gives way.
    generation: AtomicU64,
    /// Whether somebody looks for what changes from outside.
    following: AtomicBool,
}

/// The id of a secret, and what the keychain said.
type Answer = (i64, Result<Option<String>, String>);

#[derive(Debug, Default)]
struct Known {
    kept: Vec<Kept>,
    /// Those that can be used, the environment's first.
    usable: Arc<[NamedSecret]>,
    /// Why the keychain took no secret, the last time.
    refused: Option<String>,
}

#[derive(Debug, Clone)]
struct Kept {
    row: StoredSecret,
    /// The secret, or why it cannot be used.
    secret: Result<Secret, String>,
}

impl Secrets {
    /// Takes the environment's; those of the database are read by [`Secrets::refresh_secrets`].
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
            reading: Mutex::default(),
            refreshing: tokio::sync::Mutex::default(),
            checking: tokio::sync::Mutex::default(),
            generation: AtomicU64::new(0),
            following: AtomicBool::new(false),
        })
    }

    fn kept(&self) -> Vec<Kept> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).kept.clone()
    }

    /// Puts what is kept now in the place of what was; returns whether other secrets can be used.
    fn replace(&self, kept: Vec<Kept>) -> bool {
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

    fn set_refused(&self, refused: Option<String>) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).refused = refused;
    }
}

impl Secrets {
    /// The secrets, but for the secrets themselves. Those that the keychain did not give out are asked for again.
    pub async fn secrets(self: &Arc<Self>) -> Result<Vec<SecretView>, SecretsError> {
        self.take_up_secrets(KEYCHAIN_TIMEOUT).await?;
        let environment = self.environment.iter().map(|named| SecretView {
            id: None,
            name: named.name.clone(),
            scheme: named.secret.scheme(),
            place: SecretPlace::Environment,
            problem: None,
        });
        Ok(environment.chain(self.kept().iter().map(view)).collect())
    }

    /// Adds a secret: to the keychain, or to the database where the keychain does not take it. What is stored is checked
    /// again in the background.
    pub async fn add_secret(
        self: &Arc<Self>,
        name: &str,
        scheme: Scheme,
        text: &str,
    ) -> Result<SecretView, SecretsError> {
        let name = name_of(name)?;
        let secret = Secret::parse(scheme, text).map_err(|why| SecretsError::NotASecret { scheme, why })?;
        let database = self.store.settings_mut().database_id().await?;
        let id = self.store.secrets_mut().reserve(name.clone()).await?;
        let (account, text) = (account(&database, id), secret.expose().to_owned());
        let forget = {
            let account = account.clone();
            // What is not in the table is nobody's, and what is in the database is not in the keychain.
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
        let of_late = forget.clone();
        let too_late =
            move |keychain: &dyn Keychain, late: Result<(), String>| drop(late.and_then(|()| of_late(keychain)));
        let refused = ask(&self.keychain, UNLOCK_TIMEOUT, set, too_late).await.err();
        let in_keychain = refused.is_none();
        self.set_refused(refused);
        let _turn = self.refreshing.lock().await;
        let row = StoredSecret { id, name, scheme, text: (!in_keychain).then_some(text) };
        if let Err(error) = self.store.secrets_mut().add(row.clone()).await {
            if in_keychain {
                // The first error says more.
                let _ = ask(&self.keychain, KEYCHAIN_TIMEOUT, forget, |_, _| ()).await;
            }
            return Err(error.into());
        }
        // Known without asking the keychain for what it was just given.
        let added = Kept { row, secret: Ok(secret) };
        let view = view(&added);
        let mut kept = self.kept();
        kept.push(added);
        self.replace(kept);
        self.check_in_the_background(Why::Mine);
        Ok(view)
    }

    /// Removes a secret from where it is kept. What is stored is checked again in the background.
    pub async fn remove_secret(self: &Arc<Self>, id: i64) -> Result<(), SecretsError> {
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
        self.check_in_the_background(Why::Mine);
        if row.text.is_none() {
            let remove = move |keychain: &dyn Keychain| keychain.remove(&account);
            if let Err(error) = ask(&self.keychain, UNLOCK_TIMEOUT, remove, |_, _| ()).await {
                tracing::warn!(%error, "a secret was removed here, but the keychain may still have it");
            }
        }
        Ok(())
    }

    /// A secret itself, for a person who asks to see it.
    pub async fn show_secret(self: &Arc<Self>, id: i64) -> Result<String, SecretsError> {
        self.take_up_secrets(UNLOCK_TIMEOUT).await?;
        let kept = self.kept();
        let kept = kept.iter().find(|kept| kept.row.id == id).ok_or(SecretsError::NotFound(id))?;
        match &kept.secret {
            Ok(secret) => Ok(secret.expose().to_owned()),
            Err(why) => Err(SecretsError::Unavailable { name: kept.row.name.clone(), why: why.clone() }),
        }
    }

    /// The secrets to check with.
    pub(crate) fn named_secrets(&self) -> Arc<[NamedSecret]> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner).usable)
    }

    /// The secret to sign with: the first of a scheme.
    pub(crate) fn signing_secret(&self, scheme: Scheme) -> Option<Secret> {
        self.named_secrets().iter().map(|named| &named.secret).find(|secret| secret.scheme() == scheme).cloned()
    }

    /// Changes whenever other secrets can be used.
    pub(crate) fn secret_changes(&self) -> u64 {
        self.generation.load(Ordering::Relaxed)
    }

    /// Why new secrets are kept in the database.
    pub(crate) async fn no_keychain(&self) -> Option<String> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).refused.clone();
        let why = match known {
            Some(refused) => Some(refused),
            None => {
                let refusal = |keychain: &dyn Keychain| Ok(keychain.refusal());
                ask(&self.keychain, KEYCHAIN_TIMEOUT, refusal, |_, _| ()).await.unwrap_or_else(Some)
            }
        };
        why.map(|why| format!("Secrets are kept in the database: {why}."))
    }

    /// Reads the secrets of the database and, for `patience` at most, of the keychain. Returns whether other ones can be
    /// used now.
    pub(crate) async fn refresh_secrets(&self, patience: Duration) -> Result<bool, SecretsError> {
        let _turn = self.refreshing.lock().await;
        let deadline = Instant::now() + patience;
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
            let begun = lock(&self.reading).take();
            let reading = match begun {
                Some(reading) => Some(reading),
                // A look in passing does not begin a question that may make the system ask a person.
                None if patience.is_zero() && missing.iter().all(|id| before.iter().any(|kept| kept.row.id == *id)) => {
                    None
                }
                None => self.read_keychain(missing).await?,
            };
            if let Some(mut reading) = reading {
                let unanswered = loop {
                    match timeout_at(deadline, reading.recv()).await {
                        Ok(Some((id, answer))) => {
                            if let Some(kept) = kept.iter_mut().find(|kept| kept.row.id == id) {
                                kept.secret = read(kept.row.scheme, answer);
                            }
                        }
                        Ok(None) => break None,
                        Err(_) => break Some(reading),
                    }
                };
                *lock(&self.reading) = unanswered;
            }
        }
        Ok(self.replace(kept))
    }

    /// Reads the secrets, and checks what is stored again if they are others now.
    async fn take_up_secrets(self: &Arc<Self>, patience: Duration) -> Result<(), SecretsError> {
        let before = self.kept();
        if self.refresh_secrets(patience).await? {
            let now = self.kept();
            let removed = before.iter().any(|kept| now.iter().all(|other| other.row.id != kept.row.id));
            self.check_in_the_background(if removed { Why::Removed } else { Why::Others });
        }
        Ok(())
    }

    async fn read_keychain(&self, missing: Vec<i64>) -> Result<Option<UnboundedReceiver<Answer>>, SecretsError> {
        let database = self.store.settings_mut().database_id().await?;
        let (answers, reading) = unbounded_channel();
        let keychain = Arc::clone(&self.keychain);
        let asking = on_a_thread(move || {
            for id in missing {
                if answers.send((id, keychain.get(&account(&database, id)))).is_err() {
                    break;
                }
            }
        });
        if let Err(error) = asking {
            tracing::error!(%error, "secrets of the keychain cannot be used");
            return Ok(None);
        }
        Ok(Some(reading))
    }

    /// Follows the changes that another process makes, and what the keychain answers late, as long as the database is open.
    /// Begins by checking what the last process left unchecked.
    pub(crate) fn follow_secrets(self: &Arc<Self>) {
        if self.following.swap(true, Ordering::Relaxed) {
            return;
        }
        let app = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut version = None;
            if let Some(app) = Weak::upgrade(&app) {
                // Nothing says whether the environment's was there when the stored signatures were checked.
                let others = app.environment.is_some();
                app.check_in_the_background(if others { Why::Others } else { Why::Mine });
            }
            loop {
                sleep(LOOK).await;
                let Some(app) = Weak::upgrade(&app) else { return };
                let Ok(seen) = app.store.data_version().await else { continue };
                let waiting = lock(&app.reading).is_some();
                if version.replace(seen) == Some(seen) && !waiting {
                    continue;
                }
                if let Err(error) = app.take_up_secrets(Duration::ZERO).await {
                    tracing::warn!(%error, "the secrets could not be read again");
                }
            }
        });
    }

    fn check_in_the_background(self: &Arc<Self>, why: Why) {
        let app = Arc::clone(self);
        tokio::spawn(async move {
            match app.check_what_is_stored(why).await {
                // The next process goes on with it.
                Ok(()) | Err(SecretsError::Store(StoreError::Closed)) => {}
                Err(error) => tracing::error!(%error, "stored signatures could not be checked again"),
            }
        });
    }

    /// Checks what is stored with the secrets there are now, unless that was done; gives way when these change.
    pub async fn check_signatures_again(&self) -> Result<(), SecretsError> {
        self.check_what_is_stored(Why::Mine).await
    }

    async fn check_what_is_stored(&self, why: Why) -> Result<(), SecretsError> {
        let _turn = self.checking.lock().await;
        let changes = self.secret_changes();
        let (kept, secrets) = (self.kept(), self.named_secrets());
        let ids = |usable: bool| -> BTreeSet<String> {
            let kept = kept.iter().filter(|kept| !usable || kept.secret.is_ok());
            kept.map(|kept| kept.row.id.to_string()).collect()
        };
        // Not those that the keychain has not given out: what arrives now is to be checked with them when it does.
        let (there, usable) = (ids(false), ids(true));
        let before = self.store.settings().get(CHECKED_WITH).await?;
        let all = before.is_none();
        let before: BTreeSet<String> =
            before.iter().flat_map(|ids| ids.split_whitespace()).map(str::to_owned).collect();
        let removed = why == Why::Removed || before.iter().any(|id| !there.contains(id));
        let forced = why != Why::Mine;
        if !all && !forced && before == usable {
            return Ok(());
        }
        let more = all || forced || removed || !usable.is_subset(&before);
        // An older version found unsigned what carries another scheme's header.
        let settled: &[_] = match (all, removed) {
            (true, _) => &[],
            (false, true) => &[Verdict::Unsigned],
            (false, false) => &[Verdict::Unsigned, Verdict::Valid],
        };
        let mut after = more.then_some(0);
        while let Some(from) = after {
            let page = self.store.events().signed_after(from, RECHECKED, settled.to_vec()).await?;
            if self.secret_changes() != changes {
                return Ok(());
            }
            after = page.upto;
            let secrets = Arc::clone(&secrets);
            let verdicts = blocking(move || {
                page.events.iter().filter_map(|event| verdict(event, &secrets, removed)).collect::<Vec<_>>()
            });
            let verdicts = verdicts.await?;
            if !verdicts.is_empty() {
                self.store.events_mut().set_signatures(verdicts).await?;
            }
        }
        if self.secret_changes() == changes {
            self.store.settings_mut().put(CHECKED_WITH, usable.into_iter().collect::<Vec<_>>().join(" ")).await?;
        }
        Ok(())
    }
}

/// Who changed the secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// This process, which has used them from then on.
    Mine,
    /// Another process, the keychain or the environment. Even if everything was checked with them there, what has arrived here since was not.
    Others,
    /// Another process removed one, which what has arrived here since was still checked with.
    Removed,
}

/// What to write about an event, if anything. A verdict that a secret led to is not forgotten because that one is not at
/// hand (it came from the environment, the keychain is locked), only because one was removed.
fn verdict(event: &SignedEvent, secrets: &[NamedSecret], removed: bool) -> Option<(i64, Verdict)> {
    if event.verdict == Verdict::Valid && !removed {
        return None;
    }
    let now = signature::check(&event.headers, &event.body, event.received_at, secrets);
    let less = event.verdict == Verdict::Invalid && now == Verdict::NoSecret && !removed;
    (now != event.verdict && !less).then_some((event.id, now))
}

fn read(scheme: Scheme, answer: Result<Option<String>, String>) -> Result<Secret, String> {
    match answer? {
        Some(text) => Secret::parse(scheme, &text).map_err(|error| error.to_string()),
        None => Err("the keychain does not have it any more; remove it here, and add it again".to_owned()),
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

/// One account for each secret of each database.
fn account(database: &str, id: i64) -> String {
    format!("{database}/{id}")
}

fn name_of(name: &str) -> Result<String, SecretsError> {
    let name = name.trim();
    let wrong = |what| Err(SecretsError::Name(what));
    match name {
        "" => wrong(InvalidName::Empty),
        _ if name.chars().count() > MAX_CHARACTERS => wrong(InvalidName::TooLong),
        _ if name.contains(char::is_control) => wrong(InvalidName::ControlCharacters),
        SECRET_VARIABLE => wrong(InvalidName::Reserved),
        _ => Ok(name.to_owned()),
    }
}
