//! What a search asks of an event, in terms of columns and words.
//!
//! A condition becomes SQL (`clause.rs`) and, as far as possible, an index query (`plan.rs`). Kept
//! out: the filter language (`query.rs`).

use hookglass_filter::{Pattern, tokenizer::Phrase};
use rusqlite::types::Value;
use std::sync::Arc;

use crate::terms::Key;

/// What an event must satisfy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    /// All of these hold. Every event satisfies an empty list.
    All(Vec<Condition>),
    /// One of these holds. No event satisfies an empty list.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// A column equals a text.
    Is(Key, String),
    /// A column matches a pattern.
    Like(Key, Pattern),
    /// The event contains these words in sequence.
    Words(Phrase),
    /// The event has more words than are indexed, because its body is long.
    HasMoreWords,
    /// Only the event itself decides, and it can only pass where this holds.
    Decided(Box<Condition>),
    /// The event has one of these ids, which are ascending.
    Ids(Arc<[i64]>),
    /// An expression over the columns of `events`, and the values of its parameters, in order.
    Sql(String, Vec<Value>),
}
