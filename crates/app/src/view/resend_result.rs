//! What came of resends: how long each step took, what the event's sender makes of the answer, and the list of all of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::resend::Origin;

/// How long the steps of a resend took, in microseconds. Null: the step did not come to its end, or there was none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Timing {
    /// Finding the addresses of the host's name; none for a host that is an address.
    pub resolve_us: Option<u64>,
    /// Connecting, all addresses that were tried included.
    pub connect_us: Option<u64>,
    /// The TLS handshake.
    pub tls_us: Option<u64>,
    /// From the connection to the first byte of the response.
    pub first_byte_us: Option<u64>,
    /// From the beginning to the end of the response, or to the failure.
    pub total_us: u64,
}

/// What the event's sender makes of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerdictView {
    /// `allowed`, `denied`, `delivered`, `refused`, `timed_out`, `not_delivered`, `unknown`.
    pub outcome: String,
    /// The same in a sentence.
    pub sentence: String,
    /// The title of a denial, as the person gets to see it.
    pub title: Option<String>,
    /// The reason of a denial.
    pub reason: Option<String>,
    /// What there is to say about parts of the answer, errors first.
    pub remarks: Vec<RemarkView>,
}

/// One thing about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemarkView {
    /// `error`, `warning`, `information`.
    pub severity: String,
    /// Where in the answer's body, as a JSON Pointer; empty for the answer as a whole.
    pub pointer: String,
    /// What it is, in a sentence.
    pub sentence: String,
}

/// A part of the list of all resends, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SentWindow {
    /// How many there are in all.
    pub total: u64,
    /// Those that were asked for.
    pub rows: Vec<SentRow>,
}

/// A resend, as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SentRow {
    /// The resend in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The event's type.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// What the event is about, in a few words.
    pub subject: Option<String>,
    /// What came of it.
    pub outcome: SentOutcome,
    /// From the first attempt to connect to the end of the response, microseconds.
    pub duration_us: u64,
    /// What the event's sender makes of it, as in `VerdictView.outcome`.
    pub verdict: Option<String>,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What made it.
    pub origin: Origin,
}

/// What came of a resend, in a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum SentOutcome {
    /// A response came.
    Response {
        /// HTTP status.
        status: u16,
    },
    /// None came.
    Failed {
        /// As in `ResendOutcome`.
        why: String,
    },
}
