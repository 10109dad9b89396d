//! What has happened in a story.

use crate::sample::facts::Facts;

/// What has happened, for the payload and for the context.
#[derive(Debug, Default)]
pub(crate) struct Happening {
    /// What is known of members of the payload.
    pub(crate) facts: Facts,
    /// The user it is about, if that is not the story's current user.
    pub(crate) user: Option<String>,
    /// The user is not known yet.
    pub(crate) nobody: bool,
    /// Who caused it, if that is unusual.
    pub(crate) by: Option<&'static str>,
}

impl From<Facts> for Happening {
    fn from(facts: Facts) -> Self {
        Self { facts, ..Self::default() }
    }
}
