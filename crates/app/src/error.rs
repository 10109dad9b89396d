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
            Self::ListUsers => "; `hookglass users` lists the ones there are".to_owned(),
            Self::SearchUsers(text) => format!("; `hookglass users '{text}'` lists them with their ids"),
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
            Self::ChooseDataDir => ". Choose another with --data-dir".to_owned(),
            Self::CheckDatabasePermissions => {
                ". Check its permissions, or choose another folder with --data-dir".to_owned()
            }
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

/// An error of any context, for faces that call several.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct AppError(Box<dyn ContextError>);

impl<E: ContextError> From<E> for AppError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl AppError {
    /// The error that is not passed on from further below.
    fn innermost(&self) -> &dyn ContextError {
        let mut error = &*self.0;
        while let Some(inner) = error.inner() {
            error = inner;
        }
        error
    }

    /// The error as one of a context that it comes from or passes through.
    pub fn downcast_ref<E: ContextError>(&self) -> Option<&E> {
        let mut error = &*self.0;
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
        self.innermost().remedy()
    }

    /// The kind of the error.
    pub fn code(&self) -> ProblemCode {
        self.innermost().code()
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
