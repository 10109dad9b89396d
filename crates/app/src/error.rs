//! Everything that can go wrong, once, and how it is told to the window.

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
use hookglass_senders::{
    chain::ChainError,
    signature::{Scheme, SecretError},
};
use hookglass_store::{OpenError, StoreError};
use std::{error::Error, path::PathBuf};

use crate::{
    secrets::SECRET_VARIABLE,
    view::{Problem, ProblemCode},
};

/// An error of a context. Its text says what went wrong and where; a face adds what to do, by [`Remedy`].
pub trait ContextError: Error + Send + Sync + 'static {
    /// The kind, for a face that offers something else for it.
    fn code(&self) -> ProblemCode;

    /// What a person can do about it, if a face can say more than the text does.
    fn remedy(&self) -> Option<Remedy> {
        None
    }
}

/// What a person can do about an error. Each face has its own words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// Look at the events that exist.
    ListEvents,
}

/// What went wrong, in a sentence that says where and what to do.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The error of a context.
    #[error("{0}")]
    Context(Box<dyn ContextError>),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    /// A filter is not well formed.
    #[error(transparent)]
    Filter(#[from] FilterError),
    /// A JSON Pointer is not well formed.
    #[error(transparent)]
    Pointer(#[from] PointerError),
    /// An edit cannot be made.
    #[error(transparent)]
    Draft(#[from] EditError),
    /// A request cannot be sent as it is.
    #[error(transparent)]
    Request(#[from] InvalidRequest),
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
    /// A command line cannot be read.
    #[error(transparent)]
    Curl(#[from] ImportError),
    /// A request cannot be carried to another tool.
    #[error(transparent)]
    Copy(#[from] CopyError),
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
    /// An event has no chain of handlers.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// There is no way to send events like that.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A scenario cannot be carried out.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// A scenario's file cannot be read.
    #[error(transparent)]
    ScenarioFile(#[from] ScenarioFileError),
    /// The request of a step cannot be made.
    #[error(transparent)]
    Make(#[from] BuildError),
    /// A rule cannot be used.
    #[error(transparent)]
    Rule(RuleError),
    /// A file of rules cannot be read.
    #[error(transparent)]
    RuleFile(RuleFileError),
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
    /// A patch cannot say what changed.
    #[error(transparent)]
    NoPatch(#[from] PatchError),
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
    /// An address cannot be listened on.
    #[error(transparent)]
    Bind(#[from] BindError),
    /// A setting cannot have that value.
    #[error("{0}")]
    Setting(String),
    /// A text is no secret of its scheme.
    #[error("this cannot be a secret for {}: {why}", .scheme.name())]
    NotASecret {
        /// The scheme.
        scheme: Scheme,
        /// Why not.
        why: SecretError,
    },
    /// The environment's secret cannot be used.
    #[error("the secret in {SECRET_VARIABLE} cannot be used: {0}")]
    SecretVariable(SecretError),
    /// The environment's secret is not text.
    #[error("the secret in {SECRET_VARIABLE} is not UTF-8 text; set it again as the portal shows it")]
    SecretVariableNotText,
    /// There is no such secret.
    #[error("there is no secret {0} in this database any more; list the secrets again")]
    NoSecret(i64),
    /// A secret is there, but its text is not.
    #[error("the secret '{name}' cannot be read: {why}")]
    SecretUnavailable {
        /// What a person calls it.
        name: String,
        /// Why not.
        why: String,
    },
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
    /// A file would be lost.
    #[error("there is a file {0} already; choose another name, or replace it")]
    FileThere(String),
    /// The system has no home for this user's files.
    #[error("cannot tell where this user's data belongs; name a folder with --data-dir")]
    NoHome,
    /// The file that remembers the data folder cannot be used.
    #[error("cannot use {}: {source}", .file.display())]
    ConfigFile {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl<E: ContextError> From<E> for AppError {
    fn from(error: E) -> Self {
        Self::Context(Box::new(error))
    }
}

impl AppError {
    /// The same for the window.
    pub fn problem(&self) -> Problem {
        let code = match self {
            Self::Context(error) => error.code(),
            // A person chose the name.
            Self::Store(StoreError::NameTaken(_)) => ProblemCode::InvalidInput,
            Self::Open(_) | Self::Store(_) => ProblemCode::Database,
            Self::NoEvent(_)
            | Self::NoListing
            | Self::NoComparison
            | Self::NoResend(_)
            | Self::NoScenario(_)
            | Self::NoNode
            | Self::NoSecret(_)
            | Self::NoForward(_)
            | Self::NoUser(_)
            | Self::NoBulk
            | Self::NoScenarioRun
            | Self::NotHeld { .. } => ProblemCode::NotFound,
            Self::FileThere(_) | Self::ScenarioTaken(_) => ProblemCode::Taken,
            Self::Bind(_) => ProblemCode::AddressInUse,
            Self::UnconfirmedHost(_) => ProblemCode::UnconfirmedHost,
            Self::RefusedAnswer(_) => ProblemCode::RefusedAnswer,
            Self::Joined(problem) => return problem.clone(),
            Self::Filter(_)
            | Self::Pointer(_)
            | Self::Draft(_)
            | Self::Request(_)
            | Self::NoTarget(_)
            | Self::NotFresh(_)
            | Self::GivenUp(_)
            | Self::NoSuchSecret(_)
            | Self::NoWrongSignature(_)
            | Self::BodyFile { .. }
            | Self::Curl(_)
            | Self::Copy(_)
            | Self::NotJson { .. }
            | Self::NothingToCompare { .. }
            | Self::SeveralUsers { .. }
            | Self::OfAnotherUser { .. }
            | Self::NoPatch(_)
            | Self::NotAsJson(_)
            | Self::NotListening
            | Self::NotASecret { .. }
            | Self::SecretVariable(_)
            | Self::SecretVariableNotText
            | Self::SecretUnavailable { .. }
            | Self::NoSuchType(_)
            | Self::NothingToRecord
            | Self::TooMuchToRecord { .. }
            | Self::Plan(_)
            | Self::Chain(_)
            | Self::Scenario(_)
            | Self::ScenarioFile(_)
            | Self::Make(_)
            | Self::NothingListens(_)
            | Self::TourUnderWay(_)
            | Self::BulkUnderWay(_)
            | Self::ScenarioUnderWay(_)
            | Self::PruningElsewhere
            | Self::Rule(_)
            | Self::RuleFile(_)
            | Self::Answer(_)
            | Self::ForwardLoop(_)
            | Self::Setting(_) => ProblemCode::InvalidInput,
            Self::NoHome | Self::ConfigFile { .. } => ProblemCode::Internal,
        };
        let mut detail = self.to_string();
        if let Some(first) = detail.get(..1).map(str::to_uppercase) {
            detail.replace_range(..1, &first);
        }
        if !detail.ends_with('.') {
            detail.push('.');
        }
        Problem { code, detail }
    }
}
