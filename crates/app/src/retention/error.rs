//! Errors about retention.

use hookglass_store::StoreError;

use crate::{error::ContextError, inbox::InboxError};

/// Retention limits are invalid, or events cannot be pruned.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// Another process is pruning.
    #[error("another process is pruning this database; try again when it has finished")]
    PruningElsewhere,
    /// The limit would remove all events.
    #[error("the event limit must be at least 1; omit it for no limit")]
    NoEvents,
    /// The limit would remove all events.
    #[error("the age limit must be at least 1 day; omit it for no limit")]
    NoDays,
    /// The limit is too small for the database itself.
    #[error("the size limit must be at least 1 MiB (1048576 bytes); omit it for no limit")]
    TooFewBytes,
    /// Deleted events cannot be removed.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for RetentionError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Inbox(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
