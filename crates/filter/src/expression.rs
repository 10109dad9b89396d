//! Tests combined by and, or and not.

use crate::error::Span;
use crate::test::Test;

/// Combined tests. [`Expression::all`], [`Expression::any`] and `negated` keep the normal form that
/// the parser produces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// All of these hold. An empty list always holds.
    All(Vec<Expression>),
    /// At least one of these holds.
    Any(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
    /// One test.
    Term(Term),
}

impl Expression {
    /// A conjunction, flattened.
    pub fn all(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::All(inner) => inner,
            other => vec![other],
        });
        let mut flat: Vec<_> = flat.collect();
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    /// A disjunction, flattened.
    pub fn any(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        let mut flat: Vec<_> = flat.collect();
        if flat.len() == 1 { flat.remove(0) } else { Self::Any(flat) }
    }

    /// The negation.
    pub(crate) fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Every test, in the order of the text.
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::terms).collect(),
            Self::Not(inner) => inner.terms(),
            Self::Term(term) => vec![term],
        }
    }

    /// Replaces every test.
    pub(crate) fn map(&self, change: &impl Fn(&Test) -> Test) -> Self {
        match self {
            Self::All(parts) => Self::All(parts.iter().map(|part| part.map(change)).collect()),
            Self::Any(parts) => Self::Any(parts.iter().map(|part| part.map(change)).collect()),
            Self::Not(inner) => Self::Not(Box::new(inner.map(change))),
            Self::Term(term) => Self::Term(Term { test: change(&term.test), span: term.span }),
        }
    }
}

/// A test and its position. Terms are equal if their tests are.
#[derive(Debug, Clone)]
pub struct Term {
    /// The test.
    pub test: Test,
    /// The position in the text, without the `-` before it.
    pub span: Span,
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        self.test == other.test
    }
}

impl Eq for Term {}
