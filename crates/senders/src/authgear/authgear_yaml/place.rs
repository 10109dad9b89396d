//! Positions in a file, and errors with a position.

use serde::Serialize;
use ts_rs::TS;

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[ts(rename = "HooksPlace")]
pub struct Place {
    /// The 1-based line.
    pub line: usize,
    /// The 1-based column in characters.
    pub column: usize,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {what}", .place.line, .place.column)]
pub struct HooksError {
    /// The position of the mistake.
    pub place: Place,
    /// What is wrong, and how to fix it.
    pub what: String,
}

impl HooksError {
    pub(super) fn at(place: Place, what: impl Into<String>) -> Self {
        Self { place, what: what.into() }
    }
}
