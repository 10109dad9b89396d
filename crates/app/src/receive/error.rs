//! What can go wrong with the receiver.

use hookglass_receiver::BindError;

use crate::{base::receiver_state::InvalidAddress, error::ContextError};

/// Why the receiver cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The text is not an address.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The address cannot be listened on.
    #[error(transparent)]
    Bind(#[from] BindError),
}

impl ContextError for ReceiveError {
    fn inner(&self) -> Option<&dyn ContextError> {
        Some(match self {
            Self::Address(error) => error,
            Self::Bind(error) => error,
        })
    }
}
