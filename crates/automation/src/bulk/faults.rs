//! Fault injection: which events get which fault.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plan_error::{MAX_DELAY_MS, MAX_WINDOW, PlanError};
use hookglass_senders::rng::Rng;

/// The share of events, from 0 to 1, that get each fault. An event can get several. The default
/// injects nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "BulkFaultInjection")]
pub struct FaultInjection {
    /// The seed. The same seed gives the same faults.
    pub seed: u32,
    /// Events that are sent twice, byte for byte.
    pub duplicate: f64,
    /// Events that are sent after later ones.
    pub shuffle: f64,
    /// The most positions by which an event moves back, or by which a second copy follows later.
    pub window: u32,
    /// Events that are delayed.
    pub delay: f64,
    /// The longest delay.
    pub longest_delay_ms: u32,
    /// Events that are not sent.
    pub drop: f64,
    /// Events that are sent with an invalid signature.
    pub break_signature: f64,
    /// Events that are sent with a truncated body. The signature stays that of the full body.
    pub truncate: f64,
}

impl FaultInjection {
    fn shares(&self) -> [(&'static str, f64); 6] {
        [
            ("duplicate", self.duplicate),
            ("shuffle", self.shuffle),
            ("delay", self.delay),
            ("drop", self.drop),
            ("send with a broken signature", self.break_signature),
            ("truncate", self.truncate),
        ]
    }

    pub(super) fn check(&self) -> Result<(), PlanError> {
        if let Some((what, value)) = self.shares().into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
            return Err(PlanError::Share { what, value });
        }
        if self.window > MAX_WINDOW || (self.shuffle > 0.0 && self.window == 0) {
            return Err(PlanError::Window(self.window));
        }
        if self.longest_delay_ms > MAX_DELAY_MS || (self.delay > 0.0 && self.longest_delay_ms == 0) {
            return Err(PlanError::Delay(self.longest_delay_ms));
        }
        Ok(())
    }

    /// A random stream that depends only on the seed, the turn and the fault.
    fn stream(&self, turn: u64, kind: &str) -> Rng {
        Rng::new(Rng::named(self.seed.into(), kind).number() ^ Rng::new(turn).number())
    }

    /// The random stream for the details of a fault, if the turn gets it.
    pub(super) fn hits(&self, turn: u64, kind: &str, share: f64) -> Option<Rng> {
        let mut stream = self.stream(turn, kind);
        // 53 bits fit a float exactly, so the drawn number stays below 1 and a share of 1 hits
        // every event.
        let drawn = (stream.number() >> 11) as f64 / (1_u64 << 53) as f64;
        (drawn < share).then_some(stream)
    }
}
