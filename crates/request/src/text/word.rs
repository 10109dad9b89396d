//! A word of a command line.

/// A word of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    /// The first byte in the text, and the byte after the last.
    pub(super) span: (usize, usize),
}
