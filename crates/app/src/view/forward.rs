//! Targets that events are passed on to, and how each is doing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where events are passed on to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForwardTarget {
    /// 0 for one that is to be added. Those of one run only (`serve --forward-to`) are below 0 and cannot be changed.
    pub id: i64,
    /// Absolute `http:` or `https:` URL. It gets the event's query if it has none.
    pub url: String,
    /// The filter that events have to pass; empty for all.
    pub filter: String,
    /// Whether events are passed on to it.
    pub on: bool,
    /// Who gets its answers.
    pub mode: ForwardMode,
    /// Whether an event that it does not take is sent again until it does. Only in the background.
    pub retry: bool,
    /// Whether its certificate has to be believed.
    pub verify_tls: bool,
    /// How long to wait for its answer, if that is for the sender, in milliseconds; as long as the sender waits, if null.
    pub deadline_ms: Option<u64>,
}

/// Who gets a target's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ForwardMode {
    /// The event's sender.
    Answer,
    /// Nobody: it is asked after the sender has an answer.
    Background,
}

/// A target, and how it is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ForwardRow {
    /// The target.
    pub target: ForwardTarget,
    /// How it is doing, in a sentence.
    pub state: String,
    /// Whether something is wrong with it.
    pub trouble: bool,
    /// Events that it took, in all.
    pub delivered: u64,
    /// Events that it did not take, in all.
    pub failed: u64,
    /// Events that it has not been sent yet. Of those behind the next 2,000, those that do not pass its filter count, too.
    pub behind: u64,
    /// Milliseconds until the event that it did not take is sent again; null when none waits for that.
    pub retry_in_ms: Option<u64>,
}
