//! Whether an event matches.
//!
//! A filter is evaluated in steps, the cheap ones first: columns, header lines, body text, and last
//! the members of the body. After each step the remaining tests are undecided, and often no longer
//! matter.

use crate::decimal;
use crate::expression::Expression;
use crate::facts::{Body, Columns, Facts};
use crate::filter::Filter;
use crate::number::{Number, Order};
use crate::pattern::{Pattern, contains_ignoring_case};
use crate::test::{Column, Comparison, Property, State, Test};
use crate::time::{Now, Side};
use crate::tokenizer::{Phrase, SearchableRequest};
use hookglass_json::pointer::{Pointer, array_index};
use hookglass_json::{Form, Value};
use hookglass_request::headers::Headers;
use hookglass_senders::sample;

/// How much of an event is examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Columns,
    Headers,
    Text,
    Members,
}

impl Filter {
    /// Whether an event matches. Parts that were not read count as absent. For a complete event
    /// this is the reference that every other way of finding events must agree with.
    pub fn matches(&self, facts: &Facts<'_>, now: &Now) -> bool {
        self.decide(facts, now).unwrap_or(false)
    }

    /// Whether an event matches, given the parts that were read. `None` if the other parts matter.
    pub fn decide(&self, facts: &Facts<'_>, now: &Now) -> Option<bool> {
        let last = match (facts.headers, facts.body) {
            (None, _) => Step::Columns,
            (_, None) => Step::Headers,
            _ => Step::Members,
        };
        let steps = [Step::Columns, Step::Headers, Step::Text, Step::Members];
        steps.into_iter().take_while(|step| *step <= last).find_map(|step| holds(&self.expression, facts, now, step))
    }
}

fn holds(expression: &Expression, facts: &Facts<'_>, now: &Now, step: Step) -> Option<bool> {
    match expression {
        Expression::All(parts) => first(parts, facts, now, step, false),
        Expression::Any(parts) => first(parts, facts, now, step, true),
        Expression::Not(inner) => holds(inner, facts, now, step).map(|holds| !holds),
        Expression::Term(term) => test(&term.test, facts, now, step),
    }
}

/// `wanted` if one part evaluates to it, the opposite if all parts do.
fn first(parts: &[Expression], facts: &Facts<'_>, now: &Now, step: Step, wanted: bool) -> Option<bool> {
    let mut undecided = false;
    for part in parts {
        match holds(part, facts, now, step) {
            Some(held) if held == wanted => return Some(wanted),
            Some(_) => {}
            None => undecided = true,
        }
    }
    (!undecided).then_some(!wanted)
}

fn test(test: &Test, facts: &Facts<'_>, now: &Now, step: Step) -> Option<bool> {
    let columns = facts.columns;
    match test {
        Test::Text(text) => finds(text, facts, step),
        Test::Is(column, any) => Some(any.iter().any(|pattern| is(columns, *column, pattern))),
        Test::Email(any) => email(any, facts, step),
        Test::Compares(number, any) => {
            let found = number_of(columns, *number);
            Some(found.is_some_and(|found| any.iter().any(|range| range.holds(found))))
        }
        Test::Received(Side::After, when) => Some(columns.received_at >= when.instant(now)),
        Test::Received(Side::Before, when) => Some(columns.received_at < when.instant(now)),
        Test::State(any) => Some(any.iter().any(|state| match state {
            State::Duplicate => columns.is_repeat,
            State::Truncated => columns.is_cut,
            State::Sample => columns.vendor == sample::APP_VENDOR.word() && columns.app_id == Some(sample::APP),
            State::Starred => columns.is_starred,
        })),
        Test::Has(any) => Some(any.iter().any(|thing| match thing {
            Property::Warning => columns.has_warning,
            Property::Resends => columns.has_resends,
            Property::Note => columns.has_note,
        })),
        Test::Header { name, value } => {
            let headers = facts.headers.filter(|_| step >= Step::Headers)?;
            let fits = |found: &[u8]| value.as_ref().is_none_or(|value| value.matches(found));
            Some(headers.iter().any(|(found, line)| found.eq_ignore_ascii_case(name) && fits(line)))
        }
        Test::Member { pointer, compared: None } => match finds(&pointer.to_string(), facts, step) {
            Some(false) => member(pointer, facts, step, |_| true),
            found => found,
        },
        Test::Member { pointer, compared: Some(compared) } => {
            member(pointer, facts, step, |value| compares(compared, value))
        }
    }
}

