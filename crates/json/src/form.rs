//! The kinds of JSON values.

use serde::Serialize;
use ts_rs::TS;

/// The kind of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "NodeForm")]
pub enum Form {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

impl Form {
    /// The name in an error message, with its article.
    pub fn word(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
        }
    }

    /// Whether this is an object or an array.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }
}
