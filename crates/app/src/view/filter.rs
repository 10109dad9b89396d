//! Tokens and completions for the search field. Positions count characters (Unicode scalar values)
//! from 0.

use hookglass_filter::{Token, TokenKind};
use serde::Serialize;
use ts_rs::TS;

/// A token of a filter, for highlighting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterToken {
    /// The position of its first character.
    pub start: u64,
    /// The position after its last character.
    pub end: u64,
    /// The kind.
    pub kind: FilterTokenKind,
}

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterTokenKind {
    /// A search word.
    Word,
    /// A quoted phrase.
    Phrase,
    /// A field name, with its colon.
    Name,
    /// The value after a field name or a comparison operator.
    Value,
    /// A JSON Pointer.
    Pointer,
    /// A comparison operator after a pointer.
    Sign,
    /// `-`
    Not,
    /// `OR`
    Or,
    /// `(` or `)`
    Parenthesis,
    /// The place where parsing fails.
    Error,
}

impl From<Token> for FilterToken {
    fn from(token: Token) -> Self {
        let kind = match token.kind {
            TokenKind::Word => FilterTokenKind::Word,
            TokenKind::Phrase => FilterTokenKind::Phrase,
            TokenKind::Name => FilterTokenKind::Name,
            TokenKind::Value => FilterTokenKind::Value,
            TokenKind::Pointer => FilterTokenKind::Pointer,
            TokenKind::Sign => FilterTokenKind::Sign,
            TokenKind::Not => FilterTokenKind::Not,
            TokenKind::Or => FilterTokenKind::Or,
            TokenKind::Parenthesis => FilterTokenKind::Parenthesis,
            TokenKind::Error => FilterTokenKind::Error,
        };
        Self { start: token.start as u64, end: token.end as u64, kind }
    }
}

/// The completions at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterCompletion {
    /// The position of the first character that a completion replaces.
    pub from: u64,
    /// The position after the last character that it replaces.
    pub to: u64,
    /// The completions, most likely first; at most 50.
    pub options: Vec<FilterCompletionItem>,
}

/// A completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterCompletionItem {
    /// The text to insert.
    pub text: String,
    /// The meaning; empty if the text is self-explanatory.
    pub about: String,
}
