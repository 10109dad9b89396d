//! Keeps an error in the code that reads one event from affecting other events.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The value of `work`, or of `otherwise` if it panics. `work` must not leave shared state half
/// changed.
pub(crate) fn unless_panics<T>(work: impl FnOnce() -> T, otherwise: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| otherwise())
}
