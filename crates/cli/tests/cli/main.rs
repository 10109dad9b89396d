//! The `hookglass` command from outside: real processes, real sockets, a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod answering;
mod bulk;
mod filter;
mod findings;
mod forward;
mod golden;
mod hostile;
mod journey;
mod kill;
mod killed;
mod life;
mod resend;
mod retention;
mod samples;
mod scenario;
mod secret;
mod support;
mod together;
mod trouble;
