//! The reply of a handler, and the event that it answers.

use bytes::Bytes;
use std::time::Duration;

use crate::catalog::{self, EventType};
use crate::envelope::{Envelope, Kind, Vendor};
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{self, FailureKind};

/// How long a sender waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For the answer to a blocking event. In Authgear: `sync_hook_timeout_seconds`.
    pub blocking: Duration,
    /// For the answer to any other event.
    pub non_blocking: Duration,
}

impl Default for Deadlines {
    /// The defaults of Authgear (`pkg/lib/config/hook.go`, `pkg/lib/hook/hook_web.go`).
    fn default() -> Self {
        Self { blocking: Duration::from_secs(5), non_blocking: Duration::from_secs(60) }
    }
}

/// The event that was answered.
#[derive(Debug, Clone, Copy)]
pub struct AnsweredEvent<'a> {
    /// The sender.
    pub vendor: Vendor,
    /// The type, by the sender's name.
    pub event_type: Option<&'a str>,
    /// How it is delivered, if known.
    pub kind: Option<Kind>,
}

impl<'a> AnsweredEvent<'a> {
    /// The event with this envelope.
    pub fn of(envelope: &'a Envelope) -> Self {
        Self { vendor: envelope.vendor, event_type: envelope.event_type.as_deref(), kind: envelope.kind }
    }

    pub(crate) fn known(&self) -> Option<&'static EventType> {
        catalog::named(self.vendor, self.event_type?).first()
    }
}

/// The reply of the application.
#[derive(Debug, Clone, Copy)]
pub enum Reply<'a> {
    /// A complete response.
    Whole {
        /// The HTTP status.
        status: u16,
        /// The headers.
        headers: &'a Headers,
        /// The body, as sent.
        body: &'a Bytes,
    },
    /// A response whose body ended early.
    Half {
        /// The HTTP status.
        status: u16,
    },
    /// No response.
    Failed(FailureKind),
}

impl<'a> Reply<'a> {
    /// The reply to a request that was sent.
    pub fn to(outcome: &'a outgoing::Outcome) -> Self {
        match outcome {
            outgoing::Outcome::Response(response) => {
                Self::Whole { status: response.status, headers: &response.headers, body: &response.body }
            }
            outgoing::Outcome::Failed(failure) => Self::Failed(failure.why),
        }
    }
}
