//! Decides the answer of each event, and when it goes out.
//!
//! The first matching rule decides ([`rules`]), else the first forwarding target that answers senders and whose filter
//! matches, else the default. An answer that is known at once is stored with its event in one transaction. Otherwise the
//! event is stored first and its sender waits: for a delay, for a target, or for a person ([`held`]). The decision is
//! written beside the event before the answer goes out, unless that would make the answer late. A sender that disconnects
//! ends its wait. When the receiver stops, every waiting sender is answered.
//!
//! | Module | Job |
//! | --- | --- |
//! | `context` | the context, and how long senders wait |
//! | `respond` | stores an event and returns the reply for its sender |
//! | `wait`, `deadline` | a sender that waits: how its wait ends, and when |
//! | `held`, `held_events` | senders that wait for a person |
//! | `rules`, `active_rules`, `planned` | rules: stored, active, and their decision |
//! | `automatic` | the automatic answer |
//! | `form`, `check`, `reasons` | the answer editor |
//! | `trial`, `chain`, `hooks` | dry runs: rules, handler chains, `hook:` sections |
//!
//! Kept out: what a rule is (`hookglass_automation::rule`), and how a fault ends a connection (`hookglass_receiver`).

mod active_rules;
mod automatic;
mod chain;
mod check;
mod context;
mod deadline;
mod error;
mod form;
mod held;
mod held_events;
mod hooks;
mod planned;
mod reasons;
mod respond;
mod rules;
mod trial;
mod wait;

pub(crate) use chain::MAX_CHAIN_TIMEOUT_MS;
pub use context::Decide;
pub use error::{DecideError, NotHeldReason};
pub(crate) use error::{MAX_CHAIN_HANDLERS, MAX_HOLD_MS, MIN_HOLD_MS};
pub(crate) use planned::Planned;
pub(crate) use reasons::MAX_REASON_CHARS;
