//! Forwarding targets and their status.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where events are forwarded to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForwardTarget {
    /// 0 for a new target. Targets of one run (`serve --forward-to`) are below 0 and cannot be changed.
    pub id: i64,
    /// Absolute `http:` or `https:` URL. It gets the event's query if it has none.
    pub url: String,
    /// The filter that events must match; empty for all.
    pub filter: String,
    /// Whether events are forwarded to it.
    pub on: bool,
    /// Who gets its answers.
    pub mode: ForwardMode,
    /// Whether an event that it does not accept is sent again until it does. Only in the background.
    pub retry: bool,
    /// Whether its certificate must be trusted.
    pub verify_tls: bool,
    /// How long to wait for its answer, if that goes to the sender, in milliseconds; null for the sender's own time limit.
    pub deadline_ms: Option<u64>,
}

/// Who gets a target's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ForwardMode {
    /// The event's sender.
    Answer,
    /// No one: it is called after the sender has its answer.
    Background,
}

/// A target and its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ForwardRow {
    /// The target.
    pub target: ForwardTarget,
    /// Its status, in a sentence.
    pub state: String,
    /// Whether something is wrong with it.
    pub trouble: bool,
    /// Events that it accepted, in total.
    pub delivered: u64,
    /// Events that it did not accept, in total.
    pub failed: u64,
    /// Events that are still to be sent. Beyond the next 2,000, events that do not match its filter count too.
    pub behind: u64,
    /// Milliseconds until a waiting event is sent again; null when none waits.
    pub retry_in_ms: Option<u64>,
}
