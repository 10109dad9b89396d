//! A condition as SQL.
//!
//! SQL cannot express words, nor what only the event itself can decide. There the clause passes
//! every event that may pass, and is not exact. Under a negation such a part is bounded from the
//! other side. Values are always parameters.

use hookglass_filter::{Pattern, Shape};
use rusqlite::types::Value;
use std::sync::Arc;

use super::condition::Condition;

/// A condition as SQL, with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// True for every event that passes.
    pub(crate) sql: String,
    parameters: Vec<Parameter>,
    /// Whether every event for which it is true passes.
    pub(crate) exact: bool,
}

#[derive(Debug, Clone)]
enum Parameter {
    Value(Value),
    /// A list of ids, ascending, as JSON.
    Ids(Arc<[i64]>),
}

/// The part of ascending ids after `after` and up to `upto`.
pub(super) fn between(ids: &[i64], after: i64, upto: i64) -> &[i64] {
    let ids = &ids[..ids.partition_point(|id| *id <= upto)];
    &ids[ids.partition_point(|id| *id <= after)..]
}

impl Clause {
    /// True for every event.
    pub(crate) fn always() -> Self {
        Self { sql: "TRUE".to_owned(), parameters: Vec::new(), exact: true }
    }

    /// The values of its parameters, in order, for events after `after` and up to `upto`. Only
    /// these have to be named, so that a query on one event does not cost as much as the longest
    /// list of ids.
    pub(crate) fn values(&self, after: i64, upto: i64) -> impl Iterator<Item = Value> {
        self.parameters.iter().map(move |parameter| match parameter {
            Parameter::Value(value) => value.clone(),
            Parameter::Ids(ids) => {
                let ids = between(ids, after, upto).iter().map(i64::to_string).collect::<Vec<_>>();
                Value::Text(format!("[{}]", ids.join(",")))
            }
        })
    }

    pub(crate) fn of(condition: &Condition) -> Self {
        let mut clause = Self { sql: String::new(), parameters: Vec::new(), exact: true };
        clause.sql = clause.part(condition, Bound::Upper);
        clause
    }

    fn part(&mut self, condition: &Condition, bound: Bound) -> String {
        match condition {
            Condition::All(all) => self.joined(all, bound, " AND ", "TRUE"),
            Condition::Any(any) => self.joined(any, bound, " OR ", "FALSE"),
            // NULL must count as false, not as unknown.
            Condition::Not(inner) => format!("NOT coalesce({}, FALSE)", self.part(inner, bound.opposite())),
            Condition::Is(key, text) => {
                self.parameters.push(Parameter::Value(Value::Text(text.clone())));
                format!("({} = ?)", key.column())
            }
            Condition::Like(key, pattern) => self.like(key.column(), pattern, bound),
            Condition::Words(_) | Condition::HasMoreWords => self.bounded(bound, "TRUE"),
            Condition::Decided(only_where) => match bound {
                Bound::Upper => {
                    self.exact = false;
                    self.part(only_where, bound)
                }
                Bound::Lower => self.bounded(bound, "TRUE"),
            },
            Condition::Ids(ids) => {
                self.parameters.push(Parameter::Ids(Arc::clone(ids)));
                "(events.id IN (SELECT value FROM json_each(?)))".to_owned()
            }
            Condition::Sql(sql, more) => {
                self.parameters.extend(more.iter().cloned().map(Parameter::Value));
                format!("({sql})")
            }
        }
    }

    fn joined(&mut self, parts: &[Condition], bound: Bound, operator: &str, none: &str) -> String {
        match parts {
            [] => none.to_owned(),
            [one] => self.part(one, bound),
            // A balanced tree, because SQLite limits the depth of expressions.
            _ => {
                let (left, right) = parts.split_at(parts.len() / 2);
                let left = self.joined(left, bound, operator, none);
                format!("({left}{operator}{})", self.joined(right, bound, operator, none))
            }
        }
    }

    /// A part that SQL cannot express: `upper` as the upper bound, FALSE as the lower.
    fn bounded(&mut self, bound: Bound, upper: &str) -> String {
        self.exact = false;
        match bound {
            Bound::Upper => upper.to_owned(),
            Bound::Lower => "FALSE".to_owned(),
        }
    }

    /// Not GLOB, because it stops at a NUL.
    fn like(&mut self, column: &str, pattern: &Pattern, bound: Bound) -> String {
        let mut value = |text: &str| self.parameters.push(Parameter::Value(Value::Text(text.to_owned())));
        match (pattern.shape(), bound) {
            (Shape::Anything, _) => format!("({column} IS NOT NULL)"),
            (Shape::Exact(text), _) => {
                value(text);
                format!("({column} = ?)")
            }
            (Shape::Prefix(text), _) => {
                value(text);
                format!("(instr({column}, ?) = 1)")
            }
            (Shape::Contains(text), _) => {
                value(text);
                format!("(instr({column}, ?) > 0)")
            }
            (Shape::Other, Bound::Lower) => self.bounded(bound, "TRUE"),
            (Shape::Other, Bound::Upper) => {
                pattern.pieces().for_each(value);
                let each = vec![format!("instr({column}, ?) > 0"); pattern.pieces().count()];
                self.bounded(bound, &format!("({})", each.join(" AND ")))
            }
        }
    }
}

/// How a part that SQL cannot express is approximated.
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// Passes more events.
    Upper,
    /// Passes fewer events.
    Lower,
}

impl Bound {
    fn opposite(self) -> Self {
        match self {
            Self::Upper => Self::Lower,
            Self::Lower => Self::Upper,
        }
    }
}
