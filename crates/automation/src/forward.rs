//! Forwarding: targets, the request for an event, and which outcomes are retried.
//!
//! The request is an unedited resend: the event's method, its end-to-end header lines and its body,
//! byte for byte. A target URL without a path or a query gets that of the event. Kept out: how and when
//! the request is sent.

use std::time::Duration;

use hookglass_request::{
    capture::Capture,
    outgoing::{Outcome, Outgoing, end_to_end},
};

use crate::target_url;

/// A forwarding target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The id in the database; 0 for a target that is not stored yet.
    pub id: i64,
    /// An absolute `http:` or `https:` URL.
    pub url: String,
    /// The filter that events must match, as written.
    pub filter: String,
    /// Whether the target is enabled.
    pub on: bool,
    /// Who gets the answers of the target.
    pub mode: Mode,
    /// Whether events are retried until the target accepts them. Only for [`Mode::Background`].
    pub retry: bool,
    /// Whether the TLS certificate must be valid.
    pub verify_tls: bool,
    /// How long to wait for an answer to the sender, in milliseconds; `None` waits as long as the
    /// sender does.
    pub deadline_ms: Option<u64>,
}

/// Who gets the answers of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The event's sender.
    Answer,
    /// Nothing: the event is forwarded after it is answered.
    Background,
}

impl Mode {
    /// The word in the database and over IPC.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Background => "background",
        }
    }

    /// Parses [`Self::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Answer, Self::Background].into_iter().find(|mode| mode.word() == word)
    }
}

/// The outcome of forwarding an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// The target accepted the event: a 2xx status.
    Accepted,
    /// The target rejected the event, and a retry would not help.
    Rejected,
    /// The target did not answer, or may accept the event later (408, 429, 5xx).
    RetryLater,
}

impl DeliveryOutcome {
    /// Classifies the result of an attempt.
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Response(response) => match response.status {
                200..300 => Self::Accepted,
                408 | 429 | 500.. => Self::RetryLater,
                _ => Self::Rejected,
            },
            Outcome::Failed(_) => Self::RetryLater,
        }
    }
}

/// The retry delay after a number of failures: 0.5 s, doubled each time, at most 30 s.
pub fn back_off(failures: u32) -> Duration {
    let doubled = 500_u64.saturating_mul(1 << failures.saturating_sub(1).min(10));
    Duration::from_millis(doubled.min(30_000))
}

/// The request for an event.
pub fn request(capture: &Capture, url: &str) -> Outgoing {
    Outgoing {
        method: capture.method.clone(),
        url: target_url::complete(url, &capture.target),
        headers: end_to_end(&capture.headers).0,
        body: capture.body.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_request::{
        headers::Headers,
        outgoing::{Failure, FailureKind, Response},
    };

    #[test]
    fn temporary_failures_are_distinguished_from_rejections() {
        let status = |status| {
            let (version, headers) = ("HTTP/1.1".to_owned(), Headers::default());
            DeliveryOutcome::of(&Outcome::Response(Response {
                status,
                version,
                headers,
                body: Default::default(),
                size: 0,
            }))
        };
        assert_eq!([200, 204, 299].map(status), [DeliveryOutcome::Accepted; 3]);
        assert_eq!([302, 400, 404, 410, 422].map(status), [DeliveryOutcome::Rejected; 5], "a redirect is not followed");
        assert_eq!([408, 429, 500, 503, 599].map(status), [DeliveryOutcome::RetryLater; 5]);
        let failed = Outcome::Failed(Failure { why: FailureKind::Refused, sentence: String::new() });
        assert_eq!(DeliveryOutcome::of(&failed), DeliveryOutcome::RetryLater);
    }

    #[test]
    fn the_retry_delay_grows_to_half_a_minute() {
        let waits: Vec<_> = (1..=9).map(|failures| back_off(failures).as_millis()).collect();
        assert_eq!(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        assert_eq!(back_off(u32::MAX), Duration::from_secs(30));
    }
}
