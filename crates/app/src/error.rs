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
    /// Name the data folder.
    NameDataDir,
    /// Confirm that events may go to this host.
    ConfirmHost(String),
    /// Name a target.
    NameTarget,
    /// Set members by hand.
    SetMembers,
    /// List the scenarios.
    ListScenarios,
    /// Replace the scenario of that name.
    ReplaceScenario,
    /// List the event types.
    ListTypes,
    /// Start the receiver, or name another target.
    StartReceiver,
}

impl Remedy {
    /// The advice in the window's words, as the end of a sentence.
    pub(crate) fn window_hint(&self) -> String {
        match self {
            Self::ListEvents => "; `hookglass list` shows the ones there are".to_owned(),
            Self::NameDataDir => "; name a folder with --data-dir".to_owned(),
            Self::ConfirmHost(_) => String::new(),
            Self::NameTarget => " with --to URL, for example --to http://localhost:3000/hooks".to_owned(),
            Self::SetMembers => "; use --set instead".to_owned(),
            Self::ListScenarios => "; `hookglass scenario list` names the ones there are".to_owned(),
            Self::ReplaceScenario => " (--replace)".to_owned(),
            Self::ListTypes => "; `hookglass types` lists the ones there are".to_owned(),
            Self::StartReceiver => {
                "; start `hookglass serve` or the window, or name another target with --to".to_owned()
            }
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
    /// There is no such listing, or it was closed.
    #[error("the list was closed; open it again")]
    NoListing,
    /// There is no such comparison, or it was closed.
    #[error("this comparison was closed; open it again")]
    NoComparison,
    /// Only JSON has patches.
    #[error("there is no patch, for the two sides are not compared as JSON: {0}")]
    NotAsJson(String),
    /// A target is the receiver itself.
    #[error(
        "at {0} Hookglass itself receives: what it passes on there would come back to it without end; give the address of \
         your application"
    )]
    ForwardLoop(String),
    /// There is no such target.
    #[error("there is no target {0} that events are passed on to; it may have been removed meanwhile")]
    NoForward(i64),
    /// An answer cannot be sent as it is.
    #[error("{0}")]
    Answer(String),
    /// The sender would refuse an answer.
    #[error("{0} Nothing was sent; send it anyway if that is what you want to see")]
    RefusedAnswer(String),
    /// Nobody waits for an answer any more.
    #[error("event {id} is not held any more: {why}")]
    NotHeld {
        /// The event.
        id: i64,
        /// Why not.
        why: String,
    },
    /// There is nothing to compare.
    #[error("event {id}: {reason}")]
    NothingToCompare {
        /// The event.
        id: i64,
        /// Why.
        reason: String,
    },
    /// One program prunes at a time.
    #[error("another program on this database is removing old events just now; try again when it is done")]
    PruningElsewhere,
    /// No event is about such a user.
    #[error("no event is about a user with the id or the name '{0}'; `hookglass users` lists the ones there are")]
    NoUser(String),
    /// An event is asked for as one of a user whom it is not about.
    #[error("event {id} is not about the user '{user_id}'; choose one of the events in the user's history")]
    OfAnotherUser {
        /// The event.
        id: i64,
        /// The user.
        user_id: String,
    },
    /// Several users have a text in their ids or names.
    #[error("{count} users have '{text}' in their ids or names; `hookglass users '{text}'` lists them with their ids")]
    SeveralUsers {
        /// The text.
        text: String,
        /// How many.
        count: u64,
    },
    /// A setting cannot have that value.
    #[error("{0}")]
    Setting(String),
}

impl<E: ContextError> From<E> for AppError {
    fn from(error: E) -> Self {
        Self::Context(Box::new(error))
    }
}

impl AppError {
    /// The error of the context that returned it.
    pub(crate) fn context(&self) -> Option<&dyn ContextError> {
        match self {
            Self::Context(error) => Some(&**error),
            _ => None,
        }
    }

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
            | Self::NoListing
            | Self::NoComparison
            | Self::NoForward(_)
            | Self::NoUser(_)
            | Self::NotHeld { .. } => ProblemCode::NotFound,
            Self::RefusedAnswer(_) => ProblemCode::RefusedAnswer,
            _ => ProblemCode::InvalidInput,
        }
    }

    /// The error in the window's words.
    pub fn problem(&self) -> Problem {
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
