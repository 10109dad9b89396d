//! Syntax errors and the positions they point at.

/// Why the bytes are not a single JSON value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line}, column {column}")]
pub struct SyntaxError {
    /// The problem, without its position.
    pub what: String,
    /// Byte offset in the source.
    pub offset: usize,
    /// 1-based line.
    pub line: usize,
    /// 1-based column in characters.
    pub column: usize,
    /// Whether the text exceeds a limit of the reader. It may still be valid JSON.
    pub gave_up: bool,
}

/// The 1-based line and column of a byte offset. Columns count characters.
pub fn position(source: &[u8], offset: usize) -> (usize, usize) {
    let before = &source[..offset.min(source.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}
