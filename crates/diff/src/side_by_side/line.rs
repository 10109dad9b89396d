//! A row of the layout as tokens.

use serde::Serialize;
use ts_rs::TS;

use crate::strings::{Part, parts};
use hookglass_json::display::elided;

/// Longer scalars and lines of text are cut.
pub(super) const MAX_CHARS: usize = 2_000;

/// A line of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LinePair {
    /// The old side's line; `None` for a gap.
    pub old: Option<DiffLine>,
    /// The new side's line; `None` for a gap.
    pub new: Option<DiffLine>,
    /// Whether the sides differ.
    pub changed: bool,
}

/// A line of pretty-printed JSON or of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Line")]
pub struct DiffLine {
    /// The 1-based line number.
    pub number: u32,
    /// The indentation level.
    pub depth: u32,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
}

/// A token of a line, for highlighting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Token {
    /// The kind of token.
    pub kind: TokenKind,
    /// The characters.
    pub text: String,
    /// Whether only this side has them.
    pub marked: bool,
}

/// The kind of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// A member's name.
    Key,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
    /// Brackets, colons, commas, and the marker of a missing line end.
    Mark,
    /// A line of a text that is not JSON.
    Text,
}

/// Marks where two texts differ, and shortens long ones.
pub(super) fn cut(old: &str, new: &str) -> (Vec<Part>, Vec<Part>) {
    parts(&elided(old, MAX_CHARS), &elided(new, MAX_CHARS))
}

/// A text without marks, shortened.
pub(super) fn whole(text: &str) -> Vec<Part> {
    vec![Part { text: elided(text, MAX_CHARS), marked: false }]
}

pub(super) fn mark(text: &str) -> Token {
    Token { kind: TokenKind::Mark, text: text.to_owned(), marked: false }
}

pub(super) fn tokens(kind: TokenKind, parts: Vec<Part>) -> impl Iterator<Item = Token> {
    parts.into_iter().map(move |part| Token { kind, text: part.text, marked: part.marked })
}
