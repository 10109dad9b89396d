//! One error type for the window and the command line: a message, a code and a remedy.
//!
//! Each context has its own error enum and implements [`ContextError`] for it. Context functions
//! return that enum; a face (the window or the command line) converts it to [`AppError`] with `?`.

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

/// An error of a context. Its message states what went wrong and where; a face appends what to do,
/// based on [`Remedy`].
///
/// `code` and `remedy` describe the variants that this context defines. For a variant that wraps an
/// error of a lower context (`#[error(transparent)]`), `inner` returns the wrapped error.
/// [`AppError`] uses the code and the remedy of the innermost error.
pub trait ContextError: Error + Send + Sync + 'static {
    /// The wrapped error of a lower context, if this variant wraps one.
    fn inner(&self) -> Option<&dyn ContextError> {
        None
    }

    /// The code that the window reacts to.
    fn code(&self) -> ProblemCode {
        ProblemCode::InvalidInput
    }

    /// What to do about the error, if a face can add advice to the message.
    fn remedy(&self) -> Option<Remedy> {
        None
    }
}

/// What to do about an error. Each face words it differently: the command line names commands and
/// flags, the window names pages.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// List the events.
    ListEvents,
    /// List the users.
    ListUsers,
    /// List the users whose ids or names contain a text.
    SearchUsers(String),
    /// Specify the data folder.
    NameDataDir,
    /// Confirm that requests may be sent to this host.
    ConfirmHost(String),
    /// Specify a target.
    NameTarget,
    /// Set the members explicitly.
    SetMembers,
    /// List the scenarios.
    ListScenarios,
    /// Replace the scenario with that name.
    ReplaceScenario,
    /// List the event types.
    ListTypes,
    /// Start the receiver, or choose another target.
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
    /// Try again, or stop the process that holds the lock.
    EndOtherProgram,
    /// Check how much of the database is damaged, and move it aside.
    Repair,
    /// Choose a data folder that SQLite can use.
    ChooseDataDirInstead,
    /// Free disk space.
    FreeDiskSpace,
    /// Choose another name, or remove the item that has this name.
    ChooseOtherName,
    /// Nothing to do: searches work without the index.
    WorkWithoutIndex,
    /// Check the permissions of the data folder.
    CheckFolderPermissions,
}

impl Remedy {
    /// The advice for the window, as the end of the error's sentence. Empty if the message is
    /// enough.
    pub fn window_hint(&self) -> String {
        match self {
            Self::ListEvents => "; choose one in the list of events".to_owned(),
            Self::ListUsers => "; choose one on the Users page".to_owned(),
            Self::SearchUsers(text) => format!("; search for '{text}' on the Users page and choose one"),
            // The messages contain the advice.
            Self::ConfirmHost(_) | Self::NameTarget | Self::ReplaceScenario => String::new(),
            Self::SetMembers => "; edit the members in the body instead".to_owned(),
            Self::ListScenarios => "; choose one on the Scenarios page".to_owned(),
            Self::ListTypes => "; choose one in the Catalog".to_owned(),
            Self::StartReceiver => "; start the receiver, or enter another target".to_owned(),
            // Without a database there is no Settings page, so the flag is the only way to another
            // folder.
            Self::NameDataDir => "; specify a folder with --data-dir".to_owned(),
            Self::ChooseDataDir => ". Choose another folder with --data-dir".to_owned(),
            Self::CheckDatabasePermissions => {
                ". Check its permissions, or choose another folder with --data-dir".to_owned()
            }
            Self::MoveFileAway => ". Move it away, or choose another folder with --data-dir".to_owned(),
            Self::InstallNewerVersion => ". Install that version, or choose another folder with --data-dir".to_owned(),
            Self::MakeDatabaseWritable => ". Make it writable, or choose another folder with --data-dir".to_owned(),
            Self::EndOtherProgram => ". Try again, or stop that process".to_owned(),
            Self::Repair => ". `hookglass repair` checks the damage and can move the database aside".to_owned(),
            Self::ChooseDataDirInstead => "; choose another folder with --data-dir".to_owned(),
            Self::FreeDiskSpace => "; free some space, and Hookglass resumes automatically".to_owned(),
            Self::ChooseOtherName => "; choose another name, or remove that secret first".to_owned(),
            Self::WorkWithoutIndex => ". Searches work without it, but are slower".to_owned(),
            Self::CheckFolderPermissions => ". Check the permissions of the data folder".to_owned(),
        }
    }
}

/// An error of any context, for a caller that uses several contexts.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct AppError(Box<dyn ContextError>);

impl<E: ContextError> From<E> for AppError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl AppError {
    /// The error that wraps no other context's error.
    fn innermost(&self) -> &dyn ContextError {
        let mut error = &*self.0;
        while let Some(inner) = error.inner() {
            error = inner;
        }
        error
    }

    /// The error as type `E`, if it is one or wraps one.
    pub fn downcast_ref<E: ContextError>(&self) -> Option<&E> {
        let mut error = &*self.0;
        loop {
            let error_ref: &(dyn Error + 'static) = error;
            if let Some(found) = error_ref.downcast_ref() {
                return Some(found);
            }
            error = error.inner()?;
        }
    }

    /// What to do about the error, if a face can add advice to the message.
    pub fn remedy(&self) -> Option<Remedy> {
        self.innermost().remedy()
    }

    /// The code of the innermost error.
    pub fn code(&self) -> ProblemCode {
        self.innermost().code()
    }

    /// The error as the window shows it: the message with the advice, as one sentence.
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
            // The user chose the name.
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
            Self::File { .. } | Self::Exposed { .. } => Remedy::CheckDatabasePermissions,
            Self::NotADatabase { .. } | Self::UnexpectedSchema { .. } => Remedy::MoveFileAway,
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
