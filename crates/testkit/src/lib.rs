//! What the tests of every crate share.
//!
//! - [`target`]: an HTTP server that records exactly what it got and answers as told, broken answers included.
//! - [`corpus`]: the recorded events under `tests/fixtures`, and the way Authgear signs and sends them.
//! - [`wire`]: an HTTP client that sends the bytes it is given.
//! - [`ManualClock`]: time that a test advances.
//!
//! Blocking, over `std::net`, so that a plain `#[test]` and a test of a whole binary can use it too; an async test calls
//! the blocking parts through `spawn_blocking`. Only ever a dev-dependency: whatever goes wrong in here panics with a
//! sentence, because there is no one to hand an error to but the person who reads the test's output. Of
//! Hookglass's own crates only the clock's interface is used, so that no test compares the code with itself.

mod clock;
pub mod corpus;
pub mod expected;
mod message;
pub mod target;
pub mod wire;

pub use clock::ManualClock;
