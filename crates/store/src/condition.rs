//! What is asked of an event, as the database can answer it.
//!
//! A condition becomes a WHERE clause over a row of `events` ([`Clause`]) and, as far as it goes, a question to the index
//! (`plan.rs`). Words, and what only the event itself can say, are no SQL: there the clause lets every event pass that may pass, and
//! tells that it is not exact. Negated, such a part is bounded from the other side. No value is ever part of the SQL text.
//! Kept out: how a person writes a filter, and what its words stand for (`filter.rs`).

use hookglass_filter::{Pattern, Shape, tokenizer::Phrase};
use rusqlite::types::Value;

/// What an event has to be to pass.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// All of these hold; so with none of them it is every event.
    All(Vec<Condition>),
    /// One of these holds; so with none of them it is no event.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A column is this text.
    Is(Key, String),
    /// A column has this form.
    Like(Key, Pattern),
    /// The event has these words next to each other.
    Words(Phrase),
    /// The event has words that do not count, because its body is long.
    HasMoreWords,
    /// Only the event itself can say; and only where this holds it can say yes.
    Asked(Box<Condition>),
    /// The event has one of these ids.
    Ids(Vec<i64>),
    /// An expression over the columns of `events`, and the values of its question marks, in order.
    Sql(String, Vec<Value>),
}

/// Columns that are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Vendor,
    Type,
    Family,
    Kind,
    User,
    App,
    Client,
    TriggeredBy,
    EventId,
    /// In small letters.
    Method,
    Path,
    Ip,
    /// What a person recognises it by.
    Subject,
    /// A later check can say something else, so the index does not know it.
    Signature,
}

impl Key {
    /// Those whose values the index knows.
    pub(crate) const INDEXED: [Self; 13] = [
        Self::Vendor,
        Self::Type,
        Self::Family,
        Self::Kind,
        Self::User,
        Self::App,
        Self::Client,
        Self::TriggeredBy,
        Self::EventId,
        Self::Method,
        Self::Path,
        Self::Ip,
        Self::Subject,
    ];

    pub(crate) fn column(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Type => "type",
            Self::Family => "family",
            Self::Kind => "kind",
            Self::User => "user_id",
            Self::App => "app_id",
            Self::Client => "client_id",
            Self::TriggeredBy => "triggered_by",
            Self::EventId => "event_id",
            Self::Method => "lower(method)",
            Self::Path => "path",
            Self::Ip => "ip",
            Self::Subject => "subject",
            Self::Signature => "signature",
        }
    }
}

/// A condition as SQL, with its values.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    /// Every event that passes fulfils this.
    pub(crate) sql: String,
    /// The values of its question marks, in order.
    pub(crate) values: Vec<Value>,
    /// Whether every event that fulfils it passes.
    pub(crate) exact: bool,
}

impl Clause {
    /// Asks nothing.
    pub(crate) fn nothing() -> Self {
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
            // A column that is null neither is the text nor is it not: it does not hold.
            Condition::Not(inner) => format!("NOT coalesce({}, FALSE)", self.part(inner, bound.opposite())),
            Condition::Is(key, text) => {
                self.values.push(Value::Text(text.clone()));
                format!("({} = ?)", key.column())
            }
            Condition::Like(key, pattern) => self.like(key.column(), pattern, bound),
            Condition::Words(_) | Condition::HasMoreWords => self.bounded(bound, "TRUE"),
            Condition::Asked(only_where) => match bound {
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

    fn joined(&mut self, parts: &[Condition], bound: Bound, word: &str, none: &str) -> String {
        match parts {
            [] => none.to_owned(),
            [one] => self.part(one, bound),
            // Balanced, because SQLite bounds how deep an expression is.
            _ => {
                let (left, right) = parts.split_at(parts.len() / 2);
                let left = self.joined(left, bound, word, none);
                format!("({left}{word}{})", self.joined(right, bound, word, none))
            }
        }
    }

    /// What SQL cannot say: from above what is given, from below nothing.
    fn bounded(&mut self, bound: Bound, upper: &str) -> String {
        self.exact = false;
        match bound {
            Bound::Upper => upper.to_owned(),
            Bound::Lower => "FALSE".to_owned(),
        }
    }

    /// GLOB would do, but for texts with a NUL in them, where it ends.
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

/// What a part that SQL cannot say is taken for.
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// What lets pass more.
    Upper,
    /// What lets pass less.
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
