//! The rows of a grouped listing: duplicates of an event are one row, the newest copy, with the
//! number of copies.

use std::collections::{HashMap, VecDeque};

use crate::duplicates::Seen;

/// The rows of a grouped listing.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// The newest event of each group, oldest first.
    rows: VecDeque<i64>,
    /// The number of events in a row, if more than one.
    copies: HashMap<i64, u64>,
    /// The row of each group.
    row_of: HashMap<u64, i64>,
}

impl Groups {
    /// The rows for events given oldest first.
    pub(crate) fn of(ids: impl DoubleEndedIterator<Item = i64>, seen: &Seen) -> Self {
        let mut groups = Self::default();
        groups.add_older(ids.rev(), seen);
        groups
    }

    /// Adds events older than all known ones, given newest first.
    pub(crate) fn add_older(&mut self, ids: impl Iterator<Item = i64>, seen: &Seen) {
        for id in ids {
            let row = seen.group(id).map(|group| *self.row_of.entry(group).or_insert(id));
            match row.filter(|row| *row != id) {
                Some(row) => *self.copies.entry(row).or_insert(1) += 1,
                None => self.rows.push_front(id),
            }
        }
    }

    /// Adds an event newer than all known ones. Returns whether it replaces a row.
    pub(crate) fn add(&mut self, id: i64, seen: &Seen) -> bool {
        let mut moved = false;
        if let Some(group) = seen.group(id) {
            // The first event joins its group when the second one arrives.
            let row = self.row_of.insert(group, id).or_else(|| seen.first_of(group));
            if let Some(row) = row
                && let Ok(place) = self.rows.binary_search(&row)
            {
                self.rows.remove(place);
                let copies = self.copies.remove(&row).unwrap_or(1) + 1;
                self.copies.insert(id, copies);
                moved = true;
            }
        }
        self.rows.push_back(id);
        moved
    }

    pub(crate) fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// A window of the rows, newest first.
    pub(crate) fn window(&self, skip: usize, len: usize) -> Vec<i64> {
        self.rows.iter().rev().skip(skip).take(len).copied().collect()
    }

    /// The number of rows newer than an event.
    pub(crate) fn newer_than(&self, id: i64) -> usize {
        self.rows.len() - self.rows.partition_point(|row| *row <= id)
    }

    /// The number of events in a row.
    pub(crate) fn copies(&self, row: i64) -> u64 {
        self.copies.get(&row).copied().unwrap_or(1)
    }
}
