//! Errors about comparisons.

use hookglass_diff::PatchError;
use hookglass_json::pointer::PointerError;
use hookglass_store::StoreError;

use crate::{
    effects::EffectsError, error::ContextError, events::EventsError, replay::ReplayError, users::UsersError,
    view::ProblemCode,
};

/// Why two sides cannot be compared, or a comparison cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The comparison is not open.
    #[error("this comparison was closed; open it again")]
    Closed,
    /// A side is missing.
    #[error("event {id}: {reason}")]
    Nothing {
        /// The event.
        id: i64,
        /// Why, in a sentence.
        reason: String,
    },
    /// Only JSON has patches.
    #[error("there is no patch, because the two sides are not compared as JSON: {0}")]
    NotJson(String),
    /// A patch cannot express the changes.
    #[error(transparent)]
    Patch(#[from] PatchError),
    /// A path to ignore is malformed.
    #[error(transparent)]
    Pointer(#[from] PointerError),
    /// An event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// A draft cannot be prepared, or a resend not found.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The effect of an answer is unknown.
    #[error(transparent)]
    Effects(#[from] EffectsError),
    /// A state is not available.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for CompareError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Patch(error) => Some(error),
            Self::Pointer(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Replay(error) => Some(error),
            Self::Effects(error) => Some(error),
            Self::Users(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::Closed => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }
}
