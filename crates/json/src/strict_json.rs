//! Reading configuration files: JSON with a fixed set of members, and errors that point at the
//! value.
//!
//! The files that Hookglass defines (rules, scenarios) are strict. An unknown or repeated member,
//! or a value of the wrong kind, is an error with its line. Nothing is skipped.

use crate::display::elided;
use crate::document::Document;
use crate::error::position;
use crate::form::Form;
use crate::pointer::Pointer;
use crate::value::Value;

/// A problem with a value.
#[derive(Debug)]
pub struct Problem<'d> {
    /// The value at fault.
    pub value: Value<'d>,
    /// What is wrong, and how to fix it.
    pub what: String,
}

impl<'d> Problem<'d> {
    /// A problem at a value.
    pub fn at(value: Value<'d>, what: impl Into<String>) -> Self {
        Self { value, what: what.into() }
    }

    /// The JSON Pointer of the value.
    pub fn pointer(&self) -> String {
        Pointer::of(self.value).to_string()
    }

    /// The 1-based line and column of the value.
    pub fn position(&self) -> (usize, usize) {
        position(self.value.document().source(), self.value.span().0)
    }
}

/// The value at a pointer, or its nearest existing ancestor: the problem can be a missing member,
/// or a string in place of a list.
pub fn nearest<'d>(document: &'d Document, pointer: &Pointer) -> Value<'d> {
    let mut tokens = pointer.tokens().to_vec();
    loop {
        let pointer = Pointer::of_tokens(tokens);
        if let Some(value) = pointer.get(document) {
            return value;
        }
        tokens = pointer.tokens()[..pointer.tokens().len().saturating_sub(1)].to_vec();
    }
}

/// The value that was read, or the problem with it.
pub type Read<'d, T> = Result<T, Problem<'d>>;

/// Checks that a value is an object that has only these members, each at most once.
pub fn object<'d>(value: Value<'d>, what: &str, names: &[&str]) -> Read<'d, ()> {
    if value.form() != Form::Object {
        return Err(Problem::at(value, format!("{what} is {}; expected an object", value.form().word())));
    }
    let mut seen = Vec::new();
    for member in value.children() {
        let key = member.key().unwrap_or_default();
        let Some(name) = names.iter().find(|name| **name == key) else {
            let key = elided(&key.escape_debug().to_string(), 60);
            return Err(Problem::at(member, format!("'{key}' is not known here; there are {}", names.join(", "))));
        };
        if seen.contains(name) {
            return Err(Problem::at(member, format!("'{name}' appears twice")));
        }
        seen.push(*name);
    }
    Ok(())
}

/// Reads an array.
pub fn array<'d>(value: Value<'d>, what: &str) -> Read<'d, Vec<Value<'d>>> {
    if value.form() != Form::Array {
        return Err(Problem::at(value, format!("'{what}' is {}; expected a list", value.form().word())));
    }
    Ok(value.children().collect())
}

/// Reads a string.
pub fn text(value: Value<'_>) -> Read<'_, String> {
    let bytes = value.string_bytes().map(|bytes| bytes.into_owned());
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => Ok(text),
        Some(Err(_)) => Err(Problem::at(value, "this text is not Unicode")),
        None => Err(Problem::at(value, format!("this is {}; expected a string", value.form().word()))),
    }
}

/// Reads a string or an array of strings.
pub fn texts(value: Option<Value<'_>>) -> Read<'_, Vec<String>> {
    match value {
        None => Ok(Vec::new()),
        Some(value) if value.form() == Form::Array => value.children().map(text).collect(),
        Some(value) => Ok(vec![text(value)?]),
    }
}

/// Reads a whole number from 0 to `max`.
pub fn whole<'d>(value: Option<Value<'d>>, max: u32) -> Read<'d, Option<u32>> {
    let Some(value) = value else { return Ok(None) };
    let number = value.digits().and_then(|digits| digits.parse::<u32>().ok()).filter(|number| *number <= max);
    let problem =
        || Problem::at(value, format!("expected a whole number from 0 to {max}, without sign, point or quotes"));
    number.map(Some).ok_or_else(problem)
}

/// Reads any JSON value as its text, which must be UTF-8.
pub fn json(value: Value<'_>) -> Read<'_, String> {
    match std::str::from_utf8(value.raw()) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Problem::at(value, "this is not UTF-8")),
    }
}
