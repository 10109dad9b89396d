//! Results of resends: timing, the sender's verdict on the response, and the *Sent* list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::resend::Origin;

/// The duration of each step of a resend, in microseconds. Null if the step did not finish or was
/// not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Timing {
    /// Name resolution; null if the host is an address.
    pub resolve_us: Option<u64>,
    /// Connecting, including failed attempts on other addresses.
    pub connect_us: Option<u64>,
    /// The TLS handshake.
    pub tls_us: Option<u64>,
    /// From the established connection to the first byte of the response.
    pub first_byte_us: Option<u64>,
    /// From the start to the end of the response, or to the failure.
    pub total_us: u64,
}

/// The sender's verdict on an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VerdictView {
    /// `allowed`, `denied`, `delivered`, `refused`, `timed_out`, `not_delivered`, `unknown`.
    pub outcome: String,
    /// The verdict in a sentence.
    pub sentence: String,
    /// The title of a denial, as the end user sees it.
    pub title: Option<String>,
    /// The reason of a denial, as the end user sees it.
    pub reason: Option<String>,
    /// The findings about parts of the answer, errors first.
    pub remarks: Vec<FindingView>,
}

/// A finding about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingView {
    /// `error`, `warning`, `information`.
    pub severity: String,
    /// The place in the answer's body, as a JSON Pointer; empty for the answer as a whole.
    pub pointer: String,
    /// The finding, in a sentence.
    pub sentence: String,
}

/// A window of the *Sent* list: the resends of all events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SentWindow {
    /// Resends in total.
    pub total: u64,
    /// The requested rows; at most `MAX_SENT_ROWS`.
    pub rows: Vec<SentRow>,
}

/// A row of the *Sent* list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SentRow {
    /// The resend's id in this database.
    pub id: i64,
    /// The event that it is based on.
    pub event_id: i64,
    /// When it was sent: RFC 3339, UTC, microseconds.
    pub sent_at: String,
    /// The HTTP method.
    pub method: String,
    /// The target URL.
    pub url: String,
    /// The event's type, in the sender's spelling.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// A short description of the event, such as an email address.
    pub subject: Option<String>,
    /// The result.
    pub outcome: SentOutcome,
    /// Microseconds from the first connection attempt to the end of the response.
    pub duration_us: u64,
    /// The sender's verdict on the response, as in `VerdictView.outcome`.
    pub verdict: Option<String>,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// The feature that made the resend.
    pub origin: Origin,
}

/// The result of a resend, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum SentOutcome {
    /// A response.
    Response {
        /// The HTTP status.
        status: u16,
    },
    /// No complete response.
    Failed {
        /// The cause, as in `ResendOutcome`.
        why: String,
    },
}
