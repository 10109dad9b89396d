//! The limits of a plan, and the errors for exceeding them.

/// The greatest rate, in requests per second.
pub(super) const MAX_PER_SECOND: f64 = 100_000.0;
/// The greatest factor for pauses.
pub(super) const MAX_FACTOR: f64 = 1_000.0;
/// The most requests: events times rounds.
pub(super) const MAX_REQUESTS: u64 = 10_000_000;
/// The most rounds.
pub(super) const MAX_ROUNDS: u32 = 10_000;
/// The most positions that an event can move.
pub(super) const MAX_WINDOW: u32 = 10_000;
/// The longest delay, in milliseconds.
pub(super) const MAX_DELAY_MS: u32 = 600_000;

/// Why a plan is invalid.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// There are no events.
    #[error("there is no event to send; choose some")]
    NoEvents,
    /// The rate is out of range.
    #[error("{0} is no rate; give the requests a second, more than 0 and at most {MAX_PER_SECOND}")]
    Rate(f64),
    /// The factor is out of range.
    #[error("{0} is no factor of pauses; give a number from 0 to {MAX_FACTOR}")]
    Factor(f64),
    /// The number of rounds is out of range.
    #[error("{0} is no number of rounds; give one from 1 to {MAX_ROUNDS}")]
    Rounds(u32),
    /// There are too many requests.
    #[error("these would be {0} requests, and {MAX_REQUESTS} is the most; choose fewer events or rounds")]
    Requests(u64),
    /// The share is out of range.
    #[error("{value} is no share of events to {what}; give a number from 0 to 1")]
    Share {
        /// The fault.
        what: &'static str,
        /// The given number.
        value: f64,
    },
    /// The window is out of range.
    #[error("{0} places are no window to shuffle in; give a number from 1 to {MAX_WINDOW}")]
    Window(u32),
    /// The delay is out of range.
    #[error("{0} ms is no longest delay; give a number from 1 to {MAX_DELAY_MS}")]
    Delay(u32),
}
