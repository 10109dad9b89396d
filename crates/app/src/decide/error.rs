//! What can go wrong when answers are decided.

use hookglass_automation::rule::{RuleError, RuleFileError};
use hookglass_outbound::InvalidRequest;
use hookglass_senders::chain::ChainError;
use hookglass_store::StoreError;
use std::fmt;

use crate::{
    effects::AnswerDraftError,
    error::{ContextError, Remedy},
    events::EventsError,
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

/// Why an answer, a rule, a chain or a hold is refused.
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
    /// An answer cannot be sent as it is.
    #[error(transparent)]
    Draft(#[from] AnswerDraftError),
    /// A request cannot be sent as it is.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// A request may not go out.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// The request to a handler cannot be prepared.
    #[error(transparent)]
    Replay(#[from] ReplayError),
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
    #[error("{0} Nothing was sent; send it anyway if that is what you want to see")]
    Rejected(String),
    /// No sender waits for the answer.
    #[error("event {id} is not held any more: {reason}")]
    NotHeld {
        /// The event.
        id: i64,
        /// Why.
        reason: NotHeldReason,
    },
    /// A chain with too many handlers.
    #[error("a chain has at most {MAX_CHAIN_HANDLERS} handlers here")]
    TooManyHandlers,
    /// A hold that is too short or too long.
    #[error("a hold lasts from {MIN_HOLD_MS} to {MAX_HOLD_MS} ms, not {0} ms")]
    HoldDeadline(u64),
    /// A margin that leaves no time.
    #[error(
        "the automatic answer goes out before the deadline, so the margin ({margin_ms} ms) has to be shorter than the hold \
         ({deadline_ms} ms)"
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
    /// The automatic answer went out.
    DeadlinePassed,
    /// A person or a rule answered.
    Answered,
    /// Another program holds it, or did when it ended.
    HeldElsewhere,
    /// Its sender no longer waits.
    SenderGone,
    /// The hold ended while the answer was checked.
    JustEnded,
}

impl fmt::Display for NotHeldReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Disconnected => "its sender has hung up",
            Self::DeadlinePassed => "the time was over, and the automatic answer went out",
            Self::Answered => "it was answered",
            Self::HeldElsewhere => "its sender does not wait for this program",
            Self::SenderGone => "its sender is gone",
            Self::JustEnded => "it just ended",
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
