//! Comparing texts that are not JSON by line, and binary bodies by their first difference.

use std::collections::HashMap;
use std::ops::Range;

use crate::sequence::common;

/// Steps that one comparison may take.
const MAX_WORK: u64 = 1 << 24;

/// Lines that were replaced, removed or added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// 0-based lines of the old text.
    pub old: Range<usize>,
    /// 0-based lines of the new text.
    pub new: Range<usize>,
}

/// Compares lines, including their line ends. Also returns whether the budget ran out, so hunks may
/// contain equal lines.
pub fn hunks(old: &[&str], new: &[&str]) -> (Vec<Hunk>, bool) {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut number = |line| {
        let next = known.len() as u32;
        *known.entry(line).or_insert(next)
    };
    let a: Vec<u32> = old.iter().map(|&line| number(line)).collect();
    let b: Vec<u32> = new.iter().map(|&line| number(line)).collect();
    let mut work = MAX_WORK;
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

/// The position of the first difference. If one side is a prefix of the other, its length.
pub fn first_difference(old: &[u8], new: &[u8]) -> Option<usize> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    (old.len() != new.len() || same < old.len()).then_some(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_removed_and_changed_lines_are_found() {
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
