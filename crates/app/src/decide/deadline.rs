//! How long a sender waits for its answer, and when the automatic answer is sent.
//!
//! Authgear's timeout starts before the first byte of its request is sent. Hookglass measures from
//! the arrival of the first byte. The margin covers the difference and the transfer of the answer.

use hookglass_clock::Clock;
use hookglass_request::capture::Capture;
use hookglass_senders as senders;
use hookglass_senders::envelope::Envelope;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::time::Instant;

use super::error::{DecideError, MAX_HOLD_MS, MIN_HOLD_MS};
use crate::view::HoldSettings;

impl HoldSettings {
    /// Checks the range of the deadline, and that the margin is shorter.
    pub(crate) fn check(self) -> Result<(), DecideError> {
        let Self { deadline_ms, margin_ms, .. } = self;
        if !(MIN_HOLD_MS..=MAX_HOLD_MS).contains(&deadline_ms) {
            return Err(DecideError::HoldDeadline(deadline_ms));
        }
        if margin_ms >= deadline_ms {
            return Err(DecideError::HoldMargin { margin_ms, deadline_ms });
        }
        Ok(())
    }
}

/// The times of one wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct WaitWindow {
    /// When the first byte of the request arrived.
    pub(super) began: Instant,
    /// When the automatic answer is sent.
    pub(super) answer_at: Instant,
    /// When the sender gives up.
    pub(super) gives_up_at: Instant,
}

impl WaitWindow {
    pub(super) fn of(capture: &Capture, envelope: &Envelope, hold: HoldSettings, clock: &Clock) -> Self {
        let now = clock.now();
        let fixed = senders::of(envelope.vendor).fixed_deadline(envelope.kind);
        let total = fixed.unwrap_or(Duration::from_millis(hold.deadline_ms));
        // The system clock may have been changed since the request began.
        let waited = clock.wall().duration_since(capture.began_at);
        let waited = Duration::try_from(waited).unwrap_or_default().min(total);
        let began = now.checked_sub(waited).unwrap_or(now);
        let answer_after = total.saturating_sub(Duration::from_millis(hold.margin_ms));
        Self { began, answer_at: (began + answer_after).max(now), gives_up_at: began + total }
    }

    /// From the first byte until the sender gives up.
    pub(super) fn total(&self) -> Duration {
        self.gives_up_at - self.began
    }
}

/// The wall-clock time of a future instant.
pub(super) fn wall_time_at(moment: Instant, clock: &Clock) -> Timestamp {
    let ahead = SignedDuration::try_from(moment.saturating_duration_since(clock.now())).unwrap_or_default();
    clock.wall().checked_add(ahead).unwrap_or(Timestamp::MAX)
}
