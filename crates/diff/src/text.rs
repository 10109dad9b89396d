//! Two texts that are not JSON, by line; and two bodies that are not text, by their first difference.

use std::collections::HashMap;
use std::ops::Range;

use super::sequence::common;

/// Steps that one comparison may spend.
const MOST_WORK: u64 = 1 << 24;

/// Lines that were replaced, left, or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Lines of the old text, counted from 0.
    pub old: Range<usize>,
    /// Lines of the new text, counted from 0.
    pub new: Range<usize>,
}

/// Where two texts differ, line by line, line ends included; and whether the work ran out, so that a hunk may hold lines
/// that are the same.
pub fn hunks(old: &[&str], new: &[&str]) -> (Vec<Hunk>, bool) {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut number = |line| {
        let next = known.len() as u32;
        *known.entry(line).or_insert(next)
    };
    let a: Vec<u32> = old.iter().map(|&line| number(line)).collect();
    let b: Vec<u32> = new.iter().map(|&line| number(line)).collect();
    let mut work = MOST_WORK;
    let common = common(&a, &b, &mut work);
    let (mut hunks, mut from) = (Vec::new(), (0, 0));
    for (x, y) in common.pairs.into_iter().chain([(a.len() as u32, b.len() as u32)]) {
        let hunk = Hunk { old: from.0..x as usize, new: from.1..y as usize };
        if !hunk.old.is_empty() || !hunk.new.is_empty() {
            hunks.push(hunk);
        }
        from = (x as usize + 1, y as usize + 1);
    }
    (hunks, common.gave_up)
}

/// The first byte that differs; the end of the shorter where it begins the longer.
pub fn first_difference(old: &[u8], new: &[u8]) -> Option<usize> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    (old.len() != new.len() || same < old.len()).then_some(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_came_left_or_changed_are_told() {
        let (found, gave_up) = hunks(&["a", "b", "c", "d"], &["b", "x", "d", "e"]);
        let expected = [(0..1, 0..0), (2..3, 1..2), (4..4, 3..4)];
        assert_eq!(found, expected.map(|(old, new)| Hunk { old, new }));
        assert!(!gave_up && hunks(&["a"], &["a"]).0.is_empty());
    }

    #[test]
    fn the_first_difference_of_bytes_is_found() {
        assert_eq!(first_difference(b"abc", b"abd"), Some(2));
        assert_eq!(first_difference(b"ab", b"abd"), Some(2));
        assert_eq!(first_difference(b"", b""), None);
    }
}
