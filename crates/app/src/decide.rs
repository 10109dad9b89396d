//! Decides the answer to each event and when it is sent.
//!
//! The first matching rule decides ([`rules`]). Without one, the first answering forwarding target
//! whose filter matches decides. Otherwise the default answer is sent.
//!
//! An answer that is known immediately is stored with its event in one transaction. Otherwise the
//! event is stored first, and its sender waits for a delay, for a target, or for a person
//! ([`held`]). The decision is stored before the answer is sent, unless that would make the answer
//! late. A disconnect of the sender ends its wait. When the receiver stops, it answers all waiting
//! senders.
//!
//! | Module | Job |
//! | --- | --- |
//! | `context` | the context, and how long senders wait |
//! | `respond` | stores an event and returns the reply to its sender |
//! | `wait`, `deadline` | how and when the wait of a sender ends |
//! | `held`, `held_events` | senders that wait for a person |
//! | `rules`, `active_rules`, `planned` | the stored rules, the active rules, and their decisions |
//! | `automatic` | the automatic answer |
//! | `form`, `check`, `reasons` | the answer editor |
//! | `trial`, `chain`, `hooks` | dry runs: rules, handler chains, `hook:` sections |
//!
//! Kept out: the definition of rules (`hookglass_automation::rule`), and how faults end connections
//! (`hookglass_receiver`).

mod active_rules;
mod automatic;
mod chain;
mod check;
mod confirm;
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
pub(crate) use respond::not_stored;
