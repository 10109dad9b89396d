//! Errors about users and their history.

use hookglass_store::StoreError;

use crate::{
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// Why a user or a state is not available.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// No event is about such a user.
    #[error("no event is about a user with the id or name '{0}'")]
    NoUser(String),
    /// Several users match a text.
    #[error("{count} users match '{text}'")]
    SeveralUsers {
        /// The text.
        text: String,
        /// The number of matching users.
        count: u64,
    },
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// The event is about another user.
    #[error("event {id} is not about the user '{user_id}'; choose an event from the user's history")]
    AnotherUser {
        /// The event.
        id: i64,
        /// The user.
        user_id: String,
    },
    /// Two events are about users of different applications.
    #[error(
        "events {old} and {new} are about users of different applications with the id '{user_id}'; choose two events \
         of the same application"
    )]
    AnotherApplication {
        /// The user.
        user_id: String,
        /// The earlier event.
        old: i64,
        /// The later event.
        new: i64,
    },
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContextError for UsersError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoUser(_) | Self::NoEvent(_) => ProblemCode::NotFound,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::NoUser(_) => Some(Remedy::ListUsers),
            Self::SeveralUsers { text, .. } => Some(Remedy::SearchUsers(text.clone())),
            Self::NoEvent(_) => Some(Remedy::ListEvents),
            _ => None,
        }
    }
}
