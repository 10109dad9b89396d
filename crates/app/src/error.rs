//! The errors of the contexts as faces see them: one type, with a kind and with advice.
//!
//! Each context has its own enum and implements [`ContextError`] for it. Functions return that enum; a face converts it to
//! [`AppError`] with `?`.

use hookglass_automation::{
    bulk::PlanError,
    rule::{RuleError, RuleFileError},
    scenario::{BuildError, ScenarioError, ScenarioFileError},
};
use hookglass_diff::PatchError;
use hookglass_filter::FilterError;
use hookglass_json::{edit::EditError, pointer::PointerError};
use hookglass_outbound::InvalidRequest;
use hookglass_receiver::BindError;
use hookglass_request::text::{CopyError, ImportError};
use hookglass_senders::chain::ChainError;
use hookglass_store::{OpenError, StoreError};
use std::error::Error;

use crate::view::{Problem, ProblemCode};

/// An error of a context. Its text states what went wrong and where; a face adds what to do about it, by [`Remedy`].
///
/// `code` and `remedy` describe the error's own cases. A case that only passes on the error of a lower context
/// (`#[error(transparent)]`) is returned by `inner`, and [`AppError`] asks the innermost error.
pub trait ContextError: Error + Send + Sync + 'static {
    /// The error of a lower context that this one passes on unchanged.
    fn inner(&self) -> Option<&dyn ContextError> {
        None
    }

    /// The kind, for a face that reacts to it.
    fn code(&self) -> ProblemCode {
        ProblemCode::InvalidInput
    }

    /// What to do about it, if a face can say more than the text does.
    fn remedy(&self) -> Option<Remedy> {
        None
    }
}

/// What to do about an error. Each face has its own words for it: the command line names commands and options, the window
/// names screens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// List the events.
    ListEvents,
    /// List the users.
    ListUsers,
    /// List the users whose ids or names contain a text.
    SearchUsers(String),
    /// Name the data folder.
    NameDataDir,
}

impl Remedy {
    /// The advice in the window's words, as the end of a sentence.
    pub(crate) fn window_hint(&self) -> String {
        match self {
            Self::ListEvents => "; `hookglass list` shows the ones there are".to_owned(),
            Self::ListUsers => "; `hookglass users` lists the ones there are".to_owned(),
            Self::SearchUsers(text) => format!("; `hookglass users '{text}'` lists them with their ids"),
            Self::NameDataDir => "; name a folder with --data-dir".to_owned(),
        }
    }
}

/// An error of any context.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The error of a context.
    #[error("{0}")]
    Context(Box<dyn ContextError>),
    /// There is no such event.
    #[error("there is no event {0} in this database; `hookglass list` shows the ones there are")]
    NoEvent(i64),
    /// There is no such resend.
    #[error("there is no resend {0} in this database")]
    NoResend(i64),
    /// A request would leave this computer, and nobody has said that it may.
    #[error(
        "the host {0} is not this computer: the event would leave it, with its headers and its body. Confirm that it may; you \
         are asked once for each host"
    )]
    UnconfirmedHost(String),
    /// The same request is under way, and it did not go well.
    #[error("{}", .0.detail)]
    Joined(Problem),
    /// The same request was under way, and whoever sent it has gone.
    #[error("the send of event {0} was given up before there was an answer; send it again")]
    GivenUp(i64),
    /// There is no secret of that name to sign with.
    #[error("there is no secret called '{0}' that can sign; add it, or choose another")]
    NoSuchSecret(String),
    /// It is not known how a signature of the event would look.
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
    /// There is no scenario of that name.
    #[error("there is no scenario called '{0}'; `hookglass scenario list` names the ones there are")]
    NoScenario(String),
    /// There is one already.
    #[error(
        "there is a scenario called '{0}' already; choose another name, or say that it is to be replaced (--replace)"
    )]
    ScenarioTaken(String),
    /// A scenario of nothing.
    #[error("no event is like that, so there is nothing to record; `hookglass list` shows the ones there are")]
    NothingToRecord,
    /// Bodies that no file should hold.
    #[error("the bodies have more than {most} MiB together after {steps} steps; record fewer events")]
    TooMuchToRecord {
        /// MiB at most.
        most: usize,
        /// Steps that have room.
        steps: usize,
    },
    /// Nobody said where to.
    #[error("no target yet: say where to send event {0} with --to URL, for example --to http://localhost:3000/hooks")]
    NoTarget(i64),
    /// Only Authgear's events have the members that can be made fresh.
    #[error("event {0} is not one of Authgear's, so it has no id, seq and timestamp to make fresh; use --set instead")]
    NotFresh(i64),
    /// One program prunes at a time.
    #[error("another program on this database is removing old events just now; try again when it is done")]
    PruningElsewhere,
    /// A setting cannot have that value.
    #[error("{0}")]
    Setting(String),
    /// The receiver does not run.
    #[error("the receiver is not listening, so no sample can be sent to it; give it another address first")]
    NotListening,
    /// There is no such type in the catalog.
    #[error("{0}; `hookglass types` lists the ones there are")]
    NoSuchType(String),
    /// No receiver runs where samples go when nobody says where.
    #[error("nothing listens on {0}; start `hookglass serve` or the window, or name another target with --to")]
    NothingListens(String),
    /// There is one tour at a time.
    #[error("a tour of {0} is under way; wait for its end, or cancel it")]
    TourUnderWay(String),
    /// There is one bulk send at a time.
    #[error("a bulk send to {0} is under way; wait for its end, or cancel it")]
    BulkUnderWay(String),
    /// There is no such bulk send any more.
    #[error("this bulk send has gone; begin another one")]
    NoBulk,
    /// One scenario is carried out at a time.
    #[error("the scenario '{0}' is being carried out; wait for its end, or cancel it")]
    ScenarioUnderWay(String),
    /// There is no such run any more.
    #[error("this run has gone; begin another one")]
    NoScenarioRun,
}