fn is(columns: &Columns<'_>, column: Column, pattern: &Pattern) -> bool {
    let text = columns.text(column).is_some_and(|text| match column {
        Column::Method => pattern.matches_any_case(text.as_bytes()),
        _ => pattern.matches(text.as_bytes()),
    });
    text || (column == Column::Id && pattern.text().parse() == Ok(columns.id))
}

fn number_of(columns: &Columns<'_>, number: Number) -> Option<i64> {
    match number {
        Number::Status => columns.status.map(i64::from),
        Number::Size => i64::try_from(columns.size).ok(),
        Number::Seq => columns.seq?.parse().ok().filter(|seq| *seq != i64::MIN),
    }
}

/// Whether an event has the words of a text next to each other, with the last one as a prefix.
/// Header lines are searched together with the body: both are stored in one place, and few words
/// are in the header lines alone.
fn finds(text: &str, facts: &Facts<'_>, step: Step) -> Option<bool> {
    let columns = facts.columns;
    if step == Step::Headers {
        return None;
    }
    let (headers, body) = match step {
        Step::Columns => (None, None),
        _ => (facts.headers, facts.body),
    };
    let request = SearchableRequest {
        shown: [columns.event_type, columns.subject, columns.user_id],
        target: columns.target,
        headers: headers.map_or(&[], Headers::block),
        body: body.map_or(&[], Body::sent),
    };
    if Phrase::prefix(text).occurs_in(&request) {
        return Some(true);
    }
    body.map(|_| false)
}

fn email(any: &[Pattern], facts: &Facts<'_>, step: Step) -> Option<bool> {
    let fits = |text: &[u8]| any.iter().any(|pattern| pattern.matches_any_case(text));
    if facts.columns.subject.is_some_and(|subject| fits(subject.as_bytes())) {
        return Some(true);
    }
    let body = facts.body.filter(|_| step >= Step::Text)?;
    if !body.may_name_like(b"email") {
        return Some(false);
    }
    if step < Step::Members {
        return None;
    }
    let Some(document) = body.document() else { return Some(false) };
    let root = document.root();
    let values = (root.handle()..root.handle_after()).filter_map(|handle| document.value(handle));
    let mut addresses = values.filter(|value| {
        value.form() == Form::String && value.key_bytes().is_some_and(|name| contains_ignoring_case(b"email", &name))
    });
    Some(addresses.any(|value| value.string_bytes().is_some_and(|text| fits(&text))))
}

/// Whether a value exists at a pointer and matches.
fn member(pointer: &Pointer, facts: &Facts<'_>, step: Step, fits: impl Fn(Value<'_>) -> bool) -> Option<bool> {
    let body = facts.body.filter(|_| step >= Step::Text)?;
    let mut names = pointer.tokens().iter().filter(|token| array_index(token).is_none());
    if !names.all(|name| body.may_name(name)) {
        return Some(false);
    }
    if step < Step::Members {
        return None;
    }
    Some(body.document().and_then(|document| pointer.get(document)).is_some_and(fits))
}

fn compares(compared: &Comparison, value: Value<'_>) -> bool {
    match compared {
        Comparison::Is(any) => any.iter().any(|pattern| equals(pattern, value)),
        Comparison::IsNot(any) => !any.iter().any(|pattern| equals(pattern, value)),
        Comparison::Number(order, than) => {
            value.digits().and_then(|digits| decimal::compare(digits, than)).is_some_and(|found| order.holds(found))
        }
    }
}

/// Whether a value matches: strings by their characters, numbers by value or, with `*`, by their
/// digits.
fn equals(pattern: &Pattern, value: Value<'_>) -> bool {
    match value.form() {
        Form::Object | Form::Array => pattern.text() == "*",
        Form::String => value.string_bytes().is_some_and(|text| pattern.matches(&text)),
        Form::Number => {
            let Some(digits) = value.digits() else { return false };
            let same = decimal::compare(digits, pattern.text()).is_some_and(|found| Order::Equal.holds(found));
            same || pattern.matches(digits.as_bytes())
        }
        Form::True | Form::False | Form::Null => pattern.matches(value.raw()),
    }
}
