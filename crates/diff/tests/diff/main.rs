//! The diff against documents that are hard to compare, and laws of its windows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod awkward_differences;
mod windows;
