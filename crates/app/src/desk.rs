//! The decision desk: what a person looks at while deciding an answer, before a sender gets it.
//!
//! `form` tells what an answer to an event may hold, `check` what its sender would make of one, `mutated` what mutations do to
//! the user or the token that the event carries, `reasons` keeps the reasons of denials for the next one. `trial` tells which
//! rule would answer a stored event, `chain` asks several handlers of it in order, and `hooks` holds the hook section of an
//! authgear.yaml against what is stored. Only a chain sends anything, and nothing is stored but the reasons.

mod chain;
mod check;
mod form;
mod hooks;
mod mutated;
mod reasons;
mod trial;

pub(crate) use chain::Chains;
