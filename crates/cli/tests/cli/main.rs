//! The `hookscope` command from outside: real processes, real sockets, a real database.

mod hostile;
mod journey;
mod kill;
mod program;
mod resend;
mod trouble;
