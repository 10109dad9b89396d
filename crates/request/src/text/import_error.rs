//! Why a command line cannot be imported.

use hookglass_json::position;

/// A command line that cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cURL command, line {line}, column {column}: {what}")]
pub struct ImportError {
    /// The first byte at fault.
    pub start: usize,
    /// The byte after the last one at fault.
    pub end: usize,
    /// The 1-based line of `start`.
    pub line: usize,
    /// The 1-based column of `start`, in characters.
    pub column: usize,
    /// What is wrong, and how to fix it.
    pub what: String,
}

impl ImportError {
    pub(super) fn at(text: &str, (start, end): (usize, usize), what: impl Into<String>) -> Self {
        let (line, column) = position(text.as_bytes(), start);
        Self { start, end: end.max(start), line, column, what: what.into() }
    }
}
