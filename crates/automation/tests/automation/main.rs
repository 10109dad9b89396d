//! Scenario reports as other programs read them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod junit;
