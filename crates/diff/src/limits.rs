//! Limits that the comparison and the layout share.

/// Levels that are compared member by member. Deeper values are compared as a whole, by their text.
pub const MAX_LEVELS: u32 = 1_000;

/// Steps between two checks whether the work is cancelled.
pub(crate) const STEPS_BETWEEN_CHECKS: u32 = 4_096;
