//! The decision desk: what an answer would do, before a sender gets it.

mod chain;
mod hooks;
mod trial;

pub(crate) use chain::Chains;
