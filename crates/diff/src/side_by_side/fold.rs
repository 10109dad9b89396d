//! Folding long runs of unchanged rows. Some context stays around each change; the rest becomes one
//! row.
//!
//! An opened fold stays open. Positions count visible rows. Looking one up is a binary search.

use super::layout::Layout;

/// Rows that stay visible on each side of a change.
const CONTEXT_ROWS: usize = 3;

/// Shorter runs are not folded.
const MIN_FOLDED_ROWS: usize = 4;

/// The folds of a layout.
#[derive(Debug, Default)]
pub struct Folds {
    total: usize,
    /// The closed folds, in order.
    closed: Vec<Fold>,
}

#[derive(Debug, Clone, Copy)]
struct Fold {
    start: u32,
    count: u32,
    /// The visible position of the fold.
    position: u32,
}

/// What is visible at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// A closed fold.
    Fold {
        /// The first row, which identifies the fold.
        fold: usize,
        /// The number of rows.
        count: usize,
    },
    /// A row.
    Row(usize),
}

impl Folds {
    /// Folds unchanged rows; all rows if nothing differs.
    pub fn of(layout: &Layout) -> Self {
        let mut folds = Self { total: layout.len(), closed: Vec::new() };
        let mut row = 0;
        while row < layout.len() {
            let start = row;
            while row < layout.len() && !layout.is_changed(row) {
                row += 1;
            }
            let from = if start == 0 { start } else { start + CONTEXT_ROWS };
            let to = if row == layout.len() { row } else { row.saturating_sub(CONTEXT_ROWS) };
            if to >= from + MIN_FOLDED_ROWS {
                folds.closed.push(Fold { start: from as u32, count: (to - from) as u32, position: 0 });
            }
            while row < layout.len() && layout.is_changed(row) {
                row += 1;
            }
        }
        folds.placed()
    }

    fn placed(mut self) -> Self {
        self.place();
        self
    }

    fn place(&mut self) {
        let mut hidden = 0;
        for fold in &mut self.closed {
            fold.position = fold.start - hidden;
            hidden += fold.count - 1;
        }
    }

    /// The number of visible rows. A fold counts as one.
    pub fn len(&self) -> usize {
        self.closed.iter().fold(self.total, |visible, fold| visible - fold.count as usize + 1)
    }

    /// Whether nothing is visible.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// What is visible at a position; `None` after the last.
    pub fn at(&self, position: usize) -> Option<Folded> {
        let after = self.closed.partition_point(|fold| fold.position as usize <= position);
        let found = match after.checked_sub(1).map(|before| self.closed[before]) {
            Some(fold) if fold.position as usize == position => {
                Folded::Fold { fold: fold.start as usize, count: fold.count as usize }
            }
            Some(fold) => Folded::Row(position - fold.position as usize - 1 + (fold.start + fold.count) as usize),
            None => Folded::Row(position),
        };
        match found {
            Folded::Row(row) if row >= self.total => None,
            found => Some(found),
        }
    }

    /// The visible position of a row, or of the fold that contains it.
    fn position(&self, row: usize) -> usize {
        let after = self.closed.partition_point(|fold| fold.start as usize <= row);
        let Some(fold) = after.checked_sub(1).map(|before| self.closed[before]) else { return row };
        let end = (fold.start + fold.count) as usize;
        fold.position as usize + (row + 1).saturating_sub(end)
    }

    /// Opens a fold. Returns false if there is no closed fold with this first row.
    pub fn open(&mut self, fold: usize) -> bool {
        let found = self.closed.binary_search_by_key(&fold, |fold| fold.start as usize);
        if let Ok(at) = found {
            self.closed.remove(at);
            self.place();
        }
        found.is_ok()
    }

    /// Opens all folds.
    pub fn open_all(&mut self) {
        self.closed.clear();
    }

    /// The position of the next changed row after a position or, if `back`, of the previous one.
    /// Start with −1 for the first.
    pub fn changed(&self, layout: &Layout, from: i64, back: bool) -> Option<usize> {
        let row_at = |position: usize| match self.at(position)? {
            Folded::Fold { fold, .. } => Some(fold),
            Folded::Row(row) => Some(row),
        };
        let found = if back {
            let end_position = usize::try_from(from).ok()?;
            let end = row_at(end_position).unwrap_or(self.total);
            (0..end).rev().find(|&row| layout.is_changed(row))
        } else {
            let start = match usize::try_from(from) {
                Ok(from) => row_at(from)? + 1,
                Err(_) => 0,
            };
            (start..self.total).find(|&row| layout.is_changed(row))
        };
        found.map(|row| self.position(row))
    }
}
