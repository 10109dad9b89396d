//! Converts a condition into a filter.

use super::definition::Condition;
use super::error::RuleProblem;
use hookglass_filter::{Column, Expression, Filter, Number, Pattern, Span, State, Term, Test};
use hookglass_senders::envelope::Vendor;

/// The longest text of a condition, in characters.
const MAX_CHARS: usize = 4_000;

/// Converts a condition into a filter.
pub(super) fn filter(condition: &Condition) -> Result<Filter, RuleProblem> {
    let mut parts = Vec::new();
    let column_tests = [
        ("vendor", Column::Vendor, &condition.vendor),
        ("type", Column::Type, &condition.event_type),
        ("method", Column::Method, &condition.method),
        ("path", Column::Path, &condition.path),
    ];
    for (name, column, texts) in column_tests {
        if texts.is_empty() {
            continue;
        }
        for (at, text) in texts.iter().enumerate() {
            column_text(column, text).map_err(|what| RuleProblem::at(format!("/when/{name}/{at}"), what))?;
        }
        parts.push(term(Test::Is(column, texts.iter().map(Pattern::new).collect())));
    }
    for (at, text) in condition.header.iter().enumerate() {
        parts.push(header(text).map_err(|what| RuleProblem::at(format!("/when/header/{at}"), what))?);
    }
    for (at, text) in condition.member.iter().enumerate() {
        parts.push(member(text).map_err(|what| RuleProblem::at(format!("/when/member/{at}"), what))?);
    }
    if condition.filter.chars().count() > MAX_CHARS {
        let what = format!("the filter is longer than {MAX_CHARS} characters; shorten it");
        return Err(RuleProblem::at("/when/filter", what));
    }
    let more = Filter::parse(&condition.filter).map_err(|error| RuleProblem::at("/when/filter", error.to_string()))?;
    if let Some(what) = more.expression.terms().iter().find_map(|term| not_known_yet(&term.test)) {
        return Err(RuleProblem::at(
            "/when/filter",
            format!("{what} is not known yet when an event arrives, so a rule cannot test it"),
        ));
    }
    if more != Filter::default() {
        parts.push(more.expression);
    }
    Ok(Filter { expression: Expression::all(parts) })
}

/// A test of something that is known only after the answer, as a sentence names it.
fn not_known_yet(test: &Test) -> Option<&'static str> {
    match test {
        Test::Compares(Number::Status, _) => Some("'status:'"),
        Test::Has(_) => Some("'has:'"),
        Test::State(states) => states.iter().find_map(|state| match state {
            State::Duplicate => Some("'is:duplicate'"),
            State::Starred => Some("'is:starred'"),
            State::Truncated => Some("'is:truncated' (such an event always gets 400 or 413)"),
            State::Sample => None,
        }),
        _ => None,
    }
}

fn term(test: Test) -> Expression {
    Expression::Term(Term { test, span: Span::default() })
}

fn column_text(column: Column, text: &str) -> Result<(), String> {
    if text.is_empty() || text.chars().count() > MAX_CHARS {
        return Err(format!(
            "the text is empty or longer than {MAX_CHARS} characters; remove the member to match any value"
        ));
    }
    if column == Column::Vendor && !text.contains('*') && Vendor::from_word(text).is_none() {
        let words: Vec<_> = Vendor::ALL.into_iter().map(Vendor::word).collect();
        return Err(format!("unknown sender '{}'; use one of {}", text.escape_debug(), words.join(", ")));
    }
    if column == Column::Path && !text.starts_with(['/', '*']) {
        return Err("a path must start with '/' or '*'".to_owned());
    }
    Ok(())
}

fn header(text: &str) -> Result<Expression, String> {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && !b":\"(),".contains(&byte));
    if !is_name {
        return Err(format!("'{}' is not a header name; write name or name=value", name.escape_debug()));
    }
    Ok(term(Test::Header { name: name.to_owned(), value: value.map(Pattern::new) }))
}

/// A single test of a member, in filter syntax.
fn member(text: &str) -> Result<Expression, String> {
    if text.chars().count() > MAX_CHARS {
        return Err(format!("the test is longer than {MAX_CHARS} characters; shorten it"));
    }
    let filter = Filter::parse(text).map_err(|error| error.to_string())?;
    match &filter.expression {
        Expression::Term(Term { test: Test::Member { compared: Some(_), .. }, .. }) => Ok(filter.expression),
        _ => Err("write one member test, such as /payload/user/is_verified=false, or /payload/user=* for any value"
            .to_owned()),
    }
}
