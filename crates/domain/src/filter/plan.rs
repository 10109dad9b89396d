//! What a filter can be answered from, for whoever has an index.

use super::{
    Column, Comparison, Expression, Filter, Number, Pattern, Range, Shape, Side, State, Test, Thing, When,
    decimal::is_number,
};
use crate::pointer::array_index;

/// What of an event has to be read, each with what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// The columns of a list.
    Columns,
    /// The header lines.
    Headers,
    /// The body.
    Body,
}

/// Something that is so of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// A column fits; `method:` whatever its case, `id:` Hookscope's own as well.
    Column(Column, Pattern),
    /// A number is in a range.
    Number(Number, Range),
    /// It arrived then.
    Received(Side, When),
    /// It is that.
    State(State),
    /// It has that.
    Has(Thing),
    /// A text stands, in any case of its ASCII letters, in the body's texts ([`Body::texts`](super::Body::texts)), in a
    /// header's value, or in type, subject, path or user id. Never empty.
    Text(String),
}

impl Clue {
    /// How many events it is likely to leave; fewer is less.
    fn cost(&self) -> usize {
        match self {
            Self::Column(Column::Id | Column::User, pattern) if matches!(pattern.shape(), Shape::Exact(_)) => 0,
            Self::State(_) | Self::Has(_) => 2,
            // A long text is rarer than a short one.
            Self::Text(text) => 14_usize.saturating_sub(text.len()).max(3),
            Self::Column(_, pattern) if matches!(pattern.shape(), Shape::Exact(_)) => 8,
            Self::Column(..) => 12,
            Self::Number(..) | Self::Received(..) => 13,
        }
    }
}

impl Filter {
    /// What has to be read to tell of any event whether it passes.
    pub fn needs(&self) -> Needs {
        self.expression.terms().iter().map(|term| term.test.needs()).max().unwrap_or(Needs::Columns)
    }

    /// Whether the columns of a list are enough.
    pub fn columns_only(&self) -> bool {
        self.needs() == Needs::Columns
    }

    /// Whether it asks which events are repeats of others.
    pub fn asks_for_repeats(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::State(any) if any.contains(&State::Duplicate));
        self.expression.terms().iter().any(|term| asks(&term.test))
    }

    /// What holds of every event that passes: of each of these lists one clue, or several. An event of which all that
    /// holds may still not pass; [`Filter::decide`] knows. Times are as written; see [`Filter::fixed`].
    pub fn necessary(&self) -> Vec<Vec<Clue>> {
        necessary(&self.expression, false)
    }
}

fn necessary(expression: &Expression, negated: bool) -> Vec<Vec<Clue>> {
    match (expression, negated) {
        (Expression::Not(inner), _) => necessary(inner, !negated),
        (Expression::Term(term), false) => term.test.necessary(),
        (Expression::Term(term), true) => term.test.necessary_of_opposite(),
        (Expression::All(parts), false) | (Expression::Any(parts), true) => {
            parts.iter().flat_map(|part| necessary(part, negated)).collect()
        }
        (Expression::Any(parts), false) | (Expression::All(parts), true) => {
            // Of each alternative the clue that leaves the fewest events; if one has none, nothing is necessary.
            let best = parts.iter().map(|part| {
                let pieces = necessary(part, negated);
                pieces.into_iter().min_by_key(|piece| piece.iter().map(Clue::cost).max())
            });
            let all: Option<Vec<_>> = best.collect();
            all.filter(|all| !all.is_empty()).map(|all| all.into_iter().flatten().collect()).into_iter().collect()
        }
    }
}

impl Test {
    fn needs(&self) -> Needs {
        match self {
            Self::Text(_) | Self::Email(_) | Self::Member { .. } => Needs::Body,
            Self::Header { .. } => Needs::Headers,
            _ => Needs::Columns,
        }
    }

    fn necessary(&self) -> Vec<Vec<Clue>> {
        match self {
            Self::Text(text) => text_clue(text).into_iter().map(|clue| vec![clue]).collect(),
            Self::Is(column, any) => vec![any.iter().map(|pattern| Clue::Column(*column, pattern.clone())).collect()],
            Self::Email(any) => pieces(any).into_iter().collect(),
            Self::Compares(number, any) => vec![any.iter().map(|range| Clue::Number(*number, *range)).collect()],
            Self::Received(side, when) => vec![vec![Clue::Received(*side, *when)]],
            Self::State(any) => vec![any.iter().map(|state| Clue::State(*state)).collect()],
            Self::Has(any) => vec![any.iter().map(|thing| Clue::Has(*thing)).collect()],
            Self::Header { value, .. } => {
                value.iter().filter_map(|value| text_clue(value.longest_piece()?)).map(|clue| vec![clue]).collect()
            }
            Self::Member { pointer, compared: None } => {
                // It is a text that is found, or the last name of it stands in the body.
                let text = text_clue(&pointer.to_string());
                let name = pointer.tokens().iter().rev().find(|token| array_index(token).is_none());
                match (text, name.and_then(|name| text_clue(name))) {
                    (Some(text), Some(name)) => vec![vec![text, name]],
                    _ => Vec::new(),
                }
            }
            Self::Member { pointer, compared: Some(compared) } => {
                let names = pointer.tokens().iter().filter(|token| array_index(token).is_none());
                let mut found: Vec<_> = names.filter_map(|name| text_clue(name)).map(|clue| vec![clue]).collect();
                if let Comparison::Is(any) = compared {
                    found.extend(pieces(any));
                }
                found
            }
        }
    }

    fn necessary_of_opposite(&self) -> Vec<Vec<Clue>> {
        match self {
            Self::Received(Side::Before, when) => vec![vec![Clue::Received(Side::After, *when)]],
            Self::Received(Side::After, when) => vec![vec![Clue::Received(Side::Before, *when)]],
            _ => Vec::new(),
        }
    }
}

fn text_clue(text: &str) -> Option<Clue> {
    (!text.is_empty()).then(|| Clue::Text(text.to_owned()))
}

/// A text that each of some values has to hold. A number has many spellings, so none of them is necessary.
fn pieces(any: &[Pattern]) -> Option<Vec<Clue>> {
    let clue = |pattern: &Pattern| match is_number(pattern.text()) {
        true => None,
        false => text_clue(pattern.longest_piece()?),
    };
    any.iter().map(clue).collect()
}
