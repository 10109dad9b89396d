//! A filter as SQL over the columns of a list.
//!
//! What the columns cannot say (words in bodies, header lines, members, some patterns) is bounded: the clause lets every
//! event pass that may pass, and says whether it is exact or the events are to be asked one by one. Negated, such a test
//! is bounded from the other side. No value of a filter is ever part of the SQL text.

use hookscope_domain::{
    envelope::Vendor,
    filter::{Column, Expression, Filter, Now, Number, Order, Pattern, Range, Shape, Side, State, Test, Thing},
    sample,
};
use jiff::Timestamp;
use rusqlite::types::Value;

/// SQL with its values.
#[derive(Debug)]
pub(crate) struct Clause {
    among: (i64, i64),
    /// The values of `?1`, `?2` and so on.
    pub(crate) values: Vec<Value>,
    /// Whether all that passes the clause passes the filter.
    pub(crate) exact: bool,
}

/// What a test that SQL cannot say is taken for.
#[derive(Debug, Clone, Copy)]
enum Bound {
    /// What lets pass more.
    Upper,
    /// What lets pass less.
    Lower,
}

impl Clause {
    /// For the events after an id, up to another.
    pub(crate) fn new(after: i64, upto: i64) -> Self {
        Self { among: (after, upto), values: Vec::new(), exact: true }
    }

    /// A value's place in the text.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// What every event fulfils that passes.
    pub(crate) fn of(&mut self, filter: &Filter, now: &Now) -> String {
        self.part(&filter.expression, now, Bound::Upper)
    }

