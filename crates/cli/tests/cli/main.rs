//! The `hookglass` command from the outside: real processes, real sockets, a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop there")]

mod answers;
#[cfg(target_os = "linux")]
mod budgets;
mod bulk;
mod concurrency;
#[cfg(unix)]
mod descriptors;
mod errors;
mod events;
mod filter;
mod findings;
mod forward;
mod golden;
mod hostile;
mod kill;
mod kill_at_random;
mod pipes;
mod redaction;
mod refused;
mod resend;
mod retention;
mod samples;
mod scenario;
mod secret;
mod support;
mod usage;
mod users;
