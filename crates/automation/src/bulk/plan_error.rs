//! The limits of a plan, and the errors for exceeding them.

/// The greatest rate, in requests per second.
pub(super) const MAX_PER_SECOND: f64 = 100_000.0;
/// The greatest factor for pauses.
pub(super) const MAX_FACTOR: f64 = 1_000.0;
/// The most requests: events times rounds.
pub(super) const MAX_REQUESTS: u64 = 10_000_000;
/// The most rounds.
pub(super) const MAX_ROUNDS: u32 = 10_000;
/// The most positions by which an event can move.
pub(super) const MAX_WINDOW: u32 = 10_000;
/// The longest delay, in milliseconds.
pub(super) const MAX_DELAY_MS: u32 = 600_000;

/// Why a plan is invalid.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlanError {
    /// There are no events.
    #[error("no events to send; select at least one")]
    NoEvents,
    /// The rate is out of range.
    #[error("{0} is not a valid rate; enter requests per second, more than 0 and at most {MAX_PER_SECOND}")]
    Rate(f64),
    /// The factor is out of range.
    #[error("{0} is not a valid pause factor; enter a number from 0 to {MAX_FACTOR}")]
    Factor(f64),
    /// The number of rounds is out of range.
    #[error("{0} is not a valid number of rounds; enter a number from 1 to {MAX_ROUNDS}")]
    Rounds(u32),
    /// There are too many requests.
    #[error("the plan has {0} requests, but the limit is {MAX_REQUESTS}; select fewer events or rounds")]
    Requests(u64),
    /// The share is out of range.
    #[error("{value} is not a valid share of events to {what}; enter a number from 0 to 1")]
    Share {
        /// The fault.
        what: &'static str,
        /// The given number.
        value: f64,
    },
    /// The window is out of range.
    #[error("{0} is not a valid shuffle window; enter a number of positions from 1 to {MAX_WINDOW}")]
    Window(u32),
    /// The delay is out of range.
    #[error("{0} ms is not a valid maximum delay; enter a number from 1 to {MAX_DELAY_MS}")]
    Delay(u32),
}
