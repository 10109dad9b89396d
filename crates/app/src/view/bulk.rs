//! How far a bulk send has come, and what came of its requests.

use hookscope_domain::bulk::{Conclusion, Kind};
use serde::Serialize;
use ts_rs::TS;

/// How far a bulk send has come.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkProgress {
    /// What it does.
    pub state: BulkState,
    /// Requests that are to be sent.
    pub of: u64,
    /// Requests that were answered, with any status.
    pub answered: u64,
    /// Requests that got no whole answer.
    pub failed: u64,
    /// Requests that could not be sent.
    pub not_sent: u64,
    /// Requests that were under way when it was cancelled.
    pub given_up: u64,
    /// Events that were left out on purpose.
    pub dropped: u64,
    /// How long it has been at it, pauses left out, in milliseconds.
    pub elapsed_ms: u64,
    /// Requests a second that came to an end, over all of that time.
    pub per_second: f64,
    /// How long the rest takes at that pace, in milliseconds; null while that cannot be told.
    pub left_ms: Option<u64>,
}

impl BulkProgress {
    /// Requests of which something came, or which cannot be sent.
    pub fn done(&self) -> u64 {
        self.answered + self.failed + self.not_sent
    }
}

/// What a bulk send does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkState {
    /// It sends.
    Running,
    /// It waits to be told to go on.
    Paused,
    /// It was cancelled, and nothing is under way any more.
    Cancelled,
    /// All was done.
    Done,
}

/// What came of one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkResult {
    /// Its number in the order of sending, from 0; one that was left out has one, too.
    pub number: u64,
    /// The event.
    pub event_id: i64,
    /// Which round, from 0.
    pub round: u32,
    /// What was done to it.
    pub tampering: Vec<Kind>,
    /// The status of the answer, when there was a whole one.
    pub status: Option<u16>,
    /// What the event's sender makes of it, as in `VerdictView.outcome`, when it was sent.
    pub verdict: Option<String>,
    /// From the first attempt to connect to the end of the answer, microseconds.
    pub duration_us: u64,
    /// Why there is no answer, or why it was not sent.
    pub why: Option<String>,
}

/// The newest results, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkResults {
    /// How many results there were before the first of these.
    pub before: u64,
    /// Those that were asked for.
    pub results: Vec<BulkResult>,
}

/// What all of it says of the handler.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkReport {
    /// How far it came.
    pub progress: BulkProgress,
    /// In sentences.
    pub conclusions: Vec<Conclusion>,
}
