//! Completion and highlighting for an input field.

use std::collections::HashMap;

use crate::error::Span;
use crate::fields::{self, FIELDS, FieldKind};
use crate::filter::Filter;
use crate::lexer::{Glyph, Lexeme, MAX_CHARS, Word, colon, is_pointer, lexemes, sign, text_of};
use crate::number::Number;
use crate::print::quoted;
use crate::test::Column;

/// Suggestions at a time.
const MAX_CHOICES: usize = 50;

/// The suggestions for the word at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The first character that a choice replaces, 0-based.
    pub from: usize,
    /// The character after the last that a choice replaces.
    pub to: usize,
    /// The choices, best first.
    pub options: Vec<Choice>,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The inserted text.
    pub text: String,
    /// A description; empty if the text is self-explanatory.
    pub about: String,
}

/// A value of a column that the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownValue {
    /// The value.
    pub value: String,
    /// The number of stored events with this value.
    pub events: u64,
}

/// Completes the word before the cursor, a 0-based character. `known` returns the known values of a
/// column, the best first and each of them once.
pub fn complete(text: &str, cursor: usize, known: &dyn Fn(Column) -> Vec<KnownValue>) -> Completion {
    let characters: Vec<char> = text.chars().take(MAX_CHARS).collect();
    let cursor = cursor.min(characters.len());
    let found = lexemes(&characters).into_iter().find_map(|lexeme| match lexeme {
        Lexeme::Word(word) if word.span.start < cursor && cursor <= word.span.end => Some(word),
        _ => None,
    });
    let nothing = |from, to| Completion { from, to, options: Vec::new() };
    let Some(word) = found else { return names("", cursor, cursor) };
    if is_pointer(&word) {
        return nothing(cursor, cursor);
    }
    let place = colon(&word).map(|colon| (colon, word.glyphs[colon].at));
    match place {
        Some((colon, at)) if cursor > at => value(&characters, &word, colon, cursor, known),
        // A quotation mark before the cursor starts a phrase.
        _ if word.before_quotes.is_some() => nothing(cursor, cursor),
        Some((_, at)) => {
            names(&characters[word.span.start..cursor].iter().collect::<String>(), word.span.start, at + 1)
        }
        None => names(&characters[word.span.start..cursor].iter().collect::<String>(), word.span.start, word.span.end),
    }
}

fn names(begun: &str, from: usize, to: usize) -> Completion {
    let fits = FIELDS.iter().filter(|name| name.name.starts_with(begun));
    let options = fits.map(|name| Choice {
        text: name.name.to_owned(),
        about: format!("{}, as in {}{}", name.about, name.name, name.example),
    });
    Completion { from, to, options: options.collect() }
}

fn value(
    characters: &[char],
    word: &Word,
    colon: usize,
    cursor: usize,
    known: &dyn Fn(Column) -> Vec<KnownValue>,
) -> Completion {
    let start = word.glyphs[colon].at + 1;
    let Some(field) = fields::find(&text_of(&word.glyphs[..colon])) else {
        return Completion { from: start, to: word.span.end, options: Vec::new() };
    };
    // In a list, only the value at the cursor is completed.
    let comma = |glyph: &&Glyph| glyph.character == ',' && !glyph.quoted;
    let commas: Vec<_> = word.glyphs[colon + 1..].iter().filter(comma).map(|glyph| glyph.at).collect();
    let from = commas.iter().rev().find(|at| **at < cursor).map_or(start, |at| at + 1);
    let to = commas.iter().find(|at| **at >= cursor).map_or(word.span.end, |at| *at);
    let begun: String = characters[from..cursor].iter().filter(|character| **character != '"').collect();
    let fixed = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(word, about)| ((*word).to_owned(), (*about).to_owned())).collect()
    };
    let all = match field.kind {
        FieldKind::Column(column) => {
            let mut all = fixed(&fields::values(column));
            if all.is_empty() {
                let values = known(column);
                let groups = if column == Column::Type { groups(&values, &begun) } else { Vec::new() };
                all = groups.into_iter().chain(values).map(|one| (one.value, counted(one.events))).collect();
            }
            all
        }
        FieldKind::Received(_) => fixed(&fields::TIMES),
        FieldKind::State => fixed(&fields::STATES.map(|(word, _, about)| (word, about))),
        FieldKind::Has => fixed(&fields::PROPERTIES.map(|(word, _, about)| (word, about))),
        FieldKind::Number(Number::Status) => {
            fixed(&[("2xx", "taken"), ("4xx", "refused"), ("5xx", "failed"), (">=400", "refused or failed")])
        }
        FieldKind::Number(_) | FieldKind::Email | FieldKind::Header => Vec::new(),
    };
    // Prefix matches come before other matches.
    let small = begun.to_lowercase();
    let rank = |value: &str| value.to_lowercase().find(&small).map(|at| at > 0);
    let mut options: Vec<_> = all.into_iter().filter_map(|option| Some((rank(&option.0)?, option))).collect();
    options.sort_by_key(|(later, _)| *later);
    // The language cannot express a quotation mark, so a wildcard replaces it.
    let choice =
        |(_, (text, about)): (bool, (String, String))| Choice { text: quoted(&text.replace('"', "*"), true), about };
    Completion { from, to, options: options.into_iter().map(choice).take(MAX_CHOICES).collect() }
}

