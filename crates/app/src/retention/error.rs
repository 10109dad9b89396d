//! What can go wrong with retention.

use hookglass_store::StoreError;

use crate::{error::ContextError, inbox::InboxError};

/// Why limits cannot be set, or nothing can be pruned.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// One program prunes at a time.
    #[error("another program on this database is removing old events just now; try again when it is done")]
    PruningElsewhere,
    /// The limit would remove all events.
    #[error("at least one event must be kept; leave the number out for no limit")]
    NoEvents,
    /// The limit would remove all events.
    #[error("events must be kept for at least one day; leave it out for no limit")]
    NoDays,
    /// The limit has no room for the database itself.
    #[error("at least 1 MiB (1048576 bytes) must be kept; leave it out for no limit")]
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
