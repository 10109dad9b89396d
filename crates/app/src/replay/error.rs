//! What can go wrong when an event is resent.

use hookglass_json::edit::EditError;
use hookglass_outbound::InvalidRequest;
use hookglass_request::text::{CopyError, ImportError};
use hookglass_store::StoreError;
use std::sync::Arc;

use crate::{
    error::{AppError, ContextError, Remedy},
    events::EventsError,
    outbound::OutboundError,
    view::ProblemCode,
};

/// Why an event is not resent.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// There is no such resend.
    #[error("there is no resend {0} in this database")]
    NoResend(i64),
    /// No target is given, and none was used before.
    #[error("no target yet: say where to send event {0}")]
    NoTarget(i64),
    /// Only Authgear's events have members that can be generated.
    #[error("event {0} is not one of Authgear's, so it has no id, seq and timestamp to make fresh")]
    NotFresh(i64),
    /// There is no secret of that name.
    #[error("there is no secret called '{0}' that can sign; add it, or choose another")]
    NoSuchSecret(String),
    /// The scheme of the event's signature is unknown.
    #[error(
        "event {0} came without a signature, so it cannot be told which one to make wrong; sign with a secret and edit the \
         header instead"
    )]
    NoWrongSignature(i64),
    /// A body cannot be read from its file.
    #[error("cannot read the body from {path}: {why}")]
    BodyFile {
        /// The file.
        path: String,
        /// Why not.
        why: String,
    },
    /// A line break would end the header and begin another.
    #[error("the header '{0}' has a character that no header can have")]
    HeaderCharacter(String),
    /// The draft cannot be encoded.
    #[error(transparent)]
    Encode(#[from] serde_json::Error),
    /// The send failed; every caller that waited for it gets the same error.
    #[error("{0}")]
    Shared(Arc<ReplayError>),
    /// The send that this call waited for was dropped.
    #[error("the send of event {0} was given up before there was an answer; send it again")]
    GivenUp(i64),
    /// A cURL command line cannot be read.
    #[error(transparent)]
    Curl(#[from] ImportError),
    /// A request cannot be written for another tool.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// An edit cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The request cannot be sent as it is.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// The request may not go out.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event cannot be opened.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The error of a lower context.
    #[error(transparent)]
    Lower(#[from] AppError),
}

impl ContextError for ReplayError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Shared(error) => Some(&**error),
            Self::Curl(error) => Some(error),
            Self::Copy(error) => Some(error),
            Self::Edit(error) => Some(error),
            Self::Request(error) => Some(error),
            Self::Outbound(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Lower(error) => error.context(),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::NoResend(_) => ProblemCode::NotFound,
            Self::Lower(error) => error.code(),
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::NoEvent(_) => Some(Remedy::ListEvents),
            Self::NoTarget(_) => Some(Remedy::NameTarget),
            Self::NotFresh(_) => Some(Remedy::SetMembers),
            _ => None,
        }
    }
}
