//! Sample events, as their senders write them, that form one story.
//!
//! A [`Story`] is one fictional person with an account at each sender, in a fictional project. Each event changes the
//! person's state, and the next event reflects it: sequence numbers and times rise, ids stay, the old side of a change is
//! the new side of the previous one. A seed, an instant and a first number determine every byte. The members are those of
//! the catalog (`members`), so a type in the catalog has a sample. Each sender writes its own events. Kept out: sending
//! and signing.

pub(crate) mod facts;
pub(crate) mod go;
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
    /// The next event, of this type.
    pub fn next(&mut self, entry: &'static EventType) -> Sample {
        self.now = self.now.saturating_add(self.rng.between(1, MAX_STEP_SECONDS));
        let fraction = self.rng.between(0, 999_999);
        let at = self.now.saturating_sub(1).saturating_mul(1_000_000).saturating_add(fraction);
        self.at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX);
        of(entry.vendor).sample(self, entry)
    }
}
