//! What can be wrong with an answer that a person writes.

use crate::error::ContextError;

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
