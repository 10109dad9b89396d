//! What can go wrong with secrets.

use hookglass_senders::signature::{Scheme, SecretError};
use hookglass_store::StoreError;

use super::variable::SECRET_VARIABLE;
use crate::{error::ContextError, view::ProblemCode};

/// Why a secret cannot be used, added or removed.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The text is not a secret of its scheme.
    #[error("this cannot be a secret for {}: {why}", .scheme.name())]
    NotASecret {
        /// The scheme.
        scheme: Scheme,
        /// Why not.
        why: SecretError,
    },
    /// The environment's secret cannot be used.
    #[error("the secret in {SECRET_VARIABLE} cannot be used: {0}")]
    Variable(SecretError),
    /// The environment's secret is not text.
    #[error("the secret in {SECRET_VARIABLE} is not UTF-8 text; set it again as the portal shows it")]
    VariableNotText,
    /// A secret cannot have this name.
    #[error("the name of a secret {0}")]
    Name(InvalidName),
    /// There is no such secret.
    #[error("there is no secret {0} in this database any more; list the secrets again")]
    NotFound(i64),
    /// The keychain does not return the secret.
    #[error("the secret '{name}' cannot be read: {why}")]
    Unavailable {
        /// The name of the secret.
        name: String,
        /// Why not.
        why: String,
    },
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    /// There is none.
    #[error("cannot be empty; call it by its sender, for example")]
    Empty,
    /// It is too long.
    #[error("can have 100 characters at most")]
    TooLong,
    /// It has control characters.
    #[error("cannot have line breaks or other control characters")]
    ControlCharacters,
    /// It is the name of the environment's secret.
    #[error("cannot be {SECRET_VARIABLE}, which is the environment's")]
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
