//! The number of steps per fault.

use serde::Serialize;
use ts_rs::TS;

use super::step::{FaultKind, Step};

/// The number of steps per fault. A step with several faults counts for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "BulkTally")]
pub struct PlanCounts {
    /// Requests to send.
    #[ts(type = "number")]
    pub requests: u64,
    /// Steps without faults.
    #[ts(type = "number")]
    pub intact: u64,
    /// Second copies.
    #[ts(type = "number")]
    pub duplicates: u64,
    /// Steps sent after later ones.
    #[ts(type = "number")]
    pub moved: u64,
    /// Delayed steps.
    #[ts(type = "number")]
    pub delayed: u64,
    /// Dropped steps.
    #[ts(type = "number")]
    pub dropped: u64,
    /// Steps with a broken signature.
    #[ts(type = "number")]
    pub broken_signatures: u64,
    /// Steps with a truncated body.
    #[ts(type = "number")]
    pub truncated: u64,
    /// Milliseconds until the last step is due.
    #[ts(type = "number")]
    pub lasts_ms: u64,
}

impl PlanCounts {
    pub(super) fn add(&mut self, step: &Step) {
        self.requests += u64::from(!step.tampering.dropped);
        self.lasts_ms = self.lasts_ms.max(u64::try_from(step.due.as_millis()).unwrap_or(u64::MAX));
        for kind in step.tampering.kinds() {
            *match kind {
                FaultKind::Intact => &mut self.intact,
                FaultKind::Duplicate => &mut self.duplicates,
                FaultKind::Moved => &mut self.moved,
                FaultKind::Delayed => &mut self.delayed,
                FaultKind::Dropped => &mut self.dropped,
                FaultKind::BrokenSignature => &mut self.broken_signatures,
                FaultKind::Truncated => &mut self.truncated,
            } += 1;
        }
    }
}
