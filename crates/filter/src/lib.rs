//! The filter language of the search bar, the command line, forwarding and rules.
//!
//! `docs/search.md` is its grammar, with an example of every field. [`Filter::parse`] and printing
//! are each other's inverse. [`Filter::decide`] reads as little of an event as possible.
//! [`Test::required_phrases`] lists what an index can look up. [`complete()`] and [`tokens`] serve
//! an input field.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `filter`, `expression`, `test`, `number`, `pattern`, `time` | a parsed filter |
//! | `lexer`, `parser`, `value`, `member`, `error` | parsing |
//! | `print` | printing |
//! | `fields` | the table of fields, such as `type:` |
//! | `facts`, `decide`, `decimal` | deciding whether an event matches |
//! | `plan` | what to read and what an index can look up |
//! | `complete` | completion and highlighting |
//! | [`tokenizer`] | the words of an event for full-text search |
//! | [`body_completion`] | completion of an event body, from the catalog |
//!
//! Kept out: how events are found. The store turns what it can into SQL and asks [`Filter::decide`]
//! about the rest.

pub mod body_completion;
pub mod tokenizer;

mod complete;
mod decide;
mod decimal;
mod error;
mod expression;
mod facts;
mod fields;
mod filter;
mod lexer;
mod member;
mod number;
mod parser;
mod pattern;
mod plan;
mod print;
mod test;
mod time;
mod value;

pub use complete::{Choice, Completion, KnownValue, Token, TokenKind, complete, tokens};
pub use error::{FilterError, Span};
pub use expression::{Expression, Term};
pub use facts::{Body, Columns, Facts};
pub use filter::Filter;
pub use number::{Number, Order, Range};
pub use pattern::{Pattern, Shape};
pub use plan::Needs;
pub use test::{Column, Comparison, Property, State, Test};
pub use time::{Now, Side, Unit, When};

#[cfg(test)]
mod tests;
