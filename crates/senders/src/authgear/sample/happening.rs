//! The event that happens next in a story.

use crate::sample::facts::Facts;

/// What happens, for the payload and for the context.
#[derive(Debug, Default)]
pub(crate) struct Happening {
    /// Facts about members of the payload.
    pub(crate) facts: Facts,
    /// The event's user, if it is not the story's current user.
    pub(crate) user: Option<String>,
    /// Whether no user is known yet.
    pub(crate) without_user: bool,
    /// The cause, if it is not the usual one.
    pub(crate) by: Option<&'static str>,
}

impl From<Facts> for Happening {
    fn from(facts: Facts) -> Self {
        Self { facts, ..Self::default() }
    }
}
