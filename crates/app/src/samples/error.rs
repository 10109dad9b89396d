//! Errors of samples.

use hookglass_json::edit::EditError;
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    base::receiver_state::InvalidAddress,
    error::{ContextError, Remedy},
    inbox::InboxError,
    replay::ReplayError,
};

/// Why a sample cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum SamplesError {
    /// The receiver of this program does not run.
    #[error("the receiver is not listening, so it cannot receive samples; set another listen address first")]
    NotListening,
    /// There is no such type in the catalog.
    #[error("there is no event type '{name}'{}", did_you_mean(.suggestions))]
    NoSuchType {
        /// The unknown name.
        name: String,
        /// Similar names that exist.
        suggestions: Vec<String>,
    },
    /// The type exists, but the catalog does not describe its payload.
    #[error("Authgear has an event type '{0}', but its payload is not in the catalog")]
    Undescribed(String),
    /// No receiver runs at the default target.
    #[error("nothing listens on {0}")]
    NothingListens(String),
    /// Another tour is running; only one can run at a time.
    #[error("a tour of {0} is already running; wait for it to finish, or stop it")]
    TourUnderWay(String),
    /// The address in the settings is invalid.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// An edit cannot be applied.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The request cannot be sent.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// Sequence numbers cannot be reserved.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The events cannot be listed.
    #[error(transparent)]
    Inbox(#[from] InboxError),
}

fn did_you_mean(suggestions: &[String]) -> String {
    if suggestions.is_empty() { String::new() } else { format!("; did you mean {}", suggestions.join(", ")) }
}

impl ContextError for SamplesError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Address(error) => Some(error),
            Self::Edit(error) => Some(error),
            Self::Request(error) => Some(error),
            Self::Replay(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Inbox(error) => Some(error),
            _ => None,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::NoSuchType { .. } | Self::Undescribed(_) => Some(Remedy::ListTypes),
            Self::NothingListens(_) => Some(Remedy::StartReceiver),
            _ => None,
        }
    }
}
