//! Errors about the list of events.

use hookglass_filter::FilterError;
use hookglass_store::StoreError;

use crate::{
    error::{ContextError, Remedy},
    events::EventsError,
    users::UsersError,
    view::ProblemCode,
};

/// Why a listing, a search, a note or a deletion failed.
#[derive(Debug, thiserror::Error)]
pub enum InboxError {
    /// The listing is not open.
    #[error("the list was closed; open it again")]
    ListingClosed,
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// The note is too long.
    #[error("a note can have at most {max} characters, and this one has {length}; shorten it")]
    NoteTooLong {
        /// Maximum characters in a note.
        max: usize,
        /// Characters in this note.
        length: usize,
    },
    /// The name of a saved search is empty or too long.
    #[error("the name of a saved search must have 1 to {max} characters")]
    SearchName {
        /// Maximum characters in a name.
        max: usize,
    },
    /// The filter is malformed.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// The event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The history of the event's user cannot be read.
    #[error(transparent)]
    Users(#[from] UsersError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for InboxError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Filter(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Users(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::ListingClosed | Self::NoEvent(_) => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NoEvent(_)).then_some(Remedy::ListEvents)
    }
}
