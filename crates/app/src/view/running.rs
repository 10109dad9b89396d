//! The receiver, the settings, signals and problems.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HoldSettings, Ignored, Pruned, Retention};

/// The state of the receiver and the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Status {
    /// Hookglass's version.
    pub version: String,
    /// The receiver's URL while it listens, such as `http://127.0.0.1:4665`.
    pub url: Option<String>,
    /// Why it does not listen.
    pub problem: Option<ListenProblem>,
    /// Events stored.
    pub events: u64,
    /// Bytes of the database.
    pub bytes: u64,
    /// The progress of the index; `null` when it is complete. Until then searches take longer but miss nothing.
    pub index: Option<IndexStatus>,
    /// The last pruning of this run.
    pub pruned: Option<Pruned>,
    /// While the disk is full: a sentence that says what to do.
    pub free_space_problem: Option<String>,
}

/// The progress of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct IndexStatus {
    /// Indexed events.
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
    /// What failed, why, and what to do, in a sentence.
    pub sentence: String,
    /// Another address that was free when it was tried.
    pub suggestion: Option<String>,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// Address and port of the receiver: `127.0.0.1:4665`.
    pub listen: String,
    /// The largest body that is stored completely, in bytes.
    pub body_limit: u64,
    /// The color theme.
    pub theme: Theme,
    /// Changes that comparisons do not list.
    pub ignored: Ignored,
    /// Retention limits.
    pub retention: Retention,
    /// Hosts outside this computer that a person has confirmed.
    pub known_hosts: Vec<String>,
    /// Why the retention limits cannot be met, in a sentence: too many events have a star or a note.
    pub retention_note: Option<String>,
    /// How long senders are held.
    pub hold: HoldSettings,
    /// The folder of the database in use.
    pub data_dir: String,
    /// Where the choice of the folder comes from.
    pub data_dir_source: DataDirSource,
    /// The folder chosen for the next start, if it differs. `--data-dir` and `HOOKGLASS_DATA_DIR` take precedence.
    pub next_data_dir: Option<String>,
    /// Why new secrets are stored in the database; null when the system's keychain stores them.
    pub no_keychain: Option<String>,
}

/// Where the choice of the data folder comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataDirSource {
    /// The platform's data folder.
    Default,
    /// The settings.
    Settings,
    /// `HOOKGLASS_DATA_DIR`.
    Environment,
    /// `--data-dir`.
    Option,
}

/// The color theme of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    /// The system's setting.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The settings to change. Absent ones stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct SettingsChange {
    /// Address and port of the receiver, which moves there at once.
    pub listen: Option<String>,
    /// The largest body that is stored completely, in bytes: 1 KiB to 1 GiB.
    pub body_limit: Option<u64>,
    /// The color theme.
    pub theme: Option<Theme>,
    /// Changes that comparisons do not list.
    pub ignored: Option<Ignored>,
    /// Retention limits.
    pub retention: Option<Retention>,
    /// How long senders are held.
    pub hold: Option<HoldSettings>,
    /// The folder to use from the next start on.
    pub data_dir: Option<String>,
}

/// A change in the database. The window gets at most ten per second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Signal {
    /// Events stored now.
    pub events: u64,
    /// Events that arrived in the last second.
    pub per_second: u64,
    /// The newest resend; 0 when there is none.
    pub newest_resend: i64,
    /// Held events.
    pub held: u64,
}

/// An error in the window's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// The kind of error.
    pub code: ProblemCode,
    /// What went wrong, where, and what to do, in a sentence.
    pub detail: String,
}

/// The kinds of errors that the window reacts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProblemCode {
    /// The database cannot be used.
    Database,
    /// The event or resend does not exist.
    NotFound,
    /// A filter, URL, header, pointer or setting is not well formed.
    InvalidInput,
    /// Another scenario or file has the name.
    Taken,
    /// The receiver cannot listen on the address.
    AddressInUse,
    /// A request would leave this computer for a host that is not confirmed.
    UnconfirmedHost,
    /// The sender would reject the answer.
    RefusedAnswer,
    /// A defect in Hookglass.
    Internal,
}
