//! What can go wrong with scenarios.

use hookglass_automation::scenario::{BuildError, ScenarioError, ScenarioFileError};
use hookglass_outbound::InvalidRequest;
use hookglass_store::StoreError;

use crate::{
    base::error::FileError,
    error::{AppError, ContextError, Remedy},
    events::EventsError,
    outbound::OutboundError,
    replay::ReplayError,
    view::ProblemCode,
};

/// Why a scenario is not recorded, stored or run.
#[derive(Debug, thiserror::Error)]
pub enum ScenariosError {
    /// There is no event with that id.
    #[error("there is no event {0} in this database")]
    NoEvent(i64),
    /// There is no scenario of that name.
    #[error("there is no scenario called '{0}'")]
    NotFound(String),
    /// The name is taken.
    #[error("there is a scenario called '{0}' already; choose another name, or say that it is to be replaced")]
    Taken(String),
    /// No events were selected.
    #[error("no event is like that, so there is nothing to record")]
    NothingToRecord,
    /// The bodies are too large for one file.
    #[error("the bodies have more than {most} MiB together after {steps} steps; record fewer events")]
    TooMuchToRecord {
        /// The limit, in MiB.
        most: usize,
        /// The steps that fit.
        steps: usize,
    },
    /// The file is too large for the editor.
    #[error("the scenario '{0}' is larger than 8 MiB; export it, and edit the file")]
    TooLargeToEdit(String),
    /// A text is neither a status nor a class of them.
    #[error("'{0}' is neither a status from 100 to 599 nor a class such as 2xx")]
    InvalidStatus(String),
    /// There is one run at a time.
    #[error("the scenario '{0}' is being carried out; wait for its end, or cancel it")]
    UnderWay(String),
    /// Another run has begun since.
    #[error("this run has gone; begin another one")]
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
    /// The requests may not go out.
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    /// A draft cannot be made into a step.
    #[error(transparent)]
    Replay(#[from] ReplayError),
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
            Self::Lower(error) => error.context(),
            _ => None,
        }
    }

    fn code(&self) -> ProblemCode {
        match self {
            Self::NoEvent(_) | Self::NotFound(_) | Self::RunGone => ProblemCode::NotFound,
            Self::Taken(_) => ProblemCode::Taken,
            Self::Lower(error) => error.code(),
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
