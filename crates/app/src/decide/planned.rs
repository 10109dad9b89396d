//! The decision about an answer before its event is stored.

use hookglass_automation::{forward::Target, rule};
use std::time::Duration;

/// The answer of a rule, or the forwarding target to call.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    /// The rule's name; `None` when no rule decided.
    pub(crate) rule: Option<String>,
    pub(crate) delay: Duration,
    pub(crate) reply: rule::Reply,
    /// The forwarding target that is called.
    pub(crate) target: Option<Target>,
}

impl Planned {
    /// The target's answer is sent to the sender.
    pub(crate) fn forwarded(target: Target) -> Self {
        let reply = rule::Reply::Forward { to: target.url.clone() };
        Self { rule: None, delay: Duration::ZERO, reply, target: Some(target) }
    }
}
