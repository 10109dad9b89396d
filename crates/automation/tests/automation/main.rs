//! Scenario reports, read by other programs.

#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

mod junit;
