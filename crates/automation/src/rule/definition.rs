//! A rule as written.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use ts_rs::TS;

use super::action::Action;

/// A rule as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rule {
    /// The name, unique among the rules.
    pub name: String,
    /// Whether the rule is enabled.
    pub on: bool,
    /// The condition.
    pub when: Condition,
    /// The action for a matching event.
    pub then: Then,
}

/// The condition of a rule. All members must match; empty members are ignored. In texts, `*`
/// matches any characters. If a member has several texts, one of them must match.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "RuleCondition")]
pub struct Condition {
    /// The sender.
    pub vendor: Vec<String>,
    /// The event type.
    #[serde(rename = "type")]
    pub event_type: Vec<String>,
    /// The method, case-insensitive.
    pub method: Vec<String>,
    /// The path, without the query.
    pub path: Vec<String>,
    /// Headers that must all be present: `name` or `name=value`.
    pub header: Vec<String>,
    /// Tests of body members in filter syntax, which must all hold:
    /// `/payload/user/is_verified=false`.
    pub member: Vec<String>,
    /// An additional filter.
    pub filter: String,
    /// Match only every *n*th event that meets the other conditions; 0 and 1 match all.
    pub every: u32,
}

/// The action for a matching event, and its delay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "RuleThen")]
pub struct Then {
    /// Milliseconds to wait before the action.
    #[serde(default)]
    pub delay_ms: u32,
    /// The action.
    pub action: Action,
}

impl Then {
    /// How long to wait before the action.
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms.into())
    }
}
