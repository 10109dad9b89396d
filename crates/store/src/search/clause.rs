//! A condition as SQL.
//!
//! SQL cannot express words, nor what only the event itself can decide. There the clause passes every event that may pass,
//! and is not exact. Under a negation such a part is bounded from the other side. Values are always parameters.

use hookglass_filter::{Pattern, Shape};
use rusqlite::types::Value;

use super::condition::Condition;

/// A condition as SQL, with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// True for every event that passes.
    pub(crate) sql: String,
    /// The values of its parameters, in order.
    pub(crate) values: Vec<Value>,
    /// Whether every event for which it is true passes.
    pub(crate) exact: bool,
}

impl Clause {
    /// True for every event.
    pub(crate) fn always() -> Self {
        Self { sql: "TRUE".to_owned(), values: Vec::new(), exact: true }
    }

    pub(crate) fn of(condition: &Condition) -> Self {
        let mut clause = Self { sql: String::new(), values: Vec::new(), exact: true };
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
                self.values.push(Value::Text(text.clone()));
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
                let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
                self.values.push(Value::Text(format!("[{list}]")));
                "(events.id IN (SELECT value FROM json_each(?)))".to_owned()
            }
            Condition::Sql(sql, more) => {
                self.values.extend(more.iter().cloned());
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
        let mut value = |text: &str| self.values.push(Value::Text(text.to_owned()));
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
