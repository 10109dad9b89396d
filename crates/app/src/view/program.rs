//! The status, the settings, change signals, and errors.

use hookglass_request::refusal::RefusalReason;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HoldSettings, Ignored, Pruned, Retention, TargetUrl};

/// The state of the receiver and the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Status {
    /// The version of Hookglass.
    pub version: String,
    /// The receiver's URL, such as `http://127.0.0.1:4665`; null while it does not listen.
    pub url: Option<String>,
    /// Why the receiver does not listen.
    pub problem: Option<ListenProblem>,
    /// The user paused the receiver.
    pub paused: bool,
    /// Stored events.
    pub events: u64,
    /// Size of the database in bytes.
    pub bytes: u64,
    /// The progress of the index; null once it is complete. An incomplete index makes searches
    /// slower but hides nothing.
    pub index: Option<IndexStatus>,
    /// Hosts that are not allowed and got requests in the last hour, the most recent first. Their
    /// requests are stored and cause no action.
    pub unknown_hosts: Vec<UnknownHost>,
    /// Targets, and URLs that rules forward to, that are not confirmed on this computer. Nothing is
    /// forwarded to them.
    pub paused_targets: Vec<TargetUrl>,
    /// Why nothing counts as confirmed on this computer, in a sentence.
    pub confirmations_problem: Option<String>,
    /// Requests that were refused since Hookglass started.
    pub refused: u64,
    /// The last pruning since Hookglass started.
    pub pruned: Option<Pruned>,
    /// Why a retention limit is not met, or the log of the database is large, in sentences.
    pub storage_warnings: Vec<String>,
    /// What to do about a full disk, in a sentence; null while the disk is not full.
    pub free_space_problem: Option<String>,
}

/// The progress of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct IndexStatus {
    /// Indexed events.
    pub done: u64,
    /// Stored events.
    pub total: u64,
}

/// A host that is neither this computer nor allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnknownHost {
    /// The host.
    pub host: String,
    /// Recent requests to it.
    pub requests: u64,
}

/// A request that the receiver refused. It did not become an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RefusedRequest {
    /// When its first byte arrived: RFC 3339, UTC, microseconds.
    pub received_at: String,
    /// The address and port of its sender.
    pub peer: String,
    /// Why it was refused.
    pub reason: RefusalReason,
    /// The reason in words.
    pub sentence: String,
    /// What to do about it, if that is clear.
    pub hint: Option<String>,
    /// Its first bytes. Other bytes than printable ASCII are escaped, such as `\r`, `\xff`, and the
    /// backslash itself.
    pub first_bytes: String,
}

/// Why the receiver does not listen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ListenProblem {
    /// The address and port that failed.
    pub address: String,
    /// What failed, why, and what to do, in a sentence.
    pub sentence: String,
    /// A nearby address and port that was free at that time.
    pub suggestion: Option<String>,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// The receiver's address and port, such as `127.0.0.1:4665`.
    pub listen: String,
    /// Body size limit in bytes. Larger bodies are stored incompletely.
    pub body_limit: u64,
    /// The color theme.
    pub theme: Theme,
    /// What closing the window does while the receiver listens.
    pub on_close: OnClose,
    /// Changes that comparisons do not list.
    pub ignored: Ignored,
    /// The retention limits.
    pub retention: Retention,
    /// Hosts outside this computer that are confirmed on this computer, each with its scheme:
    /// `https://example.com`.
    pub known_hosts: Vec<String>,
    /// Hosts other than this computer whose requests may be forwarded and held.
    pub allowed_hosts: Vec<String>,
    /// Why the limits on the number of events and the size of the database are not met, in a
    /// sentence.
    pub retention_note: Option<String>,
    /// How long senders of held events wait.
    pub hold: HoldSettings,
    /// The data folder in use.
    pub data_dir: String,
    /// How the data folder was chosen.
    pub data_dir_source: DataDirSource,
    /// The data folder to use from the next start; null if unchanged. `--data-dir` and
    /// `HOOKGLASS_DATA_DIR` take precedence.
    pub next_data_dir: Option<String>,
    /// Why new secrets are stored in the database, in a sentence; null if the system's keychain
    /// stores them.
    pub no_keychain: Option<String>,
}

/// How the data folder was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataDirSource {
    /// The platform's data folder, by default.
    Default,
    /// In the settings.
    Settings,
    /// By `HOOKGLASS_DATA_DIR`.
    Environment,
    /// By `--data-dir`.
    Option,
}

/// The color theme of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Theme {
    /// The operating system's theme.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What closing the window does while the receiver listens. Without a tray it always quits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OnClose {
    /// Asks, and remembers the answer.
    #[default]
    Ask,
    /// Hides the window and keeps receiving. The tray shows the window again.
    KeepReceiving,
    /// Quits.
    Quit,
}

/// The settings to change. Absent settings stay unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default)]
#[ts(export, optional_fields)]
pub struct SettingsChange {
    /// The receiver's address and port. The receiver moves there immediately.
    pub listen: Option<String>,
    /// Body size limit in bytes, from `MIN_BODY_LIMIT` to `MAX_BODY_LIMIT`.
    pub body_limit: Option<u64>,
    /// The color theme.
    pub theme: Option<Theme>,
    /// What closing the window does.
    pub on_close: Option<OnClose>,
    /// Changes that comparisons do not list.
    pub ignored: Option<Ignored>,
    /// The retention limits.
    pub retention: Option<Retention>,
    /// How long senders of held events wait.
    pub hold: Option<HoldSettings>,
    /// The data folder to use from the next start, as an absolute path. Empty for the platform's
    /// data folder.
    pub data_dir: Option<String>,
}

/// A change in the database. The window gets at most ten signals per second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Signal {
    /// Stored events.
    pub events: u64,
    /// Events that arrived in the last second.
    pub per_second: u64,
    /// The id of the newest resend; 0 if there is none.
    pub newest_resend: i64,
    /// Held events.
    pub held: u64,
}

/// An error, for display in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Problem {
    /// The error code.
    pub code: ProblemCode,
    /// What went wrong, where, and what to do, as a sentence.
    pub detail: String,
}

/// The error codes that the window distinguishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ProblemCode {
    /// The database cannot be used.
    Database,
    /// An event, a resend or another item does not exist.
    NotFound,
    /// A filter, URL, header, pointer, setting or another input is invalid.
    InvalidInput,
    /// A scenario or file with that name already exists.
    Taken,
    /// The receiver cannot listen on the address.
    AddressInUse,
    /// The request would leave this computer, and its host is not confirmed.
    UnconfirmedHost,
    /// The sender would reject the answer.
    RefusedAnswer,
    /// A bug in Hookglass, or a problem with the system's folders.
    Internal,
}
