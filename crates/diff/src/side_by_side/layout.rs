//! The rows of two values or texts.

use super::rows::Rows;

/// One of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The old side.
    Old,
    /// The new side.
    New,
}

/// The rows of two values or texts side by side.
#[derive(Debug)]
pub struct Layout {
    pub(super) rows: Rows,
}

impl Layout {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the sides of a row differ.
    pub(super) fn is_changed(&self, row: usize) -> bool {
        self.rows.is_changed(row)
    }
}
