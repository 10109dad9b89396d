//! Bulk resends: the request, the plan, the progress and the results.

use hookglass_automation::bulk::{Conclusion, FaultInjection, FaultKind, Order, Pace, PlanCounts};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{GenerateOnSend, SigningChoice};

/// A selection of events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum BulkSelection {
    /// The events with these ids.
    Ids {
        /// Ids in this database, in the order of the list.
        ids: Vec<i64>,
    },
    /// The events that match a filter now.
    Filter {
        /// The filter.
        filter: String,
    },
}

/// A bulk resend to start or to plan.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[ts(export)]
pub struct BulkRequest {
    /// The events to send.
    pub selection: BulkSelection,
    /// The target: an absolute `http:` or `https:` URL.
    pub to: String,
    /// The order of sending.
    pub order: Order,
    /// The pace of sending.
    pub pace: Pace,
    /// How many times the whole selection is sent.
    pub rounds: u32,
    /// Parallel requests; at most `MAX_CONCURRENCY`.
    pub at_once: u32,
    /// Members of Authgear events that are generated on send.
    pub fresh: GenerateOnSend,
    /// How the requests are signed.
    pub signing: SigningChoice,
    /// Fault injection: the share of events that get each fault.
    pub adversary: FaultInjection,
    /// Timeout for each answer, in milliseconds; null for 30 seconds.
    pub timeout_ms: Option<u64>,
    /// Whether to verify the target's TLS certificate.
    pub verify_tls: bool,
    /// Whether the user has confirmed that requests may leave this computer. Required once for each
    /// host.
    pub confirmed: bool,
}

/// What a bulk resend would send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkPlan {
    /// Selected events.
    pub events: u64,
    /// Selected events of Authgear, whose members can be generated on send.
    pub authgear: u64,
    /// The number of requests, in total and by fault.
    pub planned: PlanCounts,
}

/// A bulk resend and its progress.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkView {
    /// The number of this bulk resend; each has its own.
    pub bulk: u64,
    /// The target URL.
    pub to: String,
    /// Selected events.
    pub events: u64,
    /// The progress.
    pub progress: BulkProgress,
    /// Results so far, including discarded ones.
    pub results: u64,
    /// The oldest results, which have been discarded to save memory.
    pub forgotten: u64,
}

/// A column of the result table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkColumn {
    /// The position in the order of sending.
    #[default]
    Number,
    /// The event's id.
    Event,
    /// The HTTP status of the answer.
    Status,
    /// The sender's verdict on the answer.
    Verdict,
    /// The duration.
    Time,
}

/// The order of the result table, and its filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[ts(export)]
pub struct BulkSort {
    /// The column to sort by.
    pub by: BulkColumn,
    /// Whether the largest value comes first.
    pub descending: bool,
    /// Whether only failed requests are listed.
    pub failed: bool,
}

/// A window of the result table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkWindow {
    /// Rows in the table, after the filter.
    pub total: u64,
    /// The requested rows; at most `MAX_BULK_ROWS`.
    pub rows: Vec<BulkRow>,
}

/// A row of the result table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkRow {
    /// The result.
    pub result: BulkResult,
    /// The type of the event; null if it has none or is deleted.
    pub event_type: Option<String>,
    /// The start of the answer's body; null without a complete answer.
    pub answer: Option<String>,
}

/// A text format for all results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkForm {
    /// CSV with a header line.
    Csv,
    /// JSON Lines: one object per line.
    Json,
}

/// The progress of a bulk resend.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkProgress {
    /// The state.
    pub state: BulkState,
    /// Requests to send in total.
    pub of: u64,
    /// Requests that were answered, with any status.
    pub answered: u64,
    /// Requests without a complete answer.
    pub failed: u64,
    /// Requests that could not be sent.
    pub not_sent: u64,
    /// Requests that were in flight when the run was canceled.
    pub given_up: u64,
    /// Requests that fault injection dropped.
    pub dropped: u64,
    /// Milliseconds from cancellation to the end of the run; null if it was not canceled or has not
    /// ended yet.
    pub cancelled_in_ms: Option<u64>,
    /// Running time in milliseconds, without pauses.
    pub elapsed_ms: u64,
    /// Finished requests per second of running time.
    pub per_second: f64,
    /// Estimated remaining time in milliseconds; null if it cannot be estimated yet.
    pub left_ms: Option<u64>,
}

impl BulkProgress {
    /// Finished requests: answered, failed or not sent.
    pub fn done(&self) -> u64 {
        self.answered + self.failed + self.not_sent
    }
}

/// The state of a bulk resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkState {
    /// Sending.
    Running,
    /// Paused by the user.
    Paused,
    /// Canceled, with no requests in flight.
    Cancelled,
    /// Finished.
    Done,
}

/// The result of one request of a bulk resend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkResult {
    /// The position in the order of sending, from 0. Dropped requests are numbered too.
    pub number: u64,
    /// The event.
    pub event_id: i64,
    /// The round, from 0.
    pub round: u32,
    /// The injected faults.
    pub tampering: Vec<FaultKind>,
    /// The HTTP status of the answer; null without a complete answer.
    pub status: Option<u16>,
    /// The sender's verdict on the answer, as in `VerdictView.outcome`; null if the request was not
    /// sent.
    pub verdict: Option<String>,
    /// Microseconds from the first connection attempt to the end of the answer.
    pub duration_us: u64,
    /// Why there is no answer, or why the request was not sent, in a sentence.
    pub why: Option<String>,
}

/// The newest results, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkResults {
    /// The number of results before the first of these.
    pub before: u64,
    /// The requested results.
    pub results: Vec<BulkResult>,
}

/// The report of a bulk resend: what the results show about the handler.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkReport {
    /// The final progress.
    pub progress: BulkProgress,
    /// Conclusions about the handler, each in a sentence.
    pub conclusions: Vec<Conclusion>,
}
