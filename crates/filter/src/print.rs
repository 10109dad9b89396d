//! Printing a filter. Parsing the output gives the same filter.

use crate::expression::Expression;
use crate::fields::{self, FieldKind, PROPERTIES, STATES};
use crate::filter::Filter;
use crate::number::{Order, Range};
use crate::pattern::Pattern;
use crate::test::{Comparison, Test};
use crate::time::Side;
use std::fmt;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expression)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, " ", |part| matches!(part, Self::Any(_) | Self::All(_))),
            Self::Any(parts) => joined(f, parts, " OR ", |part| matches!(part, Self::Any(_))),
            Self::Not(inner) => match &**inner {
                Self::Term(term) => write!(f, "-{}", term.test),
                other => write!(f, "-({other})"),
            },
            Self::Term(term) => write!(f, "{}", term.test),
        }
    }
}

fn joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    between: &str,
    needs_parentheses: impl Fn(&Expression) -> bool,
) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        if needs_parentheses(part) { write!(f, "({part})")? } else { write!(f, "{part}")? }
    }
    Ok(())
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&word(text)),
            Self::Is(column, any) => write!(f, "{}:{}", fields::name_of(FieldKind::Column(*column)), list(any)),
            Self::Email(any) => write!(f, "{}:{}", fields::name_of(FieldKind::Email), list(any)),
            Self::Compares(number, any) => {
                let ranges: Vec<_> = any.iter().map(Range::to_string).collect();
                write!(f, "{}:{}", fields::name_of(FieldKind::Number(*number)), ranges.join(","))
            }
            Self::Received(side, when) => write!(f, "{side}:{when}"),
            Self::State(any) => {
                let named = |state| STATES.iter().find(|(_, known, _)| known == state).map_or("", |(word, ..)| word);
                write!(f, "is:{}", any.iter().map(named).collect::<Vec<_>>().join(","))
            }
            Self::Has(any) => {
                let named =
                    |thing| PROPERTIES.iter().find(|(_, known, _)| known == thing).map_or("", |(word, ..)| word);
                write!(f, "has:{}", any.iter().map(named).collect::<Vec<_>>().join(","))
            }
            Self::Header { name, value: None } => write!(f, "header:{name}"),
            Self::Header { name, value: Some(value) } => write!(f, "header:{name}={}", quoted(value.text(), false)),
            Self::Member { pointer, compared } => {
                let pointer = pointer.to_string();
                let awkward = |character: char| character.is_whitespace() || "()<>=!".contains(character);
                match pointer.strip_prefix('/').filter(|rest| rest.contains(awkward)) {
                    // The first slash marks a pointer, so it is outside the quotation marks.
                    Some(rest) => write!(f, "/\"{rest}\"")?,
                    None => f.write_str(&pointer)?,
                }
                match compared {
                    None => Ok(()),
                    Some(Comparison::Is(any)) => write!(f, "={}", list(any)),
                    Some(Comparison::IsNot(any)) => write!(f, "!={}", list(any)),
                    Some(Comparison::Number(order, digits)) => write!(f, "{}{digits}", order.sign()),
                }
            }
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order(Order::Equal, number) => write!(f, "{number}"),
            Self::Order(order, number) => write!(f, "{}{number}", order.sign()),
            Self::Hundred(hundred) => write!(f, "{hundred}xx"),
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(fields::name_of(FieldKind::Received(*self)))
    }
}

/// A text to search for.
fn word(text: &str) -> String {
    let is_more = text.contains(':') || text.starts_with(['-', '/']) || text == "OR";
    if is_more { format!("\"{text}\"") } else { quoted(text, false) }
}

fn list(values: &[Pattern]) -> String {
    values.iter().map(|value| quoted(value.text(), true)).collect::<Vec<_>>().join(",")
}

/// A value, in quotation marks if it would be split otherwise.
pub(crate) fn quoted(text: &str, in_list: bool) -> String {
    let awkward =
        |character: char| character.is_whitespace() || matches!(character, '(' | ')') || (in_list && character == ',');
    // Two slashes after a colon would make it a URL.
    if text.is_empty() || text.starts_with("//") || text.contains(awkward) {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}
