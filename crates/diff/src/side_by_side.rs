//! Two values or texts side by side, line by line: the same member is on the same line, and a gap
//! fills the side that lacks it.
//!
//! A layout of JSON follows the comparison of values, not of texts, so key order never shows up as
//! a change. A [`Layout`] stores handles only, twelve bytes per row, and builds the tokens of a row
//! on request. [`Folds`] hides unchanged rows. Nothing recurses on depth.

mod fold;
mod layout;
mod line;
mod rows;
mod text;
mod values;

pub use fold::{Folded, Folds};
pub use layout::{Layout, Side};
pub use line::{DiffLine, LinePair, Token, TokenKind};
pub use text::{TextComparison, TextLines};

#[cfg(test)]
mod tests;
