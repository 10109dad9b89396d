//! Comparisons of two identities, a state and the previous one, two events, an event and its draft
//! or sample, or two responses.
//!
//! `sides` finds the two sides, `comparison` compares them and stores the result as handles,
//! `filter_by_value` selects the changes to show, and `display` formats a change. The window reads
//! an open comparison in windows (`open`); the command line gets a complete report (`report`).

mod comparison;
mod context;
mod display;
mod error;
mod filter_by_value;
mod names;
mod open;
mod open_comparisons;
mod pair;
mod report;
mod sides;

pub use context::Compare;
pub use error::CompareError;
pub(crate) use open_comparisons::MAX_COMPARISON_ROWS;
pub use report::{ChangeLine, DiffFormat, DiffOptions, DiffReport};
