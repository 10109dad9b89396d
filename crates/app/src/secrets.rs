//! Signing secrets: where they are stored, what they are used for, and rechecking stored signatures when they change.
//!
//! A secret is stored in the system's keychain, or in the database if there is no keychain, or comes from the environment
//! for one run. A keychain that is locked or absent delays neither opening nor receiving: secrets that it returns late are
//! used from then on. Kept out: what a signature is (`hookglass_senders::signature`).

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
