//! Rules decide the answer to an event.
//!
//! A [`Rule`] is a condition and an action. Rules are checked in order, and the first enabled rule
//! that matches decides. Conditions are filters, so a rule and a list always agree about an event.
//! `docs/answer.md` describes the file format.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `definition`, `action` | a rule as written |
//! | `rule_set` | [`RuleSet`]: validated rules, and the one that decides |
//! | `condition` | a condition as a filter |
//! | `reply` | the reply for one event |
//! | `template` | texts with placeholders |
//! | `read`, `write` | the file format |
//!
//! Kept out: waiting, sending and breaking a connection, which the receiver does.

mod action;
mod condition;
mod definition;
mod error;
mod read;
mod reply;
mod rule_set;
mod template;
mod write;

pub use action::{Action, Body, Failure};
pub use definition::{Condition, Rule, Then};
pub use error::RuleError;
pub use read::{RuleFileError, read};
pub use reply::{MAX_ANSWER_STATUS, MIN_ANSWER_STATUS, Reply};
pub use rule_set::{Decision, MAX_RULE_DELAY_MS, MatchCounts, RuleSet};
pub use write::write;

#[cfg(test)]
mod tests;
