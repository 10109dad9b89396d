//! Errors about secrets.

use hookglass_senders::signature::{Scheme, SecretError};
use hookglass_store::StoreError;

use super::variable::SECRET_VARIABLE;
use crate::{error::ContextError, view::ProblemCode};

/// A secret cannot be used, added or removed.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The text is not a secret of its scheme.
    #[error("this is not a valid secret for {}: {why}", .scheme.name())]
    NotASecret {
        /// The scheme.
        scheme: Scheme,
        /// The reason.
        why: SecretError,
    },
    /// The environment's secret cannot be used.
    #[error("the secret in {SECRET_VARIABLE} cannot be used: {0}")]
    Variable(SecretError),
    /// The environment's secret is not text.
    #[error("the secret in {SECRET_VARIABLE} is not UTF-8 text; copy it again from the portal")]
    VariableNotText,
    /// A secret cannot have this name.
    #[error("the name of a secret {0}")]
    Name(InvalidName),
    /// There is no such secret.
    #[error("there is no secret {0} in this database; list the secrets again")]
    NotFound(i64),
    /// The keychain does not return the secret.
    #[error("the secret '{name}' cannot be read: {why}")]
    Unavailable {
        /// The name of the secret.
        name: String,
        /// The reason.
        why: String,
    },
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a name is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    /// The name is empty.
    #[error("cannot be empty; use the sender's name, for example")]
    Empty,
    /// The name is too long.
    #[error("can have at most 100 characters")]
    TooLong,
    /// The name contains control characters.
    #[error("cannot contain line breaks or other control characters")]
    ControlCharacters,
    /// The name is reserved for the secret of the environment.
    #[error("cannot be {SECRET_VARIABLE}, which is reserved for the environment variable")]
    Reserved,
}

impl ContextError for SecretsError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NotFound(_) => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }
}