    /// Whether an event's id came before, from the same sender and application. One pass over the events.
    pub(crate) fn repeats(&mut self) -> String {
        let (after, upto) = self.among;
        let (after, upto) = (self.bind(after), self.bind(upto));
        format!(
            "(event_id IS NOT NULL AND id NOT IN (SELECT min(id) FROM events WHERE event_id IN
                (SELECT event_id FROM events WHERE id > {after} AND id <= {upto}) GROUP BY vendor, app_id, event_id))"
        )
    }

    fn part(&mut self, expression: &Expression, now: &Now, bound: Bound) -> String {
        match expression {
            Expression::All(parts) if parts.is_empty() => "TRUE".to_owned(),
            Expression::Any(parts) if parts.is_empty() => "FALSE".to_owned(),
            Expression::All(parts) => self.joined(parts, now, bound, " AND "),
            Expression::Any(parts) => self.joined(parts, now, bound, " OR "),
            Expression::Not(inner) => {
                let opposite = match bound {
                    Bound::Upper => Bound::Lower,
                    Bound::Lower => Bound::Upper,
                };
                format!("NOT {}", self.part(inner, now, opposite))
            }
            // A column that is null neither is the text nor is it not: it does not hold.
            Expression::Term(term) => format!("coalesce({}, FALSE)", self.test(&term.test, now, bound)),
        }
    }

    fn joined(&mut self, parts: &[Expression], now: &Now, bound: Bound, between: &str) -> String {
        let parts: Vec<_> = parts.iter().map(|part| self.part(part, now, bound)).collect();
        format!("({})", parts.join(between))
    }

    /// What SQL cannot say: what it knows of it from below, and, from above, the condition that is given.
    fn bounded(
        &mut self,
        bound: Bound,
        upper: impl FnOnce(&mut Self) -> String,
        lower: impl FnOnce(&mut Self) -> String,
    ) -> String {
        self.exact = false;
        match bound {
            Bound::Upper => upper(self),
            Bound::Lower => lower(self),
        }
    }

    fn test(&mut self, test: &Test, now: &Now, bound: Bound) -> String {
        let all = |_: &mut Self| "TRUE".to_owned();
        let none = |_: &mut Self| "FALSE".to_owned();
        match test {
            Test::Text(text) => self.bounded(bound, all, |clause| clause.text(text)),
            Test::Member { pointer, compared: None } => {
                self.bounded(bound, all, |clause| clause.text(&pointer.to_string()))
            }
            Test::Email(any) => self.bounded(bound, all, |clause| {
                clause.any(any, |clause, pattern| {
                    let pattern = Pattern::new(pattern.text().to_ascii_lowercase());
                    clause.pattern("lower(subject)", &pattern, Bound::Lower)
                })
            }),
            Test::Header { .. } | Test::Member { compared: Some(_), .. } => self.bounded(bound, all, none),
            Test::Is(column, any) => self.any(any, |clause, pattern| clause.column(*column, pattern, bound)),
            Test::Compares(number, any) => self.any(any, |clause, range| clause.range(*number, *range)),
            Test::Received(side, when) => {
                let at = self.bind(microseconds(when.instant(now)));
                match side {
                    Side::After => format!("received_at >= {at}"),
                    Side::Before => format!("received_at < {at}"),
                }
            }
            Test::State(any) => self.any(any, |clause, state| match state {
                State::Duplicate => clause.repeats(),
                State::Truncated => "cut IS NOT NULL".to_owned(),
                State::Sample => {
                    let vendor = clause.bind(Vendor::Authgear.word().to_owned());
                    let app = clause.bind(sample::APP.to_owned());
                    format!("vendor = {vendor} AND app_id = {app}")
                }
            }),
            Test::Has(any) => self.any(any, |_, thing| match thing {
                Thing::Warning => "id IN (SELECT event_id FROM warnings WHERE count > 0)".to_owned(),
                Thing::Resends => "id IN (SELECT event_id FROM resends)".to_owned(),
            }),
        }
    }

    fn any<T>(&mut self, any: &[T], mut one: impl FnMut(&mut Self, &T) -> String) -> String {
        let parts: Vec<_> = any.iter().map(|value| format!("coalesce({}, FALSE)", one(self, value))).collect();
        format!("({})", parts.join(" OR "))
    }

    /// Whether a text stands in one of the columns in which words are looked for. SQLite's lower() knows ASCII only, so the
    /// text is brought down the same way.
    fn text(&mut self, text: &str) -> String {
        let small = self.bind(text.to_ascii_lowercase());
        let columns = ["type", "subject", "path", "user_id"];
        let parts = columns.map(|column| format!("coalesce(instr(lower({column}), {small}) > 0, FALSE)"));
        format!("({})", parts.join(" OR "))
    }

    fn column(&mut self, column: Column, pattern: &Pattern, bound: Bound) -> String {
        match column {
            Column::Method => self.pattern("lower(method)", &Pattern::new(pattern.text().to_ascii_lowercase()), bound),
            Column::Id => {
                let sender = self.pattern("event_id", pattern, bound);
                match pattern.text().parse::<i64>() {
                    Ok(id) => format!("(coalesce({sender}, FALSE) OR id = {})", self.bind(id)),
                    Err(_) => sender,
                }
            }
            _ => self.pattern(name(column), pattern, bound),
        }
    }

    /// GLOB would do, but for texts with a NUL in them, where it ends.
    fn pattern(&mut self, column: &str, pattern: &Pattern, bound: Bound) -> String {
        match pattern.shape() {
            Shape::Exact(text) => format!("{column} = {}", self.bind(text.to_owned())),
            Shape::Anything => format!("{column} IS NOT NULL"),
            Shape::Beginning(text) => format!("instr({column}, {}) = 1", self.bind(text.to_owned())),
            Shape::Within(text) => format!("instr({column}, {}) > 0", self.bind(text.to_owned())),
            Shape::Other => {
                let within = |clause: &mut Self| {
                    let pieces = pattern.pieces();
                    let parts: Vec<_> =
                        pieces.map(|piece| format!("instr({column}, {}) > 0", clause.bind(piece.to_owned()))).collect();
                    format!("({})", parts.join(" AND "))
                };
                self.bounded(bound, within, |_| "FALSE".to_owned())
            }
        }
    }

    fn range(&mut self, number: Number, range: Range) -> String {
        let column = match number {
            Number::Status => "status",
            Number::Size => "size",
            // Only what is an integer of 64 bits has a place among numbers.
            Number::Seq => {
                "CASE WHEN seq NOT GLOB '*[^0-9-]*' AND (length(ltrim(seq, '-')) < 19
                    OR length(ltrim(seq, '-')) = 19 AND ltrim(seq, '-') <= '9223372036854775807')
                 THEN CAST(seq AS INTEGER) END"
            }
        };
        match range {
            Range::Order(order, than) => {
                let sign = match order {
                    Order::Equal => "=",
                    Order::More => ">",
                    Order::AtLeast => ">=",
                    Order::Less => "<",
                    Order::AtMost => "<=",
                };
                format!("({column}) {sign} {}", self.bind(than))
            }
            Range::Hundred(hundred) => {
                let (from, to) = (self.bind(hundred * 100), self.bind(hundred * 100 + 99));
                format!("({column}) BETWEEN {from} AND {to}")
            }
        }
    }
}

/// The first whole microsecond at that instant or after it: what is stored has no smaller parts.
fn microseconds(at: Timestamp) -> i64 {
    let whole = at.as_nanosecond().div_euclid(1000) + i128::from(at.as_nanosecond().rem_euclid(1000) > 0);
    i64::try_from(whole).unwrap_or(i64::MAX)
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Vendor => "vendor",
        Column::Type => "type",
        Column::Family => "family",
        Column::Kind => "kind",
        Column::User => "user_id",
        Column::App => "app_id",
        Column::Client => "client_id",
        Column::TriggeredBy => "triggered_by",
        Column::Id => "event_id",
        Column::Method => "method",
        Column::Path => "path",
        Column::Ip => "ip",
        Column::Signature => "signature",
        Column::Subject => "subject",
    }
}