impl<E: ContextError> From<E> for AppError {
    fn from(error: E) -> Self {
        Self::Context(Box::new(error))
    }
}

impl AppError {
    /// The error that is not passed on from further below.
    fn innermost(&self) -> Option<&dyn ContextError> {
        let Self::Context(error) = self else { return None };
        let mut error = &**error;
        while let Some(inner) = error.inner() {
            error = inner;
        }
        Some(error)
    }

    /// The error as one of a context that it comes from or passes through.
    pub fn downcast_ref<E: ContextError>(&self) -> Option<&E> {
        let Self::Context(error) = self else { return None };
        let mut error = &**error;
        loop {
            let plain: &(dyn Error + 'static) = error;
            if let Some(found) = plain.downcast_ref() {
                return Some(found);
            }
            error = error.inner()?;
        }
    }

    /// What to do about it, if a face can say more than the text does.
    pub fn remedy(&self) -> Option<Remedy> {
        self.innermost()?.remedy()
    }

    /// The kind of the error.
    pub fn code(&self) -> ProblemCode {
        match self {
            Self::Context(_) => self.innermost().map_or(ProblemCode::Internal, ContextError::code),
            Self::NoEvent(_)
            | Self::NoResend(_)
            | Self::NoScenario(_)
            | Self::NoBulk
            | Self::NoScenarioRun => ProblemCode::NotFound,
            Self::ScenarioTaken(_) => ProblemCode::Taken,
            Self::UnconfirmedHost(_) => ProblemCode::UnconfirmedHost,
            Self::Joined(problem) => problem.code,
            _ => ProblemCode::InvalidInput,
        }
    }

    /// The error in the window's words.
    pub fn problem(&self) -> Problem {
        if let Self::Joined(problem) = self {
            return problem.clone();
        }
        let hint = self.remedy().map(|remedy| remedy.window_hint()).unwrap_or_default();
        let mut detail = format!("{self}{hint}");
        if let Some(first) = detail.get(..1).map(str::to_uppercase) {
            detail.replace_range(..1, &first);
        }
        if !detail.ends_with('.') {
            detail.push('.');
        }
        Problem { code: self.code(), detail }
    }
}

impl ContextError for StoreError {
    fn code(&self) -> ProblemCode {
        match self {
            // A person chose the name.
            Self::NameTaken(_) => ProblemCode::InvalidInput,
            _ => ProblemCode::Database,
        }
    }
}

impl ContextError for OpenError {
    fn code(&self) -> ProblemCode {
        ProblemCode::Database
    }
}

impl ContextError for BindError {
    fn code(&self) -> ProblemCode {
        ProblemCode::AddressInUse
    }
}

impl ContextError for BuildError {}
impl ContextError for ChainError {}
impl ContextError for CopyError {}
impl ContextError for EditError {}
impl ContextError for FilterError {}
impl ContextError for ImportError {}
impl ContextError for InvalidRequest {}
impl ContextError for PatchError {}
impl ContextError for PlanError {}
impl ContextError for PointerError {}
impl ContextError for RuleError {}
impl ContextError for RuleFileError {}
impl ContextError for ScenarioError {}
impl ContextError for ScenarioFileError {}
