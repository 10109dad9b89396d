//! A filter, once it is parsed.

use crate::error::FilterError;
use crate::expression::Expression;
use crate::parser;
use crate::test::Test;
use crate::time::{Now, When};

/// A condition on events. The default matches every event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The combined tests.
    pub expression: Expression,
}

impl Default for Filter {
    fn default() -> Self {
        Self { expression: Expression::All(Vec::new()) }
    }
}

impl Filter {
    /// Parses a filter in linear time. The empty text matches every event.
    pub fn parse(text: &str) -> Result<Self, FilterError> {
        parser::parse(text).map(|expression| Self { expression })
    }

    /// Replaces every relative or local time by its instant.
    pub fn fixed(&self, now: &Now) -> Self {
        let expression = self.expression.map(&|test| match test {
            Test::Received(side, when) => Test::Received(*side, When::Instant(when.instant(now))),
            other => other.clone(),
        });
        Self { expression }
    }
}
