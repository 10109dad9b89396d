//! Test code that all crates share.
//!
//! - [`target`]: an HTTP server that records each request exactly and answers from a script, with
//!   broken answers too.
//! - [`corpus`]: the recorded events under `tests/fixtures`, signed and sent as Authgear does it.
//! - [`wire`]: an HTTP client that sends the given bytes.
//! - [`ManualClock`]: time that a test advances.
//!
//! Server and client block and use `std::net`, so that a plain `#[test]` and a test of a whole
//! program can use them. An async test awaits [`target::Target::receives`] and calls other blocking
//! parts through `spawn_blocking`.
//!
//! The crate is a dev-dependency only. Errors panic with a sentence for the reader of the test's
//! output. Of Hookglass's own crates it uses only the clock's interface, so that no test compares
//! the code with itself.

mod clock;
pub mod corpus;
pub mod expected;
mod message;
pub mod target;
pub mod wire;

pub use clock::ManualClock;

/// After this time a test that waits for an event fails instead of hanging. Long enough for a very
/// busy computer.
pub const HANG_GUARD: std::time::Duration = std::time::Duration::from_secs(120);
