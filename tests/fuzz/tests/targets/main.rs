//! Fuzz targets. Each reads bytes that come from elsewhere and must not panic, hang or contradict
//! another reader of the same bytes. `cargo test` runs a fixed number of inputs;
//! `docs/internals/testing.md` says how to run a target for long.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod bodies;
mod requests;
mod responses;
mod spelling;
mod texts;
