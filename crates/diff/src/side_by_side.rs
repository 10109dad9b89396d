//! Two values or texts side by side, line by line: the same member stands on the same line, and a gap stands where one side
//! has nothing.
//!
//! A layout of JSON is one of the same comparison as `diff.rs`, member by member, not a comparison of texts: key order never
//! shows up as a change. A [`Layout`] keeps handles only, twelve bytes a row; the tokens of a row are made when it is asked
//! for. What of it is folded away is in `lines/fold.rs`. Nothing recurses on depth.

use serde::Serialize;
use ts_rs::TS;

use crate::{Part, parts};
use hookglass_json::display::elided;

mod fold;
mod rows;
mod text;
mod values;

pub use fold::{Folded, Folds};
pub use text::{TextLines, TextsCompared};

use rows::Rows;

/// A longer scalar or line of text is cut.
const LONGEST: usize = 2_000;

/// A line of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LinePair {
    /// The old side's line, or a gap.
    pub old: Option<Line>,
    /// The new side's line, or a gap.
    pub new: Option<Line>,
    /// Whether they differ.
    pub changed: bool,
}

/// A line of pretty-printed JSON, or of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Line {
    /// Line number, from 1.
    pub number: u32,
    /// Levels of indentation.
    pub depth: u32,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
}

/// A token of JSON, for colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its characters.
    pub text: String,
    /// Whether they are on this side only.
    pub marked: bool,
}

/// What a token is.
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
    /// Brackets, colons, commas; of a text, that its last line has no end.
    Mark,
    /// A line of a text that is not JSON.
    Text,
}

/// Which of two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The older one.
    Old,
    /// The newer one.
    New,
}

/// The rows of two values or texts side by side.
#[derive(Debug)]
pub struct Layout {
    rows: Rows,
}

impl Layout {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the sides of a row differ.
    pub fn is_changed(&self, row: usize) -> bool {
        self.rows.is_changed(row)
    }
}

/// Two texts, cut where they differ, and cut short where they are long.
fn cut(old: &str, new: &str) -> (Vec<Part>, Vec<Part>) {
    parts(&elided(old, LONGEST), &elided(new, LONGEST))
}

fn whole(text: &str) -> Vec<Part> {
    vec![Part { text: elided(text, LONGEST), marked: false }]
}

fn mark(text: &str) -> Token {
    Token { kind: TokenKind::Mark, text: text.to_owned(), marked: false }
}

fn tokens(kind: TokenKind, parts: Vec<Part>) -> impl Iterator<Item = Token> {
    parts.into_iter().map(move |part| Token { kind, text: part.text, marked: part.marked })
}

#[cfg(test)]
mod tests;
