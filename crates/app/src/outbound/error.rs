//! What can go wrong before a request goes out.

use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// Why a request does not go out.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// The request would leave this computer, and the host is not confirmed.
    #[error(
        "the host {0} is not this computer: the event would leave it, with its headers and its body. Confirm that it may; you \
         are asked once for each host"
    )]
    UnconfirmedHost(String),
    /// The recent targets cannot be encoded.
    #[error(transparent)]
    Encode(#[from] serde_json::Error),
    /// The URL cannot be used.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for OutboundError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Request(error) => Some(error),
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
