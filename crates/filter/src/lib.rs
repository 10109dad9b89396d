//! Which events a person wants to see: the language of the search bar, the command line, forwarding and rules.
//!
//! `docs/filter.md` is its grammar, with an example of every word. Here is what a filter is once it is read: tests, put
//! together with and, or and not. Around it: reading ([`Filter::parse`]) and printing, which are each other's inverse;
//! deciding ([`Filter::decide`]) from as little of an event as will do; planning ([`Test::necessary`]) for whoever has
//! an index of words; and what a field that is typed into needs ([`complete`], [`tokens`]). Kept out: how events are found. The
//! store turns what it can into SQL and asks [`Filter::decide`] about the rest.

pub mod completion;
pub mod tokenizer;

use hookglass_json::pointer::Pointer;

mod complete;
mod decide;
mod decimal;
mod error;
mod facts;
mod lexer;
mod parser;
mod pattern;
mod plan;
mod print;
mod time;
mod words;

#[cfg(test)]
mod tests;

pub use complete::{Choice, Completion, Token, TokenKind, complete, tokens};
pub use error::{FilterError, Span};
pub use facts::{Body, Columns, Facts};
pub use pattern::{Pattern, Shape};
pub use plan::Needs;
pub use time::{Now, Side, Unit, When};

/// What an event has to be. The default is the filter that every event passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The tests, put together.
    pub expression: Expression,
}

impl Default for Filter {
    fn default() -> Self {
        Self { expression: Expression::All(Vec::new()) }
    }
}

/// Tests, put together. [`Expression::all`], [`Expression::any`] and [`Expression::negated`] keep it in the one form that the
/// parser gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// All of these hold; of none, always.
    All(Vec<Expression>),
    /// One of these holds, or several.
    Any(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
    /// One test.
    Term(Term),
}

impl Expression {
    /// All of them, without a level that says nothing.
    pub fn all(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::All(inner) => inner,
            other => vec![other],
        });
        let mut flat: Vec<_> = flat.collect();
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    /// Any of them, without a level that says nothing.
    pub fn any(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        let mut flat: Vec<_> = flat.collect();
        if flat.len() == 1 { flat.remove(0) } else { Self::Any(flat) }
    }

    /// The opposite.
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Every test in it, in the order in which they were written.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::terms).collect(),
            Self::Not(inner) => inner.terms(),
            Self::Term(term) => vec![term],
        }
    }

    /// The same with other tests.
    fn map(&self, change: &impl Fn(&Test) -> Test) -> Self {
        match self {
            Self::All(parts) => Self::All(parts.iter().map(|part| part.map(change)).collect()),
            Self::Any(parts) => Self::Any(parts.iter().map(|part| part.map(change)).collect()),
            Self::Not(inner) => Self::Not(Box::new(inner.map(change))),
            Self::Term(term) => Self::Term(Term { test: change(&term.test), span: term.span }),
        }
    }
}

/// One test, and where it was written. Two are equal when they test the same, wherever they stand.
#[derive(Debug, Clone)]
pub struct Term {
    /// What is tested.
    pub test: Test,
    /// Where it stands in the text, without the `-` before it.
    pub span: Span,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.test == other.test
    }
}

impl Eq for Term {}

/// What is tested. Of a list, one value is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The words of the text stand next to each other in the body, a header's value, the target, or type, subject or user
    /// id; the last may go on. A text without letters and digits has no words, and every event passes.
    Text(String),
    /// A column is one of these.
    Is(Column, Vec<Pattern>),
    /// The subject, or a member of the body whose name has `email` in it, is one of these, whatever the case of ASCII
    /// letters.
    Email(Vec<Pattern>),
    /// A number is in one of these ranges.
    Compares(Number, Vec<Range>),
    /// It arrived then.
    Received(Side, When),
    /// It is one of these.
    State(Vec<State>),
    /// It has one of these.
    Has(Vec<Thing>),
    /// A header line of that name is there, and its value fits.
    Header {
        /// The name; compared without case.
        name: String,
        /// The value; `None` for any.
        value: Option<Pattern>,
    },
    /// The body is JSON and a value in it fits.
    Member {
        /// Where the value stands.
        pointer: Pointer,
        /// What it has to be. `None`: it is there, or the pointer's text is found as [`Test::Text`] is, because a word
        /// such as `/hook` may mean a path.
        compared: Option<Comparison>,
    },
}

/// What a value of a body has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// `=`: one of these.
    Is(Vec<Pattern>),
    /// `!=`: there, and none of these.
    IsNot(Vec<Pattern>),
    /// A number that compares so with another, which is given by its digits. Never [`Order::Equal`].
    Number(Order, String),
}

/// Columns that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// `vendor:`
    Vendor,
    /// `type:`
    Type,
    /// `family:`
    Family,
    /// `kind:`
    Kind,
    /// `user:`
    User,
    /// `app:`
    App,
    /// `client:`
    Client,
    /// `by:`
    TriggeredBy,
    /// `id:`, the sender's or Hookglass's.
    Id,
    /// `method:`, whatever its case.
    Method,
    /// `path:`
    Path,
    /// `ip:`
    Ip,
    /// `signature:`
    Signature,
    /// `subject:`
    Subject,
}

/// Columns that hold a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `status:`
    Status,
    /// `size:`, with `k`, `m`, `g` for powers of 1024.
    Size,
    /// `seq:`; only what is an integer of 64 bits has a place among numbers.
    Seq,
}

/// Some numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Those that compare so.
    Order(Order, i64),
    /// `4xx`: those of a hundred.
    Hundred(i64),
}

impl Range {
    /// Whether a number is in it.
    pub fn holds(self, number: i64) -> bool {
        match self {
            Self::Order(order, than) => order.holds(number.cmp(&than)),
            Self::Hundred(hundred) => number.div_euclid(100) == hundred,
        }
    }
}

/// How numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `=`, or nothing.
    Equal,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `<`
    Less,
    /// `<=`
    AtMost,
}

impl Order {
    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Less => "<",
            Self::AtMost => "<=",
        }
    }

    fn holds(self, found: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::More => found.is_gt(),
            Self::AtLeast => found.is_ge(),
            Self::Less => found.is_lt(),
            Self::AtMost => found.is_le(),
        }
    }
}

/// What an event can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its sender's id came before, from the same sender and application.
    Duplicate,
    /// Its body is not whole.
    Truncated,
    /// Hookglass made it up, for an Authgear application that does not exist. Of other made-up events nothing tells.
    Sample,
    /// A person put a star on it.
    Starred,
}

/// What an event can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// `has:warning`
    Warning,
    /// `has:resends`
    Resends,
    /// `has:note`
    Note,
}

impl Filter {
    /// Reads a filter. An empty text is the filter that everything passes. Takes time in proportion to the text.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        parser::parse(text).map(|expression| Self { expression })
    }

    /// The same with every time that is meant from now, or by the clock on the wall, as an instant.
    pub fn fixed(&self, now: &Now) -> Self {
        let expression = self.expression.map(&|test| match test {
            Test::Received(side, when) => Test::Received(*side, When::Instant(when.instant(now))),
            other => other.clone(),
        });
        Self { expression }
    }
}
