//! The diff against awkward documents, its laws, and a JSON Patch applier to check patches with.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod awkward_differences;
mod json_patch;
mod json_patch_suite;
mod laws;
mod windows;
