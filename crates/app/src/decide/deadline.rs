//! How long a sender waits for its answer, and when the automatic one has to go out.
//!
//! Authgear counts from before the first byte of its request; here that is when the first byte arrived. The margin is for the
//! difference, and for the way back.

use hookglass_request::capture::Capture;
use hookglass_senders as senders;
use hookglass_senders::envelope::Envelope;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::time::Instant;

use crate::{error::AppError, view::HoldSettings};

/// The deadlines that a sender can be given: from half a second to ten minutes.
const DEADLINES: std::ops::RangeInclusive<u64> = 500..=600_000;

impl HoldSettings {
    /// Whether they make sense.
    pub(crate) fn check(self) -> Result<(), AppError> {
        if !DEADLINES.contains(&self.deadline_ms) {
            let (least, most) = (DEADLINES.start(), DEADLINES.end());
            let given = self.deadline_ms;
            return Err(AppError::Setting(format!("a hold lasts from {least} to {most} ms, not {given} ms")));
        }
        if self.margin_ms >= self.deadline_ms {
            let (margin, deadline) = (self.margin_ms, self.deadline_ms);
            let why = format!(
                "the automatic answer goes out before the deadline, so the margin ({margin} ms) has to be shorter than the hold ({deadline} ms)"
            );
            return Err(AppError::Setting(why));
        }
        Ok(())
    }
}

/// The moments of one wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// The request's first byte.
    pub(super) began: Instant,
    /// When the automatic answer goes out.
    pub(super) answer_at: Instant,
    /// When the sender gives up.
    pub(super) gives_up_at: Instant,
}

impl Patience {
    pub(super) fn of(capture: &Capture, envelope: &Envelope, hold: HoldSettings, now: Instant) -> Self {
        let fixed = senders::of(envelope.vendor).fixed_deadline(envelope.kind);
        let total = fixed.unwrap_or(Duration::from_millis(hold.deadline_ms));
        // The clock on the wall can have been set meanwhile.
        let waited = Timestamp::now().duration_since(capture.began_at);
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

/// A moment by the clock on the wall.
pub(super) fn on_the_wall(moment: Instant, now: Instant) -> Timestamp {
    let ahead = SignedDuration::try_from(moment.saturating_duration_since(now)).unwrap_or_default();
    Timestamp::now().checked_add(ahead).unwrap_or(Timestamp::MAX)
}
