//! Errors of bulk resends.

use hookglass_automation::bulk::PlanError;
use hookglass_store::StoreError;

use super::options::MAX_CONCURRENCY;
use crate::{
    base::error::FileError,
    error::{ContextError, Remedy},
    inbox::InboxError,
    outbound::OutboundError,
    replay::ReplayError,
    view::ProblemCode,
};

/// Why a bulk resend cannot start or cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// The number of parallel requests is out of range.
    #[error("parallel requests: needs a number from 1 to {MAX_CONCURRENCY}, not {0}")]
    Concurrency(u32),
    /// Another bulk resend is running; only one can run at a time.
    #[error("a bulk resend to {0} is already running; wait for it to finish, or cancel it")]
    UnderWay(String),
    /// A newer bulk resend has replaced it.
    #[error("this bulk resend is no longer available; start a new one")]
    Gone,
    /// The results are too many for the clipboard.
    #[error("{0} results are too many to copy; export them to a file")]
    TooManyToCopy(u64),
    /// The events cannot be sent with these options.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The results cannot be written to a file.
    #[error(transparent)]
    File(#[from] FileError),
    /// Sending to the target is not allowed.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The requests cannot be built.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The events cannot be listed.
    #[error(transparent)]
    Inbox(#[from] InboxError),
}

impl ContextError for BulkError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Plan(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Outbound(error) => Some(error),
            Self::Replay(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Inbox(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::Gone => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NoEvent(_)).then_some(Remedy::ListEvents)
    }
}
