//! What the search field shows of a filter that is typed. Places are characters (Unicode scalar values) from 0.

use hookglass_filter::{Token, TokenKind};
use serde::Serialize;
use ts_rs::TS;

/// A part of a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterToken {
    /// Its first character.
    pub start: u64,
    /// The one after its last.
    pub end: u64,
    /// What it is.
    pub kind: FilterTokenKind,
}

/// What a part of a filter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterTokenKind {
    /// A word that is looked for.
    Word,
    /// Words between quotation marks.
    Phrase,
    /// A name, with its colon.
    Name,
    /// What stands behind a name or a sign.
    Value,
    /// A JSON Pointer.
    Pointer,
    /// What compares a pointer's value.
    Sign,
    /// `-`
    Not,
    /// `OR`
    Or,
    /// `(` or `)`
    Parenthesis,
    /// What the filter fails at.
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

/// What can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterCompletion {
    /// The first character that a choice replaces.
    pub from: u64,
    /// The one after the last.
    pub to: u64,
    /// The likeliest first; 50 at most.
    pub options: Vec<FilterChoice>,
}

/// One of several things that can stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FilterChoice {
    /// What is put there.
    pub text: String,
    /// What it means; empty when it says so itself.
    pub about: String,
}
