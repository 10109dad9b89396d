//! Requests over real sockets to targets of every kind.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod connection_pool;
mod failures;
mod requests;
mod responses;
mod support;
mod timing;
mod tls;
