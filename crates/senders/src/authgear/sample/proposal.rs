//! The changes that Authgear proposes before it makes them.

/// A change that Authgear asks about before it happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proposal {
    SignUp,
    Profile,
    Deletion,
    Anonymization,
}
