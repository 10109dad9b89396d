//! Errors about the status and the settings.

use hookglass_store::StoreError;

use crate::{
    base::{error::FileError, receiver_state::InvalidAddress},
    confirmations::InvalidHost,
    decide::DecideError,
    error::ContextError,
    inbox::InboxError,
    receive::ReceiveError,
    retention::RetentionError,
    settings::{MAX_BODY_LIMIT, MIN_BODY_LIMIT},
};

/// The status cannot be read, or a setting cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// The body limit is out of range.
    #[error(
        "the body limit must be between 1 KiB and 900 MiB ({MIN_BODY_LIMIT} to {MAX_BODY_LIMIT} bytes), not {0} bytes"
    )]
    BodyLimit(u64),
    /// The text is not a listen address.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The text is not the name of a host.
    #[error(transparent)]
    Host(#[from] InvalidHost),
    /// The data folder cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The retention limits are invalid.
    #[error(transparent)]
    Retention(#[from] RetentionError),
    /// The hold settings are invalid.
    #[error(transparent)]
    Decide(#[from] DecideError),
    /// The receiver cannot listen.
    #[error(transparent)]
    Receive(#[from] ReceiveError),
    /// The events cannot be counted.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for PagesError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::BodyLimit(_) => None,
            Self::Address(error) => Some(error),
            Self::Host(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Retention(error) => Some(error),
            Self::Decide(error) => Some(error),
            Self::Receive(error) => Some(error),
            Self::Inbox(error) => Some(error),
            Self::Store(error) => Some(error),
        }
    }
}