/// The number of events with a value.
fn counted(events: u64) -> String {
    match events {
        0 => "no events".to_owned(),
        1 => "1 event".to_owned(),
        more => format!("{more} events"),
    }
}

/// The groups of types that continue the text, such as `identity.*`, with the sums of their events.
/// A group is as deep as the text: `identity.email.*` follows only after `identity.`. A group has at
/// least two types.
fn groups(types: &[KnownValue], begun: &str) -> Vec<KnownValue> {
    let begun = begun.to_lowercase();
    let depth = begun.matches('.').count();
    let mut groups: Vec<(String, usize, u64)> = Vec::new();
    let mut places = HashMap::new();
    for one in types {
        for (dot, _) in one.value.match_indices('.').take(depth + 1) {
            let group = format!("{}.*", &one.value[..dot]);
            if dot == 0 || !group.to_lowercase().starts_with(&begun) {
                continue;
            }
            let place = *places.entry(group.clone()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((group, 0, 0));
            }
            groups[place].1 += 1;
            groups[place].2 += one.events;
        }
    }
    let several = groups.into_iter().filter(|(_, types, _)| *types > 1);
    several.map(|(value, _, events)| KnownValue { value, events }).collect()
}

/// A part of a filter, for highlighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The first character, 0-based.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// The kind of token.
    pub kind: TokenKind,
}

/// The kind of a part of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A search word.
    Word,
    /// Words in quotation marks.
    Phrase,
    /// A field name with its colon.
    Name,
    /// The value after a field or an operator.
    Value,
    /// A JSON Pointer.
    Pointer,
    /// The operator after a pointer.
    Sign,
    /// `-`
    Not,
    /// `OR`
    Or,
    /// `(` or `)`
    Parenthesis,
    /// The part with the error.
    Error,
}

/// The parts of a text in order, without overlaps and white space. The part with an error is
/// [`TokenKind::Error`]; the others are still classified.
pub fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().take(MAX_CHARS).collect();
    let mut tokens = Vec::new();
    let mut add = |start: usize, end: usize, kind| {
        if start < end {
            tokens.push(Token { start, end, kind });
        }
    };
    for lexeme in lexemes(&characters) {
        match lexeme {
            Lexeme::Not(at) => add(at, at + 1, TokenKind::Not),
            Lexeme::Or(at) => add(at, at + 2, TokenKind::Or),
            Lexeme::Open(at) | Lexeme::Close(at) => add(at, at + 1, TokenKind::Parenthesis),
            Lexeme::Word(word) => {
                let Span { start, end } = word.span;
                let signed = is_pointer(&word).then(|| sign(&word.glyphs));
                match (signed, colon(&word)) {
                    (Some(Some((from, to))), _) => {
                        let (from, to) = (word.glyphs[from].at, word.glyphs[to - 1].at + 1);
                        add(start, from, TokenKind::Pointer);
                        add(from, to, TokenKind::Sign);
                        add(to, end, TokenKind::Value);
                    }
                    (Some(None), _) => add(start, end, TokenKind::Pointer),
                    (None, Some(colon)) => {
                        let value = word.glyphs[colon].at + 1;
                        add(start, value, TokenKind::Name);
                        add(value, end, TokenKind::Value);
                    }
                    (None, None) if word.before_quotes.is_some() => add(start, end, TokenKind::Phrase),
                    (None, None) => add(start, end, TokenKind::Word),
                }
            }
        }
    }
    match Filter::parse(text) {
        Ok(_) => tokens,
        Err(error) => with_error(tokens, error.span),
    }
}

fn with_error(tokens: Vec<Token>, at: Span) -> Vec<Token> {
    // An error can be at a position without text.
    let end = at.end.max(at.start + 1);
    let mut parts = Vec::new();
    for token in tokens {
        parts.push(Token { end: token.end.min(at.start), ..token });
        parts.push(Token { start: token.start.max(end), ..token });
    }
    parts.push(Token { start: at.start, end, kind: TokenKind::Error });
    parts.retain(|part| part.start < part.end);
    parts.sort_by_key(|part| part.start);
    parts
}
