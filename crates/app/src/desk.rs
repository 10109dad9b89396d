//! The decision desk: what a person looks at while deciding an answer. Nothing is sent here, and nothing is stored.
//!
//! `form` tells what an answer to an event may hold, `check` what its sender would make of one, `mutated` what mutations do to
//! the user or the token that the event carries, `reasons` keeps the reasons of denials for the next one.

mod check;
mod form;
mod mutated;
mod reasons;
