//! Knowledge about the senders of webhooks.
//!
//! Everything that differs between senders is behind the trait [`Sender`]. Each sender has one
//! implementation, which [`of`] returns.
//!
//! | Module | Contents |
//! | --- | --- |
//! | [`sender`] | the capabilities of a sender, and the registry |
//! | `authgear/` | Authgear: recognition, catalog, samples, verdicts on answers, mutations, handler chains, `authgear.yaml` |
//! | `fastgen/` | Fastgen: recognition, catalog, samples |
//! | `known.rs` | senders that are only recognized, one table row each |
//! | `signature/` | signature schemes, one file each, with their table in `registry.rs` |
//!
//! The other modules are shared. They call the sender and never compare senders.
//! `docs/howto/add-sender.md` describes how to add a sender, an event type or a scheme.

pub mod answers;
mod authgear;
pub mod catalog;
pub mod envelope;
pub mod explain;
mod fastgen;
pub mod finding;
mod known;
pub mod labels;
pub mod lint;
pub mod mutation;
pub mod parsed_request;
pub mod redact;
pub mod rng;
pub mod sample;
pub mod sender;
pub mod signature;
pub mod snapshot;
mod unwind;
pub mod verdict;

pub use authgear::{authgear_yaml, chain, fresh};
pub use sender::{Sender, of};
