//! The store as its callers see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod damage;
mod decisions;
mod deletion;
mod events;
mod filter;
mod index;
mod opening;
mod refused;
mod resends;
mod retention;
mod scenarios;
mod search;
mod searches;
mod secrets;
mod state_machine;
mod support;
mod tables;
mod untrusted;
