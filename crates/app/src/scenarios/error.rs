//! Errors of scenarios.

use hookglass_automation::scenario::{BuildError, ScenarioError, ScenarioFileError};
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    base::error::FileError,
    error::{ContextError, Remedy},
    events::EventsError,
    inbox::InboxError,
    outbound::OutboundError,
    replay::ReplayError,
    view::ProblemCode,
};

/// Why a scenario cannot be recorded, stored or run.
#[derive(Debug, thiserror::Error)]
pub enum ScenariosError {
    /// There is no event with that id.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// There is no scenario with that name.
    #[error("there is no scenario called '{0}'")]
    NotFound(String),
    /// The name is taken.
    #[error("a scenario called '{0}' already exists; choose another name, or replace it")]
    Taken(String),
    /// No events were selected.
    #[error("no events match, so there is nothing to record")]
    NothingToRecord,
    /// The bodies are too large for one file.
    #[error("the bodies exceed {max_mib} MiB after {steps} steps; record fewer events")]
    TooMuchToRecord {
        /// The limit, in MiB.
        max_mib: usize,
        /// The steps that fit.
        steps: usize,
    },
    /// The file is too large for the editor.
    #[error("the scenario '{0}' is larger than 8 MiB; export it and edit the file")]
    TooLargeToEdit(String),
    /// The text is not a status or a status class.
    #[error("status: needs a number from 100 to 599 or a class such as 2xx, not '{0}'")]
    InvalidStatus(String),
    /// Another scenario is running; only one can run at a time.
    #[error("the scenario '{0}' is already running; wait for it to finish, or cancel it")]
    UnderWay(String),
    /// A newer run has replaced it.
    #[error("this run is no longer available; start a new one")]
    RunGone,
    /// The scenario cannot be run.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The scenario's file cannot be read.
    #[error(transparent)]
    ScenarioFile(#[from] ScenarioFileError),
    /// The request of a step cannot be built.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The request of a step cannot be sent.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// Sending to the target is not allowed.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// A draft cannot be made into a step.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event cannot be read.
    #[error(transparent)]
    Events(#[from] EventsError),
    /// The events cannot be listed.
    #[error(transparent)]
    Inbox(#[from] InboxError),
}

impl ContextError for ScenariosError {
    fn inner(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Scenario(error) => Some(error),
            Self::ScenarioFile(error) => Some(error),
            Self::Build(error) => Some(error),
            Self::Request(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Outbound(error) => Some(error),
            Self::Replay(error) => Some(error),
            Self::Store(error) => Some(error),
            Self::Events(error) => Some(error),
            Self::Inbox(error) => Some(error),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::NotFound(_) | Self::RunGone => ProblemCode::NotFound,
            Self::Taken(_) => ProblemCode::Taken,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::NoEvent(_) | Self::NothingToRecord => Some(Remedy::ListEvents),
            Self::NotFound(_) => Some(Remedy::ListScenarios),
            Self::Taken(_) => Some(Remedy::ReplaceScenario),
            _ => None,
        }
    }
}
