//! Errors of computing the effect of an answer.

use hookglass_store::StoreError;

use crate::{error::ContextError, events::EventsError};

/// Why the effect of an answer is unknown.
#[derive(Debug, thiserror::Error)]
pub enum EffectsError {
    /// The answer is invalid.
    #[error(transparent)]
    Draft(#[from] AnswerDraftError),
    /// The event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for EffectsError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Draft(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Store(error) => Some(error),
        }
    }
}

/// Why an answer is invalid.
#[derive(Debug, thiserror::Error)]
pub enum AnswerDraftError {
    /// The status is out of range.
    #[error("{0} is not a status from 200 to 599")]
    Status(u16),
    /// HTTP does not allow a body with this status.
    #[error("an answer with status {0} has no body; remove the body")]
    BodyNotAllowed(u16),
    /// A line is not a valid header.
    #[error("{0}")]
    Header(String),
}

impl ContextError for AnswerDraftError {}
