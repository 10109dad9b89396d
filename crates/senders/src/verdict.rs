//! What the sender of an event makes of an answer.
//!
//! The sender's rules decide; of a sender without rules only the status counts. Kept out: sending, and what mutations do
//! to a user (`mutation.rs`).

mod by_status;
mod judgment;
mod reply;

pub(crate) use by_status::{by_status, failure};
pub use judgment::{Outcome, Remark, Severity, Verdict};
pub use reply::{Asked, Deadlines, Reply};

pub use crate::authgear::LIMITS;

use std::time::Duration;

/// What the sender of an event makes of a reply that took this long. [`crate::mutation::judge`] adds what depends on the
/// event itself.
pub fn of(asked: Asked<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
    crate::sender::of(asked.vendor).judge(asked, reply, took, deadlines)
}
