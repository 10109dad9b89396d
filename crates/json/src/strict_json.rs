//! The members of a JSON file that a person writes, read with the place of what is wrong.
//!
//! Every file that Hookglass reads as its own (rules, scenarios) is strict: a member that is not known, stands there twice or
//! has another form is a mistake with a line, never a thing to be stepped over.

use crate::display::elided;
use crate::pointer::Pointer;
use crate::{Document, Form, Value, position};

/// Something wrong at a value.
#[derive(Debug)]
pub struct Problem<'d> {
    /// Where.
    pub value: Value<'d>,
    /// What, and what to do.
    pub what: String,
}

impl<'d> Problem<'d> {
    /// A problem at a value.
    pub fn at(value: Value<'d>, what: impl Into<String>) -> Self {
        Self { value, what: what.into() }
    }

    /// Where it is, as a JSON Pointer.
    pub fn pointer(&self) -> String {
        Pointer::of(self.value).to_string()
    }

    /// Line and column, from 1.
    pub fn position(&self) -> (usize, usize) {
        position(self.value.document().source(), self.value.span().0)
    }
}

/// The value at a pointer, or the nearest one above it: what is wrong can be what is left out, or a list that is written as
/// one text.
pub fn nearest<'d>(document: &'d Document, pointer: &Pointer) -> Value<'d> {
    let mut tokens = pointer.tokens().to_vec();
    loop {
        let place = Pointer::of_tokens(tokens);
        if let Some(value) = place.get(document) {
            return value;
        }
        tokens = place.tokens()[..place.tokens().len().saturating_sub(1)].to_vec();
    }
}

/// What is read, or what is wrong with it.
pub type Read<'d, T> = Result<T, Problem<'d>>;

/// Checks that a value is an object with members of these names, each once.
pub fn object<'d>(value: Value<'d>, what: &str, names: &[&str]) -> Read<'d, ()> {
    if value.form() != Form::Object {
        return Err(Problem::at(value, format!("{what} is {}; an object is wanted", value.form().word())));
    }
    let mut seen = Vec::new();
    for member in value.children() {
        let key = member.key().unwrap_or_default();
        let Some(name) = names.iter().find(|name| **name == key) else {
            let key = elided(&key.escape_debug().to_string(), 60);
            return Err(Problem::at(member, format!("'{key}' is not known here; there are {}", names.join(", "))));
        };
        if seen.contains(name) {
            return Err(Problem::at(member, format!("'{name}' stands here twice")));
        }
        seen.push(*name);
    }
    Ok(())
}

/// The elements of a list.
pub fn array<'d>(value: Value<'d>, what: &str) -> Read<'d, Vec<Value<'d>>> {
    if value.form() != Form::Array {
        return Err(Problem::at(value, format!("'{what}' is {}; a list is wanted", value.form().word())));
    }
    Ok(value.children().collect())
}

/// A text.
pub fn text(value: Value<'_>) -> Read<'_, String> {
    let bytes = value.string_bytes().map(|bytes| bytes.into_owned());
    match bytes.map(String::from_utf8) {
        Some(Ok(text)) => Ok(text),
        Some(Err(_)) => Err(Problem::at(value, "this text is not Unicode")),
        None => Err(Problem::at(value, format!("this is {}; a text is wanted", value.form().word()))),
    }
}

/// A text, or a list of texts.
pub fn texts(value: Option<Value<'_>>) -> Read<'_, Vec<String>> {
    match value {
        None => Ok(Vec::new()),
        Some(value) if value.form() == Form::Array => value.children().map(text).collect(),
        Some(value) => Ok(vec![text(value)?]),
    }
}

/// A number.
pub fn whole<'d>(value: Option<Value<'d>>, most: u32) -> Read<'d, Option<u32>> {
    let Some(value) = value else { return Ok(None) };
    let number = value.digits().and_then(|digits| digits.parse::<u32>().ok()).filter(|number| *number <= most);
    let wanted =
        || Problem::at(value, format!("a whole number from 0 to {most} is wanted, without sign, point or quotes"));
    number.map(Some).ok_or_else(wanted)
}

/// JSON as it is written. Bytes that are not UTF-8 cannot be in it.
pub fn json(value: Value<'_>) -> Read<'_, String> {
    match std::str::from_utf8(value.raw()) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Problem::at(value, "this is not UTF-8")),
    }
}
