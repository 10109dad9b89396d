//! Integration tests of the application over a real database and real sockets.

#![expect(clippy::unwrap_used, reason = "a test fails at the first error")]

mod annotations_and_deletion;
mod answer_editor;
mod bulk;
mod comparison;
mod confirmations;
mod dry_runs;
mod event_log;
mod forwarding;
mod held;
mod history;
mod hostile_corpus;
mod inbox;
mod refused;
mod requests;
mod resending;
mod retention;
mod samples;
mod scenarios;
mod signing;
mod slow_disk;
mod state_machine;
mod support;
mod user_states;
mod verbatim;
mod waiting_memory;
mod warnings;
mod web_page;
mod window;
