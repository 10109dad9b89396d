//! The operating system's keychain: the place for secrets outside of the database.
//!
//! A keychain can wait for a person who has to unlock it, and an absent one for a bus that does not answer. So every
//! question is asked on a thread of its own with a limit on the waiting; the thread is left behind, and never holds up
//! the end of the program. Kept out: what is asked for, and what happens instead.

use std::{
    collections::HashMap,
    env,
    fmt::Debug,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use tokio::{sync::oneshot, time::timeout};

use crate::base::lock;

/// The variable that, set to `off`, keeps Hookglass away from the keychain.
const VARIABLE: &str = "HOOKGLASS_KEYCHAIN";

/// Under which the system files what is Hookglass's.
const SERVICE: &str = "hookglass";

/// Something that keeps secrets by account. A call may block for as long as a person takes to unlock it; an error is a
/// sentence without its full stop.
pub trait Keychain: Send + Sync + Debug {
    /// Why it takes nothing, if that is known. Asks nothing of a person.
    fn refusal(&self) -> Option<String>;

    /// The secret of an account; `None` when it has none.
    fn get(&self, account: &str) -> Result<Option<String>, String>;

    /// Keeps a secret.
    fn set(&self, account: &str, secret: &str) -> Result<(), String>;

    /// Forgets a secret, if it is there.
    fn remove(&self, account: &str) -> Result<(), String>;
}

/// The system's, unless the environment says otherwise.
pub(crate) fn chosen() -> Arc<dyn Keychain> {
    match env::var(VARIABLE).is_ok_and(|word| word.eq_ignore_ascii_case("off")) {
        true => Arc::new(NoKeychain),
        false => Arc::new(SystemKeychain),
    }
}

/// Asks on a thread of its own. When the answer comes too late, `too_late` is called with it, on that thread.
pub(crate) async fn ask<T: Send + 'static>(
    keychain: &Arc<dyn Keychain>,
    patience: Duration,
    question: impl FnOnce(&dyn Keychain) -> Result<T, String> + Send + 'static,
    too_late: impl FnOnce(&dyn Keychain, Result<T, String>) + Send + 'static,
) -> Result<T, String> {
    let (answer, answered) = oneshot::channel();
    let asked = Arc::clone(keychain);
    on_a_thread(move || {
        if let Err(late) = answer.send(question(&*asked)) {
            too_late(&*asked, late);
        }
    })?;
    match timeout(patience, answered).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err("the keychain failed".to_owned()),
        Err(_) => Err(no_answer(patience)),
    }
}

/// Runs what can block for ever.
pub(crate) fn on_a_thread(work: impl FnOnce() + Send + 'static) -> Result<(), String> {
    let started = thread::Builder::new().name("hookglass-keychain".into()).spawn(work);
    started.map(drop).map_err(|error| format!("no thread could be started to ask the keychain: {error}"))
}

/// What is said when the waiting ends.
pub(crate) fn no_answer(patience: Duration) -> String {
    format!("the keychain did not answer within {} seconds; it may be locked", patience.as_secs())
}

/// The operating system's: Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeychain;

impl SystemKeychain {
    fn entry(account: &str) -> Result<keyring::Entry, String> {
        if let Some(refusal) = Self.refusal() {
            return Err(refusal);
        }
        keyring::Entry::new(SERVICE, account).map_err(|error| said(&error))
    }
}

impl Keychain for SystemKeychain {
    fn refusal(&self) -> Option<String> {
        keyring::Entry::store_status().as_ref().err().map(said)
    }

    fn get(&self, account: &str) -> Result<Option<String>, String> {
        match Self::entry(account)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(said(&error)),
        }
    }

    fn set(&self, account: &str, secret: &str) -> Result<(), String> {
        Self::entry(account)?.set_password(secret).map_err(|error| said(&error))
    }

    fn remove(&self, account: &str) -> Result<(), String> {
        match Self::entry(account)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(said(&error)),
        }
    }
}

/// In words of one line. The errors that hold bytes of a secret do not print them.
fn said(error: &keyring::Error) -> String {
    let text = match error {
        keyring::Error::PlatformFailure(why) => format!("the system's keychain cannot be reached: {why}"),
        keyring::Error::NoStorageAccess(why) => format!("the system's keychain cannot be opened: {why}"),
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => {
            "the system's keychain has something else under this name".to_owned()
        }
        other => format!("the system's keychain refuses: {other}"),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// None, for a machine without one and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeychain;

impl NoKeychain {
    fn words<T>() -> Result<T, String> {
        Err(format!("{VARIABLE} is 'off'"))
    }
}

impl Keychain for NoKeychain {
    fn refusal(&self) -> Option<String> {
        Self::words::<()>().err()
    }

    fn get(&self, _: &str) -> Result<Option<String>, String> {
        Self::words()
    }

    fn set(&self, _: &str, _: &str) -> Result<(), String> {
        Self::words()
    }

    fn remove(&self, _: &str) -> Result<(), String> {
        Self::words()
    }
}

/// One in memory, for tests. It can be locked: then every question waits until it is unlocked.
#[derive(Default)]
pub struct MemoryKeychain {
    secrets: Mutex<HashMap<String, String>>,
    locked: Mutex<bool>,
    unlocked: std::sync::Condvar,
}

impl MemoryKeychain {
    /// Locks or unlocks it.
    pub fn lock(&self, locked: bool) {
        *lock(&self.locked) = locked;
        self.unlocked.notify_all();
    }

    /// The accounts it has a secret of.
    pub fn accounts(&self) -> Vec<String> {
        lock(&self.secrets).keys().cloned().collect()
    }

    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        let locked = lock(&self.locked);
        let unlocked = self.unlocked.wait_while(locked, |locked| *locked);
        drop(unlocked.unwrap_or_else(std::sync::PoisonError::into_inner));
        lock(&self.secrets)
    }
}

/// Shows no secret.
impl Debug for MemoryKeychain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemoryKeychain")
    }
}

impl Keychain for MemoryKeychain {
    fn refusal(&self) -> Option<String> {
        None
    }

    fn get(&self, account: &str) -> Result<Option<String>, String> {
        Ok(self.open().get(account).cloned())
    }

    fn set(&self, account: &str, secret: &str) -> Result<(), String> {
        self.open().insert(account.to_owned(), secret.to_owned());
        Ok(())
    }

    fn remove(&self, account: &str) -> Result<(), String> {
        self.open().remove(account);
        Ok(())
    }
}
