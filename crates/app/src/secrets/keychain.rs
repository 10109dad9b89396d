//! The operating system's keychain, which stores secrets outside the database.
//!
//! A call can block until the user unlocks the keychain, or forever if the system's message bus
//! does not respond. So each call runs on its own thread with a timeout. A blocked thread is
//! abandoned and does not delay the exit of the process. Kept out: which secrets are read and
//! stored.

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

/// The environment variable that turns the keychain off.
const VARIABLE: &str = "HOOKGLASS_KEYCHAIN";

/// The service under which the system stores Hookglass's secrets.
const SERVICE: &str = "hookglass";

/// Stores secrets by account. A call can block until the user unlocks the keychain. Errors are
/// sentences without the final period.
pub trait Keychain: Send + Sync + Debug {
    /// Why the keychain cannot store secrets, if known. Never prompts the user.
    fn refusal(&self) -> Option<String>;

    /// The secret of an account; `None` if it has none.
    fn get(&self, account: &str) -> Result<Option<String>, String>;

    /// Stores a secret.
    fn set(&self, account: &str, secret: &str) -> Result<(), String>;

    /// Removes a secret, if it exists.
    fn remove(&self, account: &str) -> Result<(), String>;
}

/// The system's keychain, or none if the environment turns it off.
pub(crate) fn chosen() -> Arc<dyn Keychain> {
    match env::var(VARIABLE).is_ok_and(|word| word.eq_ignore_ascii_case("off")) {
        true => Arc::new(NoKeychain),
        false => Arc::new(SystemKeychain),
    }
}

/// Calls the keychain on its own thread. A result that arrives after the timeout is passed to
/// `too_late`, on that thread.
pub(crate) async fn call<T: Send + 'static>(
    clock: &Clock,
    keychain: &Arc<dyn Keychain>,
    timeout: Duration,
    operation: impl FnOnce(&dyn Keychain) -> Result<T, String> + Send + 'static,
    too_late: impl FnOnce(&dyn Keychain, Result<T, String>) + Send + 'static,
) -> Result<T, String> {
    let (sender, result) = oneshot::channel();
    let keychain = Arc::clone(keychain);
    on_thread(move || {
        if let Err(late) = sender.send(operation(&*keychain)) {
            too_late(&*keychain, late);
        }
    })?;
    match clock.timeout(timeout, result).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err("the keychain failed".to_owned()),
        Err(_) => Err(timeout_error(timeout)),
    }
}

/// Runs work that can block forever on a new thread.
pub(crate) fn on_thread(work: impl FnOnce() + Send + 'static) -> Result<(), String> {
    let started = thread::Builder::new().name("hookglass-keychain".into()).spawn(work);
    started.map(drop).map_err(|error| format!("cannot start a thread to call the keychain: {error}"))
}

/// The error message after a timeout.
pub(crate) fn timeout_error(timeout: Duration) -> String {
    format!("the keychain did not respond within {} seconds; it may be locked", timeout.as_secs())
}

/// The keychain of the operating system: Keychain on macOS, Credential Manager on Windows, the
/// Secret Service elsewhere.
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

/// The error message on one line, without the bytes of a secret that some variants contain.
fn message(error: &keyring::Error) -> String {
    let text = match error {
        keyring::Error::PlatformFailure(why) => format!("the system's keychain cannot be reached: {why}"),
        keyring::Error::NoStorageAccess(why) => format!("the system's keychain cannot be opened: {why}"),
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => {
            "the system's keychain contains something else under this name".to_owned()
        }
        other => format!("the system's keychain rejects the request: {other}"),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// A keychain that rejects every request, for machines without a keychain and for tests.
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

/// A keychain in memory, for tests. While it is locked, calls block.
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

/// Does not print secrets.
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
