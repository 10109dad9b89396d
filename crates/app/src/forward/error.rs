//! What can go wrong with forwarding targets.

use hookglass_filter::FilterError;
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{error::ContextError, outbound::OutboundError, view::ProblemCode};

/// Why a target is refused or not found.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The filter has an error.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The URL cannot be sent to.
    #[error(transparent)]
    Url(#[from] InvalidRequest),
    /// Nothing may go to the target.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The target is the receiver itself.
    #[error(
        "at {0} Hookglass itself receives: what it passes on there would come back to it without end; give the address of \
         your application"
    )]
    Loop(String),
    /// There is no such target.
    #[error("there is no target {0} that events are passed on to; it may have been removed meanwhile")]
    NoTarget(i64),
    /// A deadline that is too short or too long.
    #[error(
        "a sender cannot be made to wait {0} ms for a target; give 50 to 60000, or nothing for as long as it waits"
    )]
    Deadline(u64),
}

impl ContextError for ForwardError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Filter(error) => Some(error),
            Self::Url(error) => Some(error),
            Self::Outbound(error) => Some(error),
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
