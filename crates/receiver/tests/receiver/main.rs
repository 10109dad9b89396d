//! The receiver over real sockets: what a caller sends and reads, and what is captured and
//! answered.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod bodies;
mod connections;
mod faults;
mod heads;
mod open_connections;
mod refused;
mod support;
