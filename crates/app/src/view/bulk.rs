//! How far a bulk send has come, and what came of its requests.

use hookglass_automation::bulk::{Conclusion, FaultInjection, FaultKind, Order, Pace, PlanCounts};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FreshDraft, SigningChoice};

/// Which events are to be sent again.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(untagged)]
#[ts(export)]
pub enum BulkSelection {
    /// These, in the order of a list.
    Ids {
        /// Their ids in this database.
        ids: Vec<i64>,
    },
    /// Those that pass a filter now.
    Filter {
        /// The filter.
        filter: String,
    },
}

/// Many events that a person wants sent again.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
#[ts(export)]
pub struct BulkRequest {
    /// Which.
    pub selection: BulkSelection,
    /// Absolute `http:` or `https:` URL.
    pub to: String,
    /// Which goes out first.
    pub order: Order,
    /// How fast.
    pub pace: Pace,
    /// How many times over.
    pub rounds: u32,
    /// Requests under way at once.
    pub at_once: u32,
    /// What of Authgear's events is made new.
    pub fresh: FreshDraft,
    /// What becomes of signatures.
    pub signing: SigningChoice,
    /// What happens to them on the way.
    pub adversary: FaultInjection,
    /// How long to wait for each answer, in milliseconds; null for 30 seconds.
    pub timeout_ms: Option<u64>,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether the person has said that it may leave this computer. Asked once for each host.
    pub confirmed: bool,
}

/// What would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkPlan {
    /// Events that were chosen.
    pub events: u64,
    /// Of them, those whose members can be made new.
    pub authgear: u64,
    /// Requests, and what is done to them.
    pub planned: PlanCounts,
}

/// A bulk send, and how far it has come.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(export)]
pub struct BulkView {
    /// Its number; the next one has another.
    pub bulk: u64,
    /// Where it goes.
    pub to: String,
    /// Events that were chosen.
    pub events: u64,
    /// How far it has come.
    pub progress: BulkProgress,
    /// Results there are.
    pub results: u64,
    /// Of them, the oldest, which are not kept any more.
    pub forgotten: u64,
}

/// A column of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkColumn {
    /// The order of sending.
    #[default]
    Number,
    /// The event.
    Event,
    /// The status of the answer.
    Status,
    /// What the sender makes of it.
    Verdict,
    /// How long it took.
    Time,
}

/// Which results, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, TS)]
#[ts(export)]
pub struct BulkSort {
    /// By this column.
    pub by: BulkColumn,
    /// The largest first.
    pub descending: bool,
    /// Only those that did not go well.
    pub failed: bool,
}

/// A part of the results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct BulkWindow {
    /// How many there are of that kind.
    pub total: u64,
    /// Those that were asked for.
    pub rows: Vec<BulkResult>,
}

/// A form for all results together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BulkForm {
    /// Comma-separated values, with a line of names.
    Csv,
    /// A JSON object a line.
    Json,
}

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
    /// How long it took to end after somebody cancelled it, in milliseconds; null when nobody did, or until then.
    pub cancelled_in_ms: Option<u64>,
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
    pub tampering: Vec<FaultKind>,
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
