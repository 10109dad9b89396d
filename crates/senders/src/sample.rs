//! Generates sample events that are consistent with each other, byte for byte as their senders
//! write them.
//!
//! A [`Story`] simulates one fictional person with an account at each sender, in a fictional
//! project. Each event changes the state of the person, and the next event reflects it: sequence
//! numbers and times increase, ids stay, and the old side of a change is the new side of the
//! previous change. A seed, a start time and a start number determine every byte.
//!
//! The members come from the catalog (`members`), so every type in the catalog has a sample. Each
//! sender implements its own events. Kept out: sending and signing.

pub(crate) mod facts;
pub(crate) mod go_json;
pub(crate) mod members;
pub(crate) mod person;
mod request;
mod story;
mod tour;

pub use request::Sample;
pub use story::{MAX_SEQ_GAP, MAX_STEP_SECONDS, Story};
pub use tour::tour;

pub use crate::authgear::{APP, APP_VENDOR};

use jiff::Timestamp;

use crate::catalog::EventType;
use crate::sender::of;

impl Story {
    /// The next event of the story, of this type.
    pub fn next(&mut self, entry: &'static EventType) -> Sample {
        self.now = self.now.saturating_add(self.rng.between(1, MAX_STEP_SECONDS));
        let fraction = self.rng.between(0, 999_999);
        let at = self.now.saturating_sub(1).saturating_mul(1_000_000).saturating_add(fraction);
        self.at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX);
        of(entry.vendor).sample(self, entry)
    }
}
