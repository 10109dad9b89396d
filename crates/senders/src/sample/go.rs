//! JSON as Authgear writes it: Go's `json.Marshal`.
//!
//! Compact, members of a struct in their order, keys of a map sorted by their bytes, `<`, `>`, `&` and U+2028/9 as `\u`
//! escapes, no final newline (https://pkg.go.dev/encoding/json#Marshal). The bytes matter: the signature is over them.

use std::{collections::BTreeMap, fmt::Write as _};

use hookglass_json::{Document, Form, Value};

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// Its digits.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// In this order.
    Struct(Vec<(String, Json)>),
    /// In the order of the keys.
    Map(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a text of the catalog. Its objects are maps.
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

    /// The bytes, without a final newline.
    pub(crate) fn written(&self) -> String {
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
                for (place, value) in values.iter().enumerate() {
                    if place > 0 {
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
    for (place, (name, value)) in members.enumerate() {
        if place > 0 {
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
                // Writing into a string cannot fail.
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

/// RFC 3339, UTC, up to six digits of fraction without zeros at their end.
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
    fn texts_are_escaped_as_go_escapes_them() {
        // json.Marshal("<a href='x'>Ä&\u2028\"\\\n\x00</a>")
        let text = Json::from("<a href='x'>Ä&\u{2028}\"\\\n\0</a>");
        assert_eq!(text.written(), r#""\u003ca href='x'\u003eÄ\u0026\u2028\"\\\n\u0000\u003c/a\u003e""#);
    }

    #[test]
    fn a_map_is_sorted_and_a_struct_is_not() {
        let members = [("b", Json::from(1)), ("a", Json::Null)];
        assert_eq!(Json::from(members.clone()).written(), r#"{"a":null,"b":1}"#);
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(Json::Struct(members).written(), r#"{"b":1,"a":null}"#);
    }

    #[test]
    fn what_is_read_is_written_again() {
        let text = r#"{"a":[1.50,true,"x"],"b":{"c":null}}"#;
        assert_eq!(Json::read(text).written(), text);
    }

    #[test]
    fn a_time_has_no_zeros_at_its_end() {
        let time = |micros| Json::from(jiff::Timestamp::from_microsecond(micros).unwrap()).written();
        assert_eq!(time(1_773_225_258_582_700), r#""2026-03-11T10:34:18.5827Z""#);
        assert_eq!(time(1_773_225_258_000_000), r#""2026-03-11T10:34:18Z""#);
    }
}
