//! From words to expressions.

use crate::error::{FilterError, Span};
use crate::expression::{Expression, Term};
use crate::lexer::{Lexeme, MAX_CHARS, lexemes};
use crate::test::{Comparison, Test};
use crate::value;

/// Tests of one filter, counting every value of a list. SQL allows an expression several hundred.
pub(crate) const MAX_TESTS: usize = 100;

/// The nesting depth of parentheses.
pub(crate) const MAX_DEPTH: usize = 20;

/// Parses a filter.
pub(crate) fn parse(text: &str) -> Result<Expression, FilterError> {
    let characters: Vec<char> = text.chars().take(MAX_CHARS + 1).collect();
    if characters.len() > MAX_CHARS {
        let span = Span { start: MAX_CHARS, end: MAX_CHARS + 1 };
        return Err(FilterError::new(span, format!("longer than {MAX_CHARS} characters; leave some out")));
    }
    let lexemes = lexemes(&characters);
    let mut parser = Parser { lexemes: &lexemes, at: 0, tests: 0, end: characters.len() };
    if lexemes.is_empty() {
        return Ok(Expression::All(Vec::new()));
    }
    let expression = parser.any(0)?;
    match parser.next() {
        Some(Lexeme::Close(at)) => Err(FilterError::new(
            Span { start: *at, end: at + 1 },
            "a ) without its (; take it away, or put the word into quotation marks",
        )),
        _ => Ok(expression),
    }
}

struct Parser<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
    tests: usize,
    /// Characters of the text.
    end: usize,
}

impl<'a> Parser<'a> {
    fn next(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.at)
    }

    /// Tests separated by `OR`.
    fn any(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let mut parts = vec![self.all(depth)?];
        while let Some(Lexeme::Or(_)) = self.next() {
            self.at += 1;
            parts.push(self.all(depth)?);
        }
        Ok(Expression::any(parts))
    }

    /// One or more adjacent tests.
    fn all(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let mut parts = Vec::new();
        loop {
            match self.next() {
                Some(Lexeme::Close(_) | Lexeme::Or(_)) | None => break,
                Some(_) => parts.push(self.unit(depth)?),
            }
        }
        if !parts.is_empty() {
            return Ok(Expression::all(parts));
        }
        let or = |at: usize| Span { start: at, end: at + 2 };
        let before = self.at.checked_sub(1).and_then(|at| self.lexemes.get(at));
        Err(match (before, self.next()) {
            (Some(Lexeme::Or(at)), _) | (_, Some(Lexeme::Or(at))) => FilterError::new(
                or(*at),
                "OR needs a test before it and another behind it; to find the word, write \"OR\"",
            ),
            (Some(Lexeme::Open(at)), _) => FilterError::new(
                Span { start: *at, end: at + 1 },
                "parentheses with nothing in them; put a test there, or put them into quotation marks",
            ),
            // A leading `)`.
            (_, Some(Lexeme::Close(at))) => FilterError::new(
                Span { start: *at, end: at + 1 },
                "a ) without its (; take it away, or put the word into quotation marks",
            ),
            _ => FilterError::new(Span { start: self.end, end: self.end }, "a test is missing"),
        })
    }

    /// A test or a group, with or without `-`.
    fn unit(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let negated = matches!(self.next(), Some(Lexeme::Not(_)));
        self.at += usize::from(negated);
        let expression = match self.next() {
            Some(Lexeme::Open(at)) => self.group(*at, depth)?,
            Some(Lexeme::Word(word)) => {
                self.at += 1;
                let test = value::read(word)?;
                self.count(&test, word.span)?;
                Expression::Term(Term { test, span: word.span })
            }
            _ => return Err(FilterError::new(Span { start: self.end, end: self.end }, "a test is missing")),
        };
        Ok(if negated { expression.negated() } else { expression })
    }

    fn group(&mut self, open: usize, depth: usize) -> Result<Expression, FilterError> {
        let span = Span { start: open, end: open + 1 };
        if depth == MAX_DEPTH {
            return Err(FilterError::new(span, format!("more than {MAX_DEPTH} parentheses in one another")));
        }
        self.at += 1;
        let inner = self.any(depth + 1)?;
        match self.next() {
            Some(Lexeme::Close(_)) => {
                self.at += 1;
                Ok(inner)
            }
            _ => Err(FilterError::new(span, "a ( that is not closed; add ) at the end")),
        }
    }

    fn count(&mut self, test: &Test, span: Span) -> Result<(), FilterError> {
        self.tests += match test {
            Test::Is(_, any) | Test::Email(any) => any.len(),
            Test::Compares(_, any) => any.len(),
            Test::State(any) => any.len(),
            Test::Has(any) => any.len(),
            Test::Member { compared: Some(Comparison::Is(any) | Comparison::IsNot(any)), .. } => any.len(),
            _ => 1,
        };
        if self.tests <= MAX_TESTS {
            return Ok(());
        }
        Err(FilterError::new(span, format!("more than {MAX_TESTS} tests; leave some out")))
    }
}
