//! Forwarding targets and their status.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A forwarding target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ForwardTarget {
    /// The id; 0 for a new target. Targets for a single run (`serve --forward-to`) have negative
    /// ids and cannot be edited.
    pub id: i64,
    /// An absolute `http:` or `https:` URL. Without a path or a query, it gets that of the event.
    pub url: String,
    /// The filter that events must match; empty for all events.
    pub filter: String,
    /// Whether events are forwarded to the target.
    pub on: bool,
    /// What happens to its answers.
    pub mode: ForwardMode,
    /// Whether to retry an event until the target accepts it. Only in background mode.
    pub retry: bool,
    /// Whether to verify the target's TLS certificate.
    pub verify_tls: bool,
    /// In answer mode, the timeout for its answer in milliseconds; null for the sender's timeout.
    pub deadline_ms: Option<u64>,
}

/// A URL that events are forwarded to, as it is confirmed on this computer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetUrl {
    /// The URL.
    pub url: String,
    /// Whether the certificate is verified.
    pub verify_tls: bool,
}

/// What happens to a target's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ForwardMode {
    /// They are returned to the event's sender.
    Answer,
    /// They are discarded: the target is called after the sender has been answered.
    Background,
}

/// A target and its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ForwardRow {
    /// The target.
    pub target: ForwardTarget,
    /// The status, in a sentence.
    pub state: String,
    /// Whether the status is a problem.
    pub trouble: bool,
    /// Whether the target is not confirmed on this computer. Nothing is forwarded to it.
    pub paused: bool,
    /// Events that the target accepted, in total.
    pub delivered: u64,
    /// Events that the target did not accept, in total.
    pub failed: u64,
    /// Events that retention limits removed before the target got them, in total.
    pub lost: u64,
    /// Events still to be sent. Beyond the next 2,000, events that do not match the filter are
    /// counted too.
    pub behind: u64,
    /// Milliseconds until the next retry; null if no event waits for one.
    pub retry_in_ms: Option<u64>,
}
