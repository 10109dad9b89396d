//! The changes that Authgear proposes in a `pre_` event.

/// A change that Authgear proposes to a blocking handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proposal {
    SignUp,
    Profile,
    Deletion,
    Anonymization,
}
