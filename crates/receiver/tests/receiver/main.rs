//! The receiver over real sockets: what a sender does on the one side, what is captured and answered on the other.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod bodies;
mod connections;
mod harness;
mod heads;
mod leaving;
