//! How long a sender waits for its answer, and when the automatic answer goes out.
//!
//! Authgear counts from before the first byte of its request; Hookglass counts from when the first byte arrived. The margin
//! covers the difference and the way back.

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
    /// Checks that the deadline and the margin fit together.
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

/// The moments of one wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct WaitWindow {
    /// The request's first byte.
    pub(super) began: Instant,
    /// When the automatic answer goes out.
    pub(super) answer_at: Instant,
    /// When the sender gives up.
    pub(super) gives_up_at: Instant,
}

impl WaitWindow {
    pub(super) fn of(capture: &Capture, envelope: &Envelope, hold: HoldSettings, clock: &Clock) -> Self {
        let now = clock.now();
        let fixed = senders::of(envelope.vendor).fixed_deadline(envelope.kind);
        let total = fixed.unwrap_or(Duration::from_millis(hold.deadline_ms));
        // The time of day can have been set since the request began.
        let waited = clock.wall().duration_since(capture.began_at);
        let waited = Duration::try_from(waited).unwrap_or_default().min(total);
        let began = now.checked_sub(waited).unwrap_or(now);
        let before = total.saturating_sub(Duration::from_millis(hold.margin_ms));
        Self { began, answer_at: (began + before).max(now), gives_up_at: began + total }
    }

    /// From the first byte until the sender gives up.
    pub(super) fn total(&self) -> Duration {
        self.gives_up_at - self.began
    }
}

/// The time of day at a moment that is still to come.
pub(super) fn wall_time_at(moment: Instant, clock: &Clock) -> Timestamp {
    let ahead = SignedDuration::try_from(moment.saturating_duration_since(clock.now())).unwrap_or_default();
    clock.wall().checked_add(ahead).unwrap_or(Timestamp::MAX)
}
