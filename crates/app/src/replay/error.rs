//! Errors of resends.

use hookglass_json::edit::EditError;
use hookglass_outbound::InvalidRequest;
use hookglass_request::text::{CopyError, ImportError};
use hookglass_store::StoreError;
use std::sync::Arc;

use crate::{
    effects::EffectsError,
    error::{ContextError, Remedy},
    events::EventsError,
    outbound::OutboundError,
    view::ProblemCode,
};

/// Why an event cannot be resent.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// There is no such resend.
    #[error("there is no resend {0} in this database")]
    NoResend(i64),
    /// No target is given, and no earlier resend has one.
    #[error("event {0} has no target yet: name one")]
    NoTarget(i64),
    /// Only Authgear's events have members that can be generated.
    #[error("event {0} is not an Authgear event, so it has no id, seq and timestamp to generate")]
    NotFresh(i64),
    /// There is no secret with that name.
    #[error("there is no signing secret called '{0}'; add it, or choose another")]
    NoSuchSecret(String),
    /// The scheme of the event's signature is unknown.
    #[error(
        "event {0} arrived without a signature, so there is no scheme for an invalid one; sign with a secret and \
         edit the header instead"
    )]
    NoWrongSignature(i64),
    /// A body cannot be read from its file.
    #[error("cannot read the body from {path}: {why}")]
    BodyFile {
        /// The file.
        path: String,
        /// The reason.
        why: String,
    },
    /// A header has a character that would end it, such as a line break.
    #[error("the header '{0}' contains a character that headers cannot contain")]
    HeaderCharacter(String),
    /// The draft cannot be encoded.
    #[error(transparent)]
    Encode(#[from] serde_json::Error),
    /// The send failed. All callers that waited for it get this error.
    #[error("{0}")]
    Shared(Arc<ReplayError>),
    /// The send that this call waited for was dropped.
    #[error("the send of event {0} ended before an answer arrived; send it again")]
    GivenUp(i64),
    /// A cURL command cannot be read.
    #[error(transparent)]
    Curl(#[from] ImportError),
    /// A request cannot be copied for another tool.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// An edit cannot be applied.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The request is invalid.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// Sending to the target is not allowed.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The effect of the answer is unknown.
    #[error(transparent)]
    Effects(#[from] EffectsError),
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
            Self::Effects(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::NoResend(_) => ProblemCode::NotFound,
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
