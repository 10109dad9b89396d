//! Errors of forwarding targets.

use hookglass_filter::FilterError;
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{base::error::FileError, error::ContextError, outbound::OutboundError, view::ProblemCode};

/// Why a target is rejected or not found.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The filter has an error.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The URL is invalid.
    #[error(transparent)]
    Url(#[from] InvalidRequest),
    /// Sending to the target is not allowed.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The target is the receiver itself.
    #[error(
        "Hookglass itself receives at {0}, so forwarding there would loop forever; use the URL of your application"
    )]
    Loop(String),
    /// The target is not confirmed on this computer.
    #[error("forwarding to {0} is paused: it is not confirmed on this computer")]
    Unconfirmed(String),
    /// The confirmations cannot be changed.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no such target.
    #[error("there is no forwarding target {0}; it may have been removed")]
    NoTarget(i64),
    /// A deadline that is too short or too long.
    #[error("deadline: needs 50 to 60000 ms, not {0} ms; leave it empty to wait as long as the sender does")]
    Deadline(u64),
}

impl ContextError for ForwardError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Filter(error) => Some(error),
            Self::Url(error) => Some(error),
            Self::Outbound(error) => Some(error),
            Self::File(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoTarget(_) => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }
}
