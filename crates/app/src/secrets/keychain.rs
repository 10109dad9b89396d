//! The operating system's keychain, which stores secrets outside of the database.
//!
//! A call can block until a person unlocks the keychain, or until a bus answers that does not exist. So each call runs on its
//! own thread with a timeout. A thread that blocks is abandoned and does not delay the end of the program. Kept out: which
//! secrets are read and stored.

use hookglass_clock::Clock;
use std::{
    collections::HashMap,
    env,
    fmt::Debug,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};
use tokio::sync::oneshot;

use crate::base::lock;

/// The variable that switches the keychain off.
const VARIABLE: &str = "HOOKGLASS_KEYCHAIN";

/// The service under which the system stores Hookglass's secrets.
const SERVICE: &str = "hookglass";

/// A store of secrets by account. A call can block until a person unlocks it. An error is a sentence without its full stop.
pub trait Keychain: Send + Sync + Debug {
    /// Why it stores nothing, if that is known. Never prompts a person.
    fn refusal(&self) -> Option<String>;

    /// The secret of an account; `None` when it has none.
    fn get(&self, account: &str) -> Result<Option<String>, String>;

    /// Stores a secret.
    fn set(&self, account: &str, secret: &str) -> Result<(), String>;

    /// Removes a secret, if it exists.
    fn remove(&self, account: &str) -> Result<(), String>;
}

/// The system's keychain, unless the environment switches it off.
pub(crate) fn chosen() -> Arc<dyn Keychain> {
    match env::var(VARIABLE).is_ok_and(|word| word.eq_ignore_ascii_case("off")) {
        true => Arc::new(NoKeychain),
        false => Arc::new(SystemKeychain),
    }
}

/// Calls the keychain on its own thread. An answer that arrives after the timeout goes to `too_late`, on that thread.
pub(crate) async fn ask<T: Send + 'static>(
    clock: &Clock,
    keychain: &Arc<dyn Keychain>,
    timeout: Duration,
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
    match clock.timeout(timeout, answered).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err("the keychain failed".to_owned()),
        Err(_) => Err(no_answer(timeout)),
    }
}

/// Runs work that can block forever.
pub(crate) fn on_a_thread(work: impl FnOnce() + Send + 'static) -> Result<(), String> {
    let started = thread::Builder::new().name("hookglass-keychain".into()).spawn(work);
    started.map(drop).map_err(|error| format!("no thread could be started to ask the keychain: {error}"))
}

/// The error after a timeout.
pub(crate) fn no_answer(timeout: Duration) -> String {
    format!("the keychain did not answer within {} seconds; it may be locked", timeout.as_secs())
}

/// The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the Secret Service elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeychain;

impl SystemKeychain {
    fn entry(account: &str) -> Result<keyring::Entry, String> {
        if let Some(refusal) = Self.refusal() {
            return Err(refusal);
        }
        keyring::Entry::new(SERVICE, account).map_err(|error| message(&error))
    }
}

impl Keychain for SystemKeychain {
    fn refusal(&self) -> Option<String> {
        keyring::Entry::store_status().as_ref().err().map(message)
    }

    fn get(&self, account: &str) -> Result<Option<String>, String> {
        match Self::entry(account)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(message(&error)),
        }
    }

    fn set(&self, account: &str, secret: &str) -> Result<(), String> {
        Self::entry(account)?.set_password(secret).map_err(|error| message(&error))
    }

    fn remove(&self, account: &str) -> Result<(), String> {
        match Self::entry(account)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(message(&error)),
        }
    }
}

/// The error in one line. The variants that hold bytes of a secret do not print them.
fn message(error: &keyring::Error) -> String {
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

/// No keychain, for a machine without one and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeychain;

impl NoKeychain {
    fn refuse<T>() -> Result<T, String> {
        Err(format!("{VARIABLE} is 'off'"))
    }
}

impl Keychain for NoKeychain {
    fn refusal(&self) -> Option<String> {
        Self::refuse::<()>().err()
    }

    fn get(&self, _: &str) -> Result<Option<String>, String> {
        Self::refuse()
    }

    fn set(&self, _: &str, _: &str) -> Result<(), String> {
        Self::refuse()
    }

    fn remove(&self, _: &str) -> Result<(), String> {
        Self::refuse()
    }
}

/// A keychain in memory, for tests. While it is locked, each call waits.
#[derive(Default)]
pub struct MemoryKeychain {
    secrets: Mutex<HashMap<String, String>>,
    locked: Mutex<bool>,
    unlocked: std::sync::Condvar,
}

impl MemoryKeychain {
    /// Locks or unlocks the keychain.
    pub fn lock(&self, locked: bool) {
        *lock(&self.locked) = locked;
        self.unlocked.notify_all();
    }

    /// The accounts that have a secret.
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
