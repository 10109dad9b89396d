//! A resend to be stored, and resends as they are read.

use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, FailureKind, Origin, Outgoing, Signed},
};
use jiff::Timestamp;
use std::time::Duration;

/// A resend to be stored.
#[derive(Debug, Clone)]
pub struct NewResend {
    /// The event it was made from.
    pub event_id: i64,
    /// The request that was sent.
    pub outgoing: Outgoing,
    /// Whether its body differs from the event's.
    pub edited: bool,
    /// What was done about the signature.
    pub signed: Signed,
    /// The attempt to send it.
    pub attempt: Attempt,
    /// The verdict of the event's sender, as JSON whose member `outcome` is a word.
    pub verdict: Option<String>,
    /// What made it.
    pub origin: Origin,
}

/// A stored resend.
#[derive(Debug, Clone)]
pub struct StoredResend {
    /// Its id in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers that were sent.
    pub headers: Headers,
    /// Bytes of the body that was sent.
    pub size: u64,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What was done about the signature.
    pub signed: Signed,
    /// The attempt to send it. The response's body is cut to the requested length.
    pub attempt: Attempt,
    /// Bytes of the response's body that are stored.
    pub response_kept: u64,
    /// The verdict of the event's sender, as stored.
    pub verdict: Option<String>,
    /// What made it.
    pub origin: Origin,
}

/// A resend as a row of the list of all resends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// Its id in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The event's type.
    pub event_type: Option<String>,
    /// What the event is about.
    pub subject: Option<String>,
    /// The status of the response, or why there is none.
    pub outcome: Result<u16, FailureKind>,
    /// From the beginning to the end of the response.
    pub duration: Duration,
    /// The word of the verdict.
    pub verdict: Option<String>,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What made it.
    pub origin: Origin,
}
