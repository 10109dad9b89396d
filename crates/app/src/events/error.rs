//! Errors about reading events.

use hookglass_json::{SyntaxError, pointer::PointerError};
use hookglass_store::StoreError;

use crate::{
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// Why an event or a part of it cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum EventsError {
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NotFound(i64),
    /// The body's tree has no such node.
    #[error("the body no longer has this member; open the event again")]
    NoNode,
    /// The body is not JSON.
    #[error("the body of event {id} is not JSON: {why}")]
    NotJson {
        /// The event.
        id: i64,
        /// Why not.
        why: SyntaxError,
    },
    /// The JSON Pointer is not well formed.
    #[error(transparent)]
    Pointer(#[from] PointerError),
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for EventsError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Pointer(error) => Some(error),
            Self::Store(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NotFound(_) | Self::NoNode => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NotFound(_)).then_some(Remedy::ListEvents)
    }
}
