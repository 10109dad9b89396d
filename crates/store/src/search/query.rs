//! Translates a filter into a condition: the one place that knows both the filter language and the
//! database.
//!
//! Members of a body and header lines can only be decided by reading the event. Their condition
//! narrows the events to those with the words that a match needs.

use hookglass_filter::{
    Column, Expression, Filter, Now, Number, Order, Pattern, Property, Range, Shape, Side, State, Test,
    tokenizer::Phrase,
};
use hookglass_senders::sample;
use jiff::Timestamp;
use std::sync::Arc;

use super::condition::Condition;
use crate::{annotations, terms::Key};

/// A filter and what its evaluation needs.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) filter: Filter,
    /// The time that relative times refer to.
    pub(crate) now: Now,
    /// The events that repeat an earlier delivery, if the filter asks for them; ascending.
    pub(crate) duplicates: Arc<[i64]>,
}

impl Query {
    pub(crate) fn new(filter: &Filter, now: Now) -> Self {
        Self { filter: filter.fixed(&now), now, duplicates: Arc::default() }
    }

    pub(crate) fn condition(&self) -> Condition {
        of_expression(&self.filter.expression, &|test| of_test(test, &self.now, &self.duplicates))
    }
}

fn of_expression(expression: &Expression, test: &impl Fn(&Test) -> Condition) -> Condition {
    let each = |parts: &[Expression]| parts.iter().map(|part| of_expression(part, test)).collect();
    match expression {
        Expression::All(parts) => Condition::All(each(parts)),
        Expression::Any(parts) => Condition::Any(each(parts)),
        Expression::Not(inner) => Condition::Not(Box::new(of_expression(inner, test))),
        Expression::Term(term) => test(&term.test),
    }
}

fn of_test(test: &Test, now: &Now, duplicates: &Arc<[i64]>) -> Condition {
    let sql = |sql: &str| Condition::Sql(sql.to_owned(), Vec::new());
    match test {
        Test::Text(text) => Condition::Words(Phrase::prefix(text)),
        Test::Is(column, any) => one_of(any, |pattern| column_is(*column, pattern)),
        Test::Compares(number, any) => one_of(any, |range| in_range(*number, *range)),
        Test::Received(side, when) => {
            let sql = match side {
                Side::After => "received_at >= ?",
                Side::Before => "received_at < ?",
            };
            Condition::Sql(sql.to_owned(), vec![microseconds(when.instant(now)).into()])
        }
        Test::State(any) => one_of(any, |state| match state {
            State::Duplicate => Condition::Ids(Arc::clone(duplicates)),
            State::Truncated => sql("cut IS NOT NULL"),
            State::Sample => Condition::All(vec![
                Condition::Is(Key::Vendor, sample::APP_VENDOR.word().to_owned()),
                Condition::Is(Key::App, sample::APP.to_owned()),
            ]),
            State::Starred => sql(annotations::IS_STARRED),
        }),
        Test::Has(any) => one_of(any, |thing| match thing {
            Property::Warning => sql("events.id IN (SELECT event_id FROM warnings WHERE count > 0)"),
            Property::Resends => sql("events.id IN (SELECT event_id FROM resends)"),
            Property::Note => sql(annotations::HAS_NOTE),
        }),
        Test::Header { .. } => Condition::Decided(Box::new(necessary(test))),
        // Not all words of a long body are indexed.
        Test::Email(_) | Test::Member { .. } => {
            let only_where = Condition::Any(vec![necessary(test), Condition::HasMoreWords]);
            Condition::Decided(Box::new(only_where))
        }
    }
}

fn one_of<T>(any: &[T], one: impl Fn(&T) -> Condition) -> Condition {
    match any {
        [single] => one(single),
        several => Condition::Any(several.iter().map(one).collect()),
    }
}

/// The words of every event that passes a test.
fn necessary(test: &Test) -> Condition {
    let words = |phrase| Condition::Words(phrase);
    Condition::All(
        test.required_phrases().into_iter().map(|any| Condition::Any(any.into_iter().map(words).collect())).collect(),
    )
}

fn column_is(column: Column, pattern: &Pattern) -> Condition {
    let key = key(column);
    let text = |pattern: &Pattern| match pattern.shape() {
        Shape::Exact(text) => Condition::Is(key, text.to_owned()),
        _ => Condition::Like(key, pattern.clone()),
    };
    match (column, pattern.text().parse()) {
        (Column::Method, _) => text(&Pattern::new(pattern.text().to_ascii_lowercase())),
        (Column::Id, Ok(id)) => Condition::Any(vec![text(pattern), Condition::Ids([id].into())]),
        _ => text(pattern),
    }
}

fn key(column: Column) -> Key {
    match column {
        Column::Vendor => Key::Vendor,
        Column::Type => Key::Type,
        Column::Family => Key::Family,
        Column::Kind => Key::Kind,
        Column::User => Key::User,
        Column::App => Key::App,
        Column::Client => Key::Client,
        Column::TriggeredBy => Key::TriggeredBy,
        Column::Id => Key::EventId,
        Column::Method => Key::Method,
        Column::Path => Key::Path,
        Column::Ip => Key::Ip,
        Column::Signature => Key::Signature,
        Column::Subject => Key::Subject,
    }
}

fn in_range(number: Number, range: Range) -> Condition {
    let column = match number {
        Number::Status => "status",
        Number::Size => "size",
        // Only 64-bit integers are compared as numbers.
        Number::Seq => {
            "CASE WHEN seq NOT GLOB '*[^0-9-]*' AND (length(ltrim(seq, '-')) < 19
                OR length(ltrim(seq, '-')) = 19 AND ltrim(seq, '-') <= '9223372036854775807')
             THEN CAST(seq AS INTEGER) END"
        }
    };
    let (compares, values) = match range {
        Range::Order(Order::Equal, than) => ("= ?", vec![than.into()]),
        Range::Order(Order::More, than) => ("> ?", vec![than.into()]),
        Range::Order(Order::AtLeast, than) => (">= ?", vec![than.into()]),
        Range::Order(Order::Less, than) => ("< ?", vec![than.into()]),
        Range::Order(Order::AtMost, than) => ("<= ?", vec![than.into()]),
        Range::Hundred(hundred) => ("BETWEEN ? AND ?", vec![(hundred * 100).into(), (hundred * 100 + 99).into()]),
    };
    Condition::Sql(format!("{column} {compares}"), values)
}

/// The first whole microsecond at or after an instant. Stored times have no smaller unit.
fn microseconds(at: Timestamp) -> i64 {
    let whole = at.as_nanosecond().div_euclid(1000) + i128::from(at.as_nanosecond().rem_euclid(1000) > 0);
    i64::try_from(whole).unwrap_or(i64::MAX)
}
