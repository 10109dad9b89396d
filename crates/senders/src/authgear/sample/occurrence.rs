//! The facts about the next event of a story.

use crate::sample::facts::Facts;

/// The facts about an event, for its payload and its context.
#[derive(Debug, Default)]
pub(crate) struct Occurrence {
    /// Facts about members of the payload.
    pub(crate) facts: Facts,
    /// The event's user, if it is not the story's current user.
    pub(crate) user: Option<String>,
    /// Whether the event has no user.
    pub(crate) without_user: bool,
    /// The trigger, if it is not the default.
    pub(crate) by: Option<&'static str>,
}

impl From<Facts> for Occurrence {
    fn from(facts: Facts) -> Self {
        Self { facts, ..Self::default() }
    }
}
