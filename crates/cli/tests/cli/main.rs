//! The `hookglass` command from outside: real processes, real sockets, a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod answering;
mod bulk;
mod filter;
mod findings;
mod forward;
mod hostile;
mod journey;
mod keep;
mod kill;
mod killed;
mod life;
mod program;
mod resend;
mod samples;
mod scenario;
mod secret;
mod together;
mod trouble;
