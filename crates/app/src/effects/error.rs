//! What can go wrong when the effect of an answer is worked out.

use hookglass_store::StoreError;

use crate::{error::ContextError, events::EventsError};

/// Why the effect of an answer is unknown.
#[derive(Debug, thiserror::Error)]
pub enum EffectsError {
    /// The answer cannot be sent as it is.
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

/// Why an answer cannot be sent as it is.
#[derive(Debug, thiserror::Error)]
pub enum AnswerDraftError {
    /// No HTTP status of an answer.
    #[error("{0} is not a status from 200 to 599")]
    Status(u16),
    /// A body that HTTP does not allow.
    #[error("an answer with status {0} has no body; leave it out")]
    BodyNotAllowed(u16),
    /// A line that is no header.
    #[error("{0}")]
    Header(String),
}

impl ContextError for AnswerDraftError {}
