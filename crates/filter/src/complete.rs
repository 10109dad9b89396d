//! What a field needs that a filter is typed into: what can stand at the cursor, and which part is what.

use super::{
    Column, Filter, Span,
    lexer::{Lexeme, Word, lexemes, text_of},
    parser::{MOST_CHARACTERS, colon, is_pointer, sign},
    print::quoted,
    words::{self, Asks, NAMES},
};

/// Suggestions at a time.
const MOST_CHOICES: usize = 50;

/// What can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The first character that a choice replaces, from 0.
    pub from: usize,
    /// The one after the last.
    pub to: usize,
    /// The likeliest first.
    pub options: Vec<Choice>,
}

/// One of several things that can stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is put there.
    pub text: String,
    /// What it means; empty when it says so itself.
    pub about: String,
}

/// Completes the word before the cursor, which is a number of characters. Values that depend on what is stored come from
/// the caller, for the columns that it knows some of.
pub fn complete(text: &str, cursor: usize, known: &dyn Fn(Column) -> Vec<String>) -> Completion {
    let characters: Vec<char> = text.chars().take(MOST_CHARACTERS).collect();
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
        // A quotation mark before the cursor: a phrase.
        _ if word.before_quotes.is_some() => nothing(cursor, cursor),
        Some((_, at)) => {
            names(&characters[word.span.start..cursor].iter().collect::<String>(), word.span.start, at + 1)
        }
        None => names(&characters[word.span.start..cursor].iter().collect::<String>(), word.span.start, word.span.end),
    }
}

fn names(begun: &str, from: usize, to: usize) -> Completion {
    let fits = NAMES.iter().filter(|name| name.name.starts_with(begun));
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
    known: &dyn Fn(Column) -> Vec<String>,
) -> Completion {
    let start = word.glyphs[colon].at + 1;
    let Some(name) = words::find(&text_of(&word.glyphs[..colon])) else {
        return Completion { from: start, to: word.span.end, options: Vec::new() };
    };
    // Of a list, the value that the cursor is in.
    let comma = |glyph: &&super::lexer::Glyph| glyph.character == ',' && !glyph.quoted;
    let commas: Vec<_> = word.glyphs[colon + 1..].iter().filter(comma).map(|glyph| glyph.at).collect();
    let from = commas.iter().rev().find(|at| **at < cursor).map_or(start, |at| at + 1);
    let to = commas.iter().find(|at| **at >= cursor).map_or(word.span.end, |at| *at);
    let begun: String = characters[from..cursor].iter().filter(|character| **character != '"').collect();
    let fixed = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(word, about)| ((*word).to_owned(), (*about).to_owned())).collect()
    };
    let all = match name.asks {
        Asks::Column(column) => {
            let mut all = fixed(&words::values(column));
            if all.is_empty() {
                all = known(column).into_iter().map(|value| (value, String::new())).collect();
            }
            all
        }
        Asks::Received(_) => fixed(&words::TIMES),
        Asks::State => fixed(&words::STATES.map(|(word, _, about)| (word, about))),
        Asks::Has => fixed(&words::THINGS.map(|(word, _, about)| (word, about))),
        Asks::Number(super::Number::Status) => {
            fixed(&[("2xx", "taken"), ("4xx", "refused"), ("5xx", "failed"), (">=400", "refused or failed")])
        }
        Asks::Number(_) | Asks::Email | Asks::Header => Vec::new(),
    };
    // What begins so comes before what has it somewhere else.
    let small = begun.to_lowercase();
    let rank = |value: &str| value.to_lowercase().find(&small).map(|at| at > 0);
    let mut options: Vec<_> = all.into_iter().filter_map(|option| Some((rank(&option.0)?, option))).collect();
    options.sort_by_key(|(later, _)| *later);
    // A value with a quotation mark cannot be written; any character stands for it.
    let choice =
        |(_, (text, about)): (bool, (String, String))| Choice { text: quoted(&text.replace('"', "*"), true), about };
    Completion { from, to, options: options.into_iter().map(choice).take(MOST_CHOICES).collect() }
}

/// A part of a filter, to be coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its first character, from 0.
    pub start: usize,
    /// The one after its last.
    pub end: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What a part of a filter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that is looked for.
    Word,
    /// Words between quotation marks.
    Phrase,
    /// A name, with its colon.
    Name,
    /// What stands behind it, or behind a sign.
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

/// The parts of a text, in order and without overlaps, white space left out. Where the filter fails, that part is
/// [`TokenKind::Error`]; the rest is told apart all the same.
pub fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().take(MOST_CHARACTERS).collect();
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
    // An error may stand where nothing is written yet.
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
