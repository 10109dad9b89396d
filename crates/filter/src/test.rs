//! A single test of an event.

use crate::number::{Number, Order, Range};
use crate::pattern::Pattern;
use crate::time::{Side, When};
use hookglass_json::pointer::Pointer;

/// A test. One matching value of a list is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// The words of the text are adjacent in the body, a header value, the target, or the type,
    /// subject or user id. The last word is a prefix. A text without letters and digits has no
    /// words and matches every event.
    Text(String),
    /// A column matches one of these.
    Is(Column, Vec<Pattern>),
    /// The subject, or a member of the body whose name contains `email`, matches one of these.
    /// ASCII case is ignored.
    Email(Vec<Pattern>),
    /// A number is in one of these ranges.
    Compares(Number, Vec<Range>),
    /// The event arrived before or after a time.
    Received(Side, When),
    /// The event is in one of these states.
    State(Vec<State>),
    /// The event has one of these properties.
    Has(Vec<Property>),
    /// A header with this name exists and its value matches.
    Header {
        /// The name, case-insensitive.
        name: String,
        /// The value; `None` for any value.
        value: Option<Pattern>,
    },
    /// The body is JSON and a value in it matches.
    Member {
        /// The pointer to the value.
        pointer: Pointer,
        /// The comparison. `None`: the value exists, or the pointer's text is found like
        /// [`Test::Text`], because a word such as `/hook` may mean a path.
        compared: Option<Comparison>,
    },
}

/// A comparison of a value in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// `=`: matches one of these.
    Is(Vec<Pattern>),
    /// `!=`: exists and matches none of these.
    IsNot(Vec<Pattern>),
    /// A number that compares in this order with the given digits. Never [`Order::Equal`].
    Number(Order, String),
}

/// Columns that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// `vendor:`
    Vendor,
    /// `type:`
    Type,
    /// `family:`
    Family,
    /// `kind:`
    Kind,
    /// `user:`
    User,
    /// `app:`
    App,
    /// `client:`
    Client,
    /// `by:`
    TriggeredBy,
    /// `id:`, the sender's id or Hookglass's.
    Id,
    /// `method:`, case-insensitive.
    Method,
    /// `path:`
    Path,
    /// `ip:`
    Ip,
    /// `signature:`
    Signature,
    /// `subject:`
    Subject,
}

/// A state of an event (`is:`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// An earlier event from the same sender and application has the same id.
    Duplicate,
    /// The body is incomplete.
    Truncated,
    /// A sample by Hookglass, recognized by its fictitious Authgear application. Other samples
    /// cannot be recognized.
    Sample,
    /// The event is starred.
    Starred,
}

/// A property of an event (`has:`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Property {
    /// `has:warning`
    Warning,
    /// `has:resends`
    Resends,
    /// `has:note`
    Note,
}
