//! Hookglass's events as values: what was captured, what was understood of it, how two documents differ, how a draft is
//! edited, what a filter means.
//!
//! Everything in here is a pure function of its arguments. There is no clock, no socket, no SQL and no window; these are
//! the crates above. Two rules hold throughout: bytes are never re-serialised, and no JSON number passes through a float.

pub mod answer;
pub mod bulk;
pub mod capture;
pub mod catalog;
pub mod chain;
mod chance;
mod check;
pub mod completion;
pub mod diff;
pub mod draft;
pub mod encoding;
pub mod envelope;
pub mod explain;
mod fields;
pub mod filter;
pub mod finding;
pub mod forward;
pub mod headers;
pub mod hooks;
pub mod json;
pub mod lines;
pub mod masked;
pub mod mutation;
pub mod noise;
pub mod outgoing;
pub mod patch;
pub mod pointer;
pub mod pretty;
pub mod reading;
pub mod request_text;
pub mod rule;
pub mod sample;
pub mod scenario;
pub mod shown;
pub mod signature;
pub mod snapshot;
pub mod verdict;
pub mod wording;
pub mod words;
