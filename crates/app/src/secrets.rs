//! Signing secrets: storage, use, and rechecking stored signatures when the secrets change.
//!
//! A secret is stored in the system's keychain, or in the database if there is no keychain, or
//! comes from the environment for one run. A locked or absent keychain delays neither opening the
//! database nor receiving: secrets that the keychain returns late are used from then on. Kept out:
//! how signatures are made and verified (`hookglass_senders::signature`).

mod change;
mod context;
mod error;
pub(crate) mod keychain;
mod recheck;
mod refresh;
mod variable;

pub(crate) use change::MAX_SECRET_NAME_CHARS;
pub use context::Secrets;
pub use error::{InvalidName, SecretsError};
pub(crate) use refresh::KEYCHAIN_TIMEOUT;
pub use variable::SECRET_VARIABLE;
