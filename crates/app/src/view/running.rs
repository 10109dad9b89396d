//! The receiver, the settings, signals and problems.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HoldSettings, Ignored, Pruned, Retention};

/// How the receiver is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Status {
    /// Hookglass's version.
    pub version: String,
    /// `http://127.0.0.1:4665` while it listens.
    pub url: Option<String>,
    /// Why it does not listen.
    pub problem: Option<ListenProblem>,
    /// Events stored.
    pub events: u64,
    /// Bytes of the database.
    pub bytes: u64,
    /// How far the index has come; `null` when it knows what is stored. Until then searching takes longer, and misses nothing.
    pub index: Option<IndexStatus>,
    /// What went last to make room, in this run.
    pub pruned: Option<Pruned>,
    /// While the disk is full: a sentence that says so, and what to do.
    pub free_space_problem: Option<String>,
}

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct IndexStatus {
    /// Events that it knows.
    pub done: u64,
    /// Events stored.
    pub total: u64,
}

/// Why the receiver does not listen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListenProblem {
    /// The address that was tried.
    pub address: String,
    /// A sentence: what, why, what to do.
    pub sentence: String,
    /// Another address, free a moment ago.
    pub suggestion: Option<String>,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// Address and port of the receiver: `127.0.0.1:4665`.
    pub listen: String,
    /// Largest body that is kept whole, bytes.
    pub body_limit: u64,
    /// The colours.
    pub theme: Theme,
    /// Changes that a comparison does not list.
    pub ignored: Ignored,
    /// How much is kept.
    pub retention: Retention,
    /// Hosts outside this computer that a person has confirmed once.
    pub known_hosts: Vec<String>,
    /// Why that much cannot be held, in a sentence: too much has a star or a note.
    pub retention_note: Option<String>,
    /// How long senders wait for a person.
    pub hold: HoldSettings,
    /// The folder of the database in use.
    pub data_dir: String,
    /// Who chose the folder.
    pub data_dir_source: DataDirSource,
    /// The folder chosen for the next start, when it is another; `--data-dir` and `HOOKGLASS_DATA_DIR` go before it.
    pub next_data_dir: Option<String>,
    /// Why new secrets are kept in the database; null when they go to the system's keychain.
    pub no_keychain: Option<String>,
}

/// Who chose the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataDirSource {
    /// Nobody: the platform's data folder.
    Default,
    /// The settings.
    Settings,
    /// `HOOKGLASS_DATA_DIR`.
    Environment,
    /// `--data-dir`.
    Option,
}

/// The colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What to change in the settings; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct SettingsChange {
    /// Address and port of the receiver; it moves there at once.
    pub listen: Option<String>,
    /// Largest body that is kept whole, bytes: 1 KiB to 1 GiB.
    pub body_limit: Option<u64>,
    /// The colours.
    pub theme: Option<Theme>,
    /// Changes that a comparison does not list.
    pub ignored: Option<Ignored>,
    /// How much is kept.
    pub retention: Option<Retention>,
    /// How long senders wait for a person.
    pub hold: Option<HoldSettings>,
    /// The folder to use from the next start on.
    pub data_dir: Option<String>,
}

/// Something has changed: at most ten of these a second reach the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Signal {
    /// Events stored now.
    pub events: u64,
    /// Events that arrived in the last second.
    pub per_second: u64,
    /// The newest resend; 0 when there is none.
    pub newest_resend: i64,
    /// Senders that wait for a person.
    pub held: u64,
}

/// An error, for the window: `ui/src/ipc/errors.ts` has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// What kind of error.
    pub code: ProblemCode,
    /// What, where, and what to do, in a sentence.
    pub detail: String,
}

/// Kinds of errors a person can tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProblemCode {
    /// The database cannot be used.
    Database,
    /// The event or resend is not there.
    NotFound,
    /// A filter, URL, header, pointer or setting is not well formed.
    InvalidInput,
    /// Another scenario or file has the name.
    Taken,
    /// The receiver cannot have the address.
    AddressInUse,
    /// A request would leave this computer for a host that nobody has confirmed yet.
    UnconfirmedHost,
    /// The sender would refuse the answer.
    RefusedAnswer,
    /// A defect in Hookglass.
    Internal,
}
