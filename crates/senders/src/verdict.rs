//! The verdict of an event's sender on an answer.
//!
//! The rules are those of the sender. Without rules, only the status counts. Kept out: sending, and
//! the effect of mutations on a user (`mutation.rs`).

mod by_status;
mod judgment;
mod reply;

pub(crate) use by_status::{by_status, failure};
pub use judgment::{AnswerFinding, Outcome, Severity, Verdict};
pub use reply::{AnsweredEvent, Deadlines, Reply};

pub use crate::authgear::LIMITS;

use std::time::Duration;

/// The verdict of an event's sender on a reply, given how long it took. [`crate::mutation::judge`]
/// adds what depends on the event itself.
pub fn of(event: AnsweredEvent<'_>, reply: Reply<'_>, took: Duration, deadlines: Deadlines) -> Verdict {
    crate::sender::of(event.vendor).judge(event, reply, took, deadlines)
}
