//! Lossless JSON.
//!
//! The crate reads JSON without changing it: numbers keep their digits, members keep their order,
//! and an object may name a member more than once. A [`Document`] is a flat list of nodes over its
//! source bytes, and a [`Value`] decodes only what the caller asks for. No step recurses, not even
//! dropping a document, so depth costs heap and never stack.
//!
//! The grammar is RFC 8259. Two things that it leaves open are accepted and kept: escaped
//! surrogates without their pair, and bytes inside strings that are not UTF-8. A leading byte order
//! mark is skipped.
//!
//! | Module | Contents |
//! | --- | --- |
//! | the root | [`Document`], [`Value`], [`Form`], [`SyntaxError`], string encoding and decoding |
//! | [`pointer`] | JSON Pointers (RFC 6901) |
//! | [`edit`] | edits that splice the source text |
//! | [`pretty`] | indented JSON, up to a size limit |
//! | [`display`] | texts shortened and escaped for a screen |
//! | [`strict_json`] | readers for configuration files, with errors that point at the value |
//!
//! Kept out: comparing documents (`hookglass-diff`), and what the members of any sender's events
//! mean.

pub mod display;
pub mod edit;
pub mod pointer;
pub mod pretty;
pub mod strict_json;

mod document;
mod error;
mod form;
mod members;
mod node;
mod parser;
mod string;
mod value;

pub use document::Document;
pub use error::{SyntaxError, position};
pub use form::Form;
pub use parser::BYTE_ORDER_MARK;
pub use string::{decode_string, encode_exactly, encode_string, lossy};
pub use value::Value;

#[cfg(test)]
mod tests;
