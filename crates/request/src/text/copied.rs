//! The result of copying a request.

/// A request as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The text.
    pub text: String,
    /// Sentences about what the tool adds or changes.
    pub notes: Vec<String>,
}

/// Why a request cannot be copied in a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CopyError(pub String);
