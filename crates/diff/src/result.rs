//! The result of a comparison.

use crate::change::Change;
use crate::limits::MAX_LEVELS;
use crate::trail::{ChangePath, Trail};
use hookglass_json::pointer::{Pointer, Positions};
use hookglass_json::{Form, Value};

/// The result of a comparison, in document order.
#[derive(Debug, Clone)]
pub struct Diff<'a> {
    /// The changes.
    pub changes: Vec<Change<'a>>,
    /// Scalars with the same value in another spelling. They are not among the changes.
    pub rewritten: Vec<Change<'a>>,
    /// Arrays that were too large and too different to match, so their elements were compared by
    /// position.
    pub by_position: Vec<ChangePath>,
    /// Values that are equal as a whole.
    pub(crate) equal: Vec<Equal>,
    pub(crate) trail: Trail<'a>,
}

/// A value that is equal on both sides. Most values are, so they have no paths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Equal {
    /// The path of the container; for the whole value, the root.
    pub(crate) within: ChangePath,
    /// The handle on the new side.
    pub(crate) handle: u32,
    /// For an element, its position on the new side.
    pub(crate) at: u32,
}

impl<'a> Diff<'a> {
    /// The JSON Pointer of a path on the new side, or on the old side for a removed value. Built on
    /// request: there are as many paths as values, and each can be a thousand names long.
    pub fn pointer(&self, path: ChangePath) -> Pointer {
        self.trail.pointer(path, false)
    }

    /// The JSON Pointer of a path on the old side; `None` for an added value.
    pub fn from(&self, path: ChangePath) -> Option<Pointer> {
        (!self.trail.is_added(path)).then(|| self.trail.pointer(path, true))
    }

    /// Running totals of the equal leaves, one per value that is equal as a whole. Leaves are
    /// scalars, empty objects and empty arrays. The last total is their number.
    pub fn unchanged_totals(&self) -> Vec<u32> {
        let counts = self.equal.iter().map(|equal| self.leaves(equal).1.count() as u32);
        counts.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count) + count)).collect()
    }

    /// At most `len` equal leaves from `start`, with their pointers on the new side. `totals` comes
    /// from [`Self::unchanged_totals`].
    pub fn unchanged_window(&self, totals: &[u32], start: usize, len: usize) -> Vec<(Pointer, Value<'a>)> {
        let first = totals.partition_point(|&count| count as usize <= start);
        let before = first.checked_sub(1).map_or(0, |before| totals[before] as usize);
        let window = self.equal_leaves(&self.equal[first..]).skip(start - before).take(len);
        let mut positions = Positions::default();
        window.map(|(equal, top, value)| (self.pointer_to(equal, top, value, &mut positions), value)).collect()
    }

    /// The leaves of equal values, each with the equal value that contains it.
    fn equal_leaves<'d>(&'d self, equal: &'d [Equal]) -> impl Iterator<Item = (&'d Equal, Value<'a>, Value<'a>)> {
        equal.iter().flat_map(move |equal| {
            let (top, leaves) = self.leaves(equal);
            leaves.map(move |value| (equal, top, value))
        })
    }

    fn pointer_to(&self, equal: &Equal, top: Value<'a>, value: Value<'a>, positions: &mut Positions) -> Pointer {
        let mut tokens = self.trail.tokens_to(equal.within, top, equal.at);
        tokens.extend(Pointer::between_with(top, value, positions));
        Pointer::of_tokens(tokens)
    }

    fn leaves(&self, equal: &Equal) -> (Value<'a>, impl Iterator<Item = Value<'a>> + use<'a>) {
        let top = self.trail.roots.1.document().value_at(equal.handle);
        let mut todo = vec![(top, self.trail.level_in(equal.within, top))];
        let leaves = std::iter::from_fn(move || {
            while let Some((value, level)) = todo.pop() {
                if value.is_empty() || level >= MAX_LEVELS {
                    return Some(value);
                }
                let from = todo.len();
                match value.form() {
                    Form::Object => todo.extend(value.members().into_iter().map(|member| (member, level + 1))),
                    _ => todo.extend(value.children().map(|element| (element, level + 1))),
                }
                todo[from..].reverse();
            }
            None
        });
        (top, leaves)
    }
}
