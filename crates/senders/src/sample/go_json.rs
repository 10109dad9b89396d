//! Writes JSON as Authgear does: with Go's `json.Marshal`.
//!
//! The output is compact and has no final newline. Struct members keep their order, and map keys
//! are sorted by their bytes. `<`, `>`, `&` and U+2028/9 become `\u` escapes
//! (https://pkg.go.dev/encoding/json#Marshal). The bytes matter, because the signature covers them.

use std::{collections::BTreeMap, fmt::Write as _};

use hookglass_json::{Document, Form, Value};

/// A JSON value to write.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// The digits.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// Members in this order.
    Struct(Vec<(String, Json)>),
    /// Members sorted by key.
    Map(BTreeMap<String, Json>),
}

impl Json {
    /// Parses JSON text from the catalog. Objects become maps.
    pub(crate) fn read(text: &str) -> Self {
        let document = Document::parse(text.as_bytes().to_vec().into());
        document.map_or(Self::Null, |document| Self::of(document.root()))
    }

    fn of(value: Value<'_>) -> Self {
        match value.form() {
            Form::Object => {
                let members =
                    value.children().map(|child| (child.key().unwrap_or_default().into_owned(), Self::of(child)));
                Self::Map(members.collect())
            }
            Form::Array => Self::List(value.children().map(Self::of).collect()),
            Form::String => Self::Text(value.string().unwrap_or_default().into_owned()),
            Form::Number => Self::Number(value.digits().unwrap_or("0").to_owned()),
            Form::True => Self::Bool(true),
            Form::False => Self::Bool(false),
            Form::Null => Self::Null,
        }
    }

    /// The JSON text, without a final newline.
    pub(crate) fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => write_text(text, out),
            Self::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Self::Struct(members) => write_members(members.iter().map(|(name, value)| (name, value)), out),
            Self::Map(members) => write_members(members.iter(), out),
        }
    }
}

fn write_members<'a>(members: impl Iterator<Item = (&'a String, &'a Json)>, out: &mut String) {
    out.push('{');
    for (index, (name, value)) in members.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..' ' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// RFC 3339 in UTC, with up to six fraction digits and no trailing zeros.
impl From<jiff::Timestamp> for Json {
    fn from(time: jiff::Timestamp) -> Self {
        Self::Text(time.to_string())
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<N: Into<String>, const LEN: usize> From<[(N, Json); LEN]> for Json {
    fn from(members: [(N, Json); LEN]) -> Self {
        Self::Map(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_as_in_go() {
        // json.Marshal("<a href='x'>Ä&\u2028\"\\\n\x00</a>")
        let text = Json::from("<a href='x'>Ä&\u{2028}\"\\\n\0</a>");
        assert_eq!(text.to_text(), r#""\u003ca href='x'\u003eÄ\u0026\u2028\"\\\n\u0000\u003c/a\u003e""#);
    }

    #[test]
    fn a_map_is_sorted_and_a_struct_is_not() {
        let members = [("b", Json::from(1)), ("a", Json::Null)];
        assert_eq!(Json::from(members.clone()).to_text(), r#"{"a":null,"b":1}"#);
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(Json::Struct(members).to_text(), r#"{"b":1,"a":null}"#);
    }

    #[test]
    fn parsed_text_is_written_unchanged() {
        let text = r#"{"a":[1.50,true,"x"],"b":{"c":null}}"#;
        assert_eq!(Json::read(text).to_text(), text);
    }

    #[test]
    fn a_time_has_no_trailing_zeros() {
        let time = |micros| Json::from(jiff::Timestamp::from_microsecond(micros).unwrap()).to_text();
        assert_eq!(time(1_773_225_258_582_700), r#""2026-03-11T10:34:18.5827Z""#);
        assert_eq!(time(1_773_225_258_000_000), r#""2026-03-11T10:34:18Z""#);
    }
}
