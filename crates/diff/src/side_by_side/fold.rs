//! Long stretches of unchanged rows, folded: some rows stay around each change, and the rest is one row.
//!
//! A fold that is opened stays open. Positions count the rows that are seen; finding one costs a binary search, whatever
//! is folded.

use super::Layout;

/// Rows that stay on each side of a change.
const CONTEXT: usize = 3;

/// Fewer rows than these are not folded.
const FEWEST: usize = 4;

/// What of a layout is folded.
#[derive(Debug, Default)]
pub struct Folds {
    total: usize,
    /// Those that are closed, in order.
    closed: Vec<Fold>,
}

#[derive(Debug, Clone, Copy)]
struct Fold {
    start: u32,
    count: u32,
    /// At which position it is seen.
    seen_at: u32,
}

/// What is seen at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// Rows that are folded.
    Fold {
        /// By what it is opened: its first row.
        fold: usize,
        /// How many.
        count: usize,
    },
    /// A row.
    Row(usize),
}

impl Folds {
    /// Folds what is unchanged. Where nothing differs, all of it.
    pub fn of(layout: &Layout) -> Self {
        let mut folds = Self { total: layout.len(), closed: Vec::new() };
        let mut row = 0;
        while row < layout.len() {
            let start = row;
            while row < layout.len() && !layout.is_changed(row) {
                row += 1;
            }
            let from = if start == 0 { start } else { start + CONTEXT };
            let to = if row == layout.len() { row } else { row.saturating_sub(CONTEXT) };
            if to >= from + FEWEST {
                folds.closed.push(Fold { start: from as u32, count: (to - from) as u32, seen_at: 0 });
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
            fold.seen_at = fold.start - hidden;
            hidden += fold.count - 1;
        }
    }

    /// Rows that are seen, a fold being one.
    pub fn len(&self) -> usize {
        self.closed.iter().fold(self.total, |seen, fold| seen - fold.count as usize + 1)
    }

    /// Whether nothing is seen.
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// What is seen at a position; `None` beyond the last.
    pub fn at(&self, position: usize) -> Option<Folded> {
        let after = self.closed.partition_point(|fold| fold.seen_at as usize <= position);
        let found = match after.checked_sub(1).map(|before| self.closed[before]) {
            Some(fold) if fold.seen_at as usize == position => {
                Folded::Fold { fold: fold.start as usize, count: fold.count as usize }
            }
            Some(fold) => Folded::Row(position - fold.seen_at as usize - 1 + (fold.start + fold.count) as usize),
            None => Folded::Row(position),
        };
        match found {
            Folded::Row(row) if row >= self.total => None,
            found => Some(found),
        }
    }

    /// The position at which a row is seen; that of the fold it is in.
    fn position(&self, row: usize) -> usize {
        let after = self.closed.partition_point(|fold| fold.start as usize <= row);
        let Some(fold) = after.checked_sub(1).map(|before| self.closed[before]) else { return row };
        let end = (fold.start + fold.count) as usize;
        fold.seen_at as usize + (row + 1).saturating_sub(end)
    }

    /// Opens a fold; false when there is none of that name, or it is open already.
    pub fn open(&mut self, fold: usize) -> bool {
        let found = self.closed.binary_search_by_key(&fold, |fold| fold.start as usize);
        if let Ok(at) = found {
            self.closed.remove(at);
            self.place();
        }
        found.is_ok()
    }

    /// Opens all of them.
    pub fn open_all(&mut self) {
        self.closed.clear();
    }

    /// The position of the next row that differs, behind a position or, if `back`, before it; −1 stands before the first.
    pub fn changed(&self, layout: &Layout, from: i64, back: bool) -> Option<usize> {
        let row_at = |position: usize| match self.at(position)? {
            Folded::Fold { fold, .. } => Some(fold),
            Folded::Row(row) => Some(row),
        };
        let found = if back {
            let upto = usize::try_from(from).ok()?;
            let end = row_at(upto).unwrap_or(self.total);
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
