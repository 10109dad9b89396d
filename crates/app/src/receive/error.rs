//! Errors about the receiver.

use hookglass_receiver::BindError;
use hookglass_store::StoreError;

use crate::{base::receiver_state::InvalidAddress, confirmations::InvalidHost, error::ContextError};

/// The receiver cannot listen, or its refused requests cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The text is not a listen address.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// The text is not the name of a host.
    #[error(transparent)]
    Host(#[from] InvalidHost),
    /// The receiver cannot listen on the address.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for ReceiveError {
    fn inner(&self) -> Option<&dyn ContextError> {
        Some(match self {
            Self::Address(error) => error,
            Self::Host(error) => error,
            Self::Bind(error) => error,
            Self::Store(error) => error,
        })
    }
}
