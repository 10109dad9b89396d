//! Requests over real sockets to targets of every kind.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod failures;
mod harness;
mod lines;
mod requests;
mod responses;
mod secure;
mod steps;
