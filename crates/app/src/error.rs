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
use hookglass_json::{SyntaxError, edit::EditError, pointer::PointerError};
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
    /// Choose another data folder.
    ChooseDataDir,
    /// Check the permissions of the database, or choose another data folder.
    CheckDatabasePermissions,
    /// Move a foreign file away, or choose another data folder.
    MoveFileAway,
    /// Install the version that wrote the database, or choose another data folder.
    InstallNewerVersion,
    /// Make the database writable, or choose another data folder.
    MakeDatabaseWritable,
    /// Try again, or end the program that holds the lock.
    EndOtherProgram,
    /// Check the database, and move it aside.
    Repair,
    /// Choose a data folder that SQLite can use.
    ChooseDataDirInstead,
    /// Free disk space.
    FreeDiskSpace,
    /// Choose another name, or remove what has this one.
    ChooseOtherName,
    /// Nothing: searches work without the index.
    WorkWithoutIndex,
    /// Check the permissions of the data folder.
    CheckFolderPermissions,
}

impl Remedy {
    /// The advice in the window's words, as the end of a sentence.
    pub fn window_hint(&self) -> String {
        match self {
            Self::ListEvents => "; `hookglass list` shows the ones there are".to_owned(),
            Self::NameDataDir => "; name a folder with --data-dir".to_owned(),
            Self::ChooseDataDir => ". Choose another with --data-dir".to_owned(),
            Self::CheckDatabasePermissions => ". Check its permissions, or choose another folder with --data-dir".to_owned(),
            Self::MoveFileAway => ". Move it away, or choose another folder with --data-dir".to_owned(),
            Self::InstallNewerVersion => ". Install that version, or choose another folder with --data-dir".to_owned(),
            Self::MakeDatabaseWritable => ". Make it writable, or choose another folder with --data-dir".to_owned(),
            Self::EndOtherProgram => ". Try again, or end that program".to_owned(),
            Self::Repair => ". `hookglass repair` says how far, and can move it aside".to_owned(),
            Self::ChooseDataDirInstead => "; choose another folder with --data-dir".to_owned(),
            Self::FreeDiskSpace => "; free some room, and Hookglass goes on by itself".to_owned(),
            Self::ChooseOtherName => "; give this one another name, or remove that one first".to_owned(),
            Self::WorkWithoutIndex => ". Searches go on without it, and are slower".to_owned(),
            Self::CheckFolderPermissions => ". Check the permissions of the data folder".to_owned(),
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
    /// There is no such node in the body's tree.
    #[error("the body has no such member any more; open the event again")]
    NoNode,
    /// There is no such comparison, or it was closed.
    #[error("this comparison was closed; open it again")]
    NoComparison,
    /// There is no such resend.
    #[error("there is no resend {0} in this database")]
    NoResend(i64),
    /// Only JSON has patches.
    #[error("there is no patch, for the two sides are not compared as JSON: {0}")]
    NotAsJson(String),
    /// A request would leave this computer, and nobody has said that it may.
    #[error(
        "the host {0} is not this computer: the event would leave it, with its headers and its body. Confirm that it may; you \
         are asked once for each host"
    )]
    UnconfirmedHost(String),
    /// A target is the receiver itself.
    #[error(
        "at {0} Hookglass itself receives: what it passes on there would come back to it without end; give the address of \
         your application"
    )]
    ForwardLoop(String),
    /// There is no such target.
    #[error("there is no target {0} that events are passed on to; it may have been removed meanwhile")]
    NoForward(i64),
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
    /// Nobody said where to.
    #[error("no target yet: say where to send event {0} with --to URL, for example --to http://localhost:3000/hooks")]
    NoTarget(i64),
    /// Only Authgear's events have the members that can be made fresh.
    #[error("event {0} is not one of Authgear's, so it has no id, seq and timestamp to make fresh; use --set instead")]
    NotFresh(i64),
    /// The body of an event cannot be taken apart.
    #[error("the body of event {id} is not JSON: {why}")]
    NotJson {
        /// The event.
        id: i64,
        /// Why not.
        why: SyntaxError,
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
            | Self::NoListing
            | Self::NoComparison
            | Self::NoResend(_)
            | Self::NoScenario(_)
            | Self::NoNode
            | Self::NoForward(_)
            | Self::NoUser(_)
            | Self::NoBulk
            | Self::NoScenarioRun
            | Self::NotHeld { .. } => ProblemCode::NotFound,
            Self::ScenarioTaken(_) => ProblemCode::Taken,
            Self::UnconfirmedHost(_) => ProblemCode::UnconfirmedHost,
            Self::RefusedAnswer(_) => ProblemCode::RefusedAnswer,
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

    fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Full => Some(Remedy::FreeDiskSpace),
            Self::NameTaken(_) => Some(Remedy::ChooseOtherName),
            Self::Index(_) => Some(Remedy::WorkWithoutIndex),
            Self::LockFile { .. } => Some(Remedy::CheckFolderPermissions),
            Self::Damaged(_) => Some(Remedy::Repair),
            _ => None,
        }
    }
}

impl ContextError for OpenError {
    fn code(&self) -> ProblemCode {
        ProblemCode::Database
    }

    fn remedy(&self) -> Option<Remedy> {
        Some(match self {
            Self::Folder { .. } => Remedy::ChooseDataDir,
            Self::File { .. } => Remedy::CheckDatabasePermissions,
            Self::NotADatabase { .. } => Remedy::MoveFileAway,
            Self::Newer { .. } => Remedy::InstallNewerVersion,
            Self::ReadOnly { .. } => Remedy::MakeDatabaseWritable,
            Self::Busy { .. } => Remedy::EndOtherProgram,
            Self::Damaged { .. } => Remedy::Repair,
            Self::Sqlite { .. } => Remedy::ChooseDataDirInstead,
        })
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
