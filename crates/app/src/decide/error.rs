//! Errors of deciding answers.

use hookglass_automation::rule::{RuleError, RuleFileError};
use hookglass_outbound::InvalidRequest;
use hookglass_senders::chain::ChainError;
use hookglass_store::StoreError;
use std::fmt;

use crate::{
    base::error::FileError,
    effects::AnswerDraftError,
    error::{ContextError, Remedy},
    events::EventsError,
    forward::ForwardError,
    inbox::InboxError,
    outbound::OutboundError,
    replay::ReplayError,
    view::ProblemCode,
};

/// Handlers of one chain.
pub(crate) const MAX_CHAIN_HANDLERS: usize = 50;
/// The shortest time that a sender can wait, in milliseconds.
pub(crate) const MIN_HOLD_MS: u64 = 500;
/// The longest time that a sender can wait, in milliseconds.
pub(crate) const MAX_HOLD_MS: u64 = 600_000;

/// Why an answer, a rule, a chain or a hold setting is rejected.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A rule cannot be used.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// A file of rules cannot be read.
    #[error(transparent)]
    RuleFile(#[from] RuleFileError),
    /// An event has no chain of handlers.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// An answer is invalid.
    #[error(transparent)]
    Draft(#[from] AnswerDraftError),
    /// A request is invalid.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// Sending to the host is not allowed.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The request to a handler cannot be prepared.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The forwarding targets cannot be read.
    #[error(transparent)]
    Forward(#[from] ForwardError),
    /// The confirmations cannot be changed.
    #[error(transparent)]
    File(#[from] FileError),
    /// The event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The stored events cannot be counted.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// There is no such event.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// The sender would reject an answer.
    #[error("{0} Nothing was sent; send it anyway to test how the sender reacts")]
    Rejected(String),
    /// No sender waits for the answer.
    #[error("event {id} is no longer held: {reason}")]
    NotHeld {
        /// The event.
        id: i64,
        /// Why it is not held.
        reason: NotHeldReason,
    },
    /// A chain with too many handlers.
    #[error("a chain can have at most {MAX_CHAIN_HANDLERS} handlers; remove some")]
    TooManyHandlers,
    /// A hold that is too short or too long.
    #[error("sender timeout: needs {MIN_HOLD_MS} to {MAX_HOLD_MS} ms, not {0} ms")]
    HoldDeadline(u64),
    /// A margin that leaves no time.
    #[error(
        "the automatic answer is sent before the sender timeout, so the margin ({margin_ms} ms) must be shorter than \
         the timeout ({deadline_ms} ms)"
    )]
    HoldMargin {
        /// The margin.
        margin_ms: u64,
        /// The deadline.
        deadline_ms: u64,
    },
}

/// Why an event is not held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotHeldReason {
    /// Its sender has disconnected.
    Disconnected,
    /// The automatic answer was sent.
    DeadlinePassed,
    /// A person or a rule answered.
    Answered,
    /// Another program holds it, or held it when that program exited.
    HeldElsewhere,
    /// Its sender no longer waits.
    SenderGone,
    /// The hold ended while the answer was being checked.
    JustEnded,
}

impl fmt::Display for NotHeldReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Disconnected => "its sender hung up",
            Self::DeadlinePassed => "the deadline passed, and the automatic answer was sent",
            Self::Answered => "it was already answered",
            Self::HeldElsewhere => "this program does not hold it",
            Self::SenderGone => "its sender no longer waits",
            Self::JustEnded => "the hold just ended",
        })
    }
}

impl ContextError for DecideError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Rule(error) => Some(error),
            Self::RuleFile(error) => Some(error),
            Self::Chain(error) => Some(error),
            Self::Draft(error) => Some(error),
            Self::Request(error) => Some(error),
            Self::Outbound(error) => Some(error),
            Self::Replay(error) => Some(error),
            Self::Forward(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Inbox(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::NotHeld { .. } => ProblemCode::NotFound,
            Self::Rejected(_) => ProblemCode::RefusedAnswer,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NoEvent(_)).then_some(Remedy::ListEvents)
    }
}
