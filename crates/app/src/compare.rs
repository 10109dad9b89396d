//! Comparisons: `old_identity` with `new_identity`, a state with the one before it, two events, an event with its draft or
//! sample, two responses.
//!
//! `sides` finds the two sides, `comparison` compares them and keeps the result by handles, `filter_by_value` selects the
//! changes to show, and `display` formats one. The window reads an open comparison in windows (`open`); the command line
//! gets all of it at once (`report`).

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
