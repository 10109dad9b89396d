//! The matched elements of two arrays.

use super::pairs::NONE;

/// The matches found so far.
pub(super) struct Matches {
    /// For each position of the second array, its partner in the first.
    pub(super) partner: Vec<u32>,
    /// Whether each position of the first array has a partner.
    pub(super) taken: Vec<bool>,
    /// For each position of the second array, whether it moved.
    pub(super) moved: Vec<bool>,
}

impl Matches {
    pub(super) fn none(first: usize, second: usize) -> Self {
        Self { partner: vec![NONE; second], taken: vec![false; first], moved: vec![false; second] }
    }

    pub(super) fn pair(&mut self, first: usize, second: usize, moved: bool) {
        self.partner[second] = first as u32;
        self.taken[first] = true;
        self.moved[second] = moved;
    }

    pub(super) fn swapped(self) -> Self {
        let mut other = Self::none(self.partner.len(), self.taken.len());
        for (second, &first) in self.partner.iter().enumerate().filter(|(_, first)| **first != NONE) {
            other.pair(second, first as usize, self.moved[second]);
        }
        other
    }
}
