//! A step of a plan, and its faults.

use serde::Serialize;
use std::time::Duration;
use ts_rs::TS;

/// A step of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The 0-based position in the order of sending.
    pub number: u64,
    /// The 0-based number of the event over all rounds. The two copies of an event share it.
    pub turn: u64,
    /// The id of the event.
    pub id: i64,
    /// The 0-based round.
    pub round: u32,
    /// When the step is due, measured from the start. Never before the previous step.
    pub due: Duration,
    /// The faults.
    pub tampering: Tampering,
}

/// The faults of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tampering {
    /// The step is not sent. It has no other faults.
    pub dropped: bool,
    /// The event is sent twice; this is one of the copies.
    pub twice: bool,
    /// The step is the second copy.
    pub copy: bool,
    /// The number of positions by which the step moved back.
    pub moved: u32,
    /// How long the step is delayed.
    pub delayed: Duration,
    /// The signature is broken.
    pub broken_signature: bool,
    /// The share of the body to keep, in thousandths.
    pub keep: Option<u16>,
}

/// A kind of fault, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BulkKind")]
pub enum FaultKind {
    /// No fault.
    Intact,
    /// The second copy of an event.
    Duplicate,
    /// Sent after later events.
    Moved,
    /// Delayed.
    Delayed,
    /// Not sent.
    Dropped,
    /// Sent with a broken signature.
    BrokenSignature,
    /// Sent with a truncated body.
    Truncated,
}

impl FaultKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Intact,
        Self::Duplicate,
        Self::Moved,
        Self::Delayed,
        Self::Dropped,
        Self::BrokenSignature,
        Self::Truncated,
    ];

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Intact => "intact",
            Self::Duplicate => "duplicate",
            Self::Moved => "moved",
            Self::Delayed => "delayed",
            Self::Dropped => "dropped",
            Self::BrokenSignature => "broken_signature",
            Self::Truncated => "truncated",
        }
    }
}

impl Tampering {
    /// The kinds of faults; [`FaultKind::Intact`] if there are none.
    pub fn kinds(&self) -> impl Iterator<Item = FaultKind> + use<> {
        let this = *self;
        let is = move |kind: &FaultKind| match kind {
            FaultKind::Intact => {
                !this.dropped && !this.copy && this.moved == 0 && this.delayed.is_zero() && this.is_untampered()
            }
            FaultKind::Duplicate => this.copy,
            FaultKind::Moved => this.moved > 0,
            FaultKind::Delayed => !this.delayed.is_zero(),
            FaultKind::Dropped => this.dropped,
            FaultKind::BrokenSignature => this.broken_signature,
            FaultKind::Truncated => this.keep.is_some(),
        };
        FaultKind::ALL.into_iter().filter(is)
    }

    /// Whether the body and the signature are unchanged.
    pub fn is_untampered(&self) -> bool {
        !self.broken_signature && self.keep.is_none()
    }
}
