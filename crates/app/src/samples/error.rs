//! What can go wrong with samples.

use hookglass_json::edit::EditError;
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    base::receiver_state::InvalidAddress,
    error::{ContextError, Remedy},
    inbox::InboxError,
    replay::ReplayError,
};

/// Why a sample is not sent.
#[derive(Debug, thiserror::Error)]
pub enum SamplesError {
    /// The receiver does not run.
    #[error("the receiver is not listening, so no sample can be sent to it; give it another address first")]
    NotListening,
    /// There is no such type in the catalog.
    #[error("there is no event type '{name}'{}", did_you_mean(.near))]
    NoSuchType {
        /// The unknown name.
        name: String,
        /// Similar names that exist.
        near: Vec<String>,
    },
    /// The type exists, but its payload is not described in the catalog.
    #[error("Authgear has a type '{0}', but what is in it is not known here")]
    Undescribed(String),
    /// No receiver runs at the default target.
    #[error("nothing listens on {0}")]
    NothingListens(String),
    /// There is one tour at a time.
    #[error("a tour of {0} is under way; wait for its end, or cancel it")]
    TourUnderWay(String),
    /// The address in the settings is invalid.
    #[error(transparent)]
    Address(#[from] InvalidAddress),
    /// An edit cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The request cannot be sent.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// Sequence numbers cannot be handed out.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The events cannot be listed.
    #[error(transparent)]
    Inbox(#[from] InboxError),
}

fn did_you_mean(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; did you mean {}", near.join(", ")) }
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
