//! The use cases over a real database and real sockets.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod answering;
mod awkward;
mod bulk;
mod checking;
mod comparison;
mod desk;
mod exact;
mod forwarding;
mod history;
mod inbox;
mod keeping;
mod life;
mod lives;
mod requests;
mod resending;
mod samples;
mod scenarios;
mod signing;
mod support;
mod trying;
mod window;
