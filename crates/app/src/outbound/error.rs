//! Errors that prevent a request from being sent.

use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    base::error::FileError,
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// Why a request is not sent.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The host is not this computer and is not confirmed.
    #[error(
        "the host {0} is not this computer. The request would send the event's headers and body to it; confirm the \
         host once to allow this"
    )]
    UnconfirmedHost(String),
    /// The recent targets cannot be encoded.
    #[error(transparent)]
    Encode(#[from] serde_json::Error),
    /// The URL is invalid.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// The confirmations cannot be changed.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for OutboundError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Request(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::UnconfirmedHost(_) | Self::Encode(_) => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::UnconfirmedHost(_) => ProblemCode::UnconfirmedHost,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::UnconfirmedHost(host) => Some(Remedy::ConfirmHost(host.clone())),
            _ => None,
        }
    }
}
