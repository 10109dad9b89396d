//! What changed between two JSON values.
//!
//! Objects are compared by name, arrays by an identity or by what they have in common (`diff/pairing.rs`), strings by their
//! characters, numbers by their digits. Key order is no change. Another spelling of a number or an instant is told apart
//! from a change. Where an object names a member twice the last one counts, as Go, JavaScript and Python read it, and the
//! comparison says so. Seen from the other side, a comparison is the same with its sides swapped. Nothing recurses on
//! depth. Kept out: how a change is worded (`wording.rs`) and laid out (`lines.rs`).

pub mod json_patch;
pub mod noise;
pub mod side_by_side;

use serde::Serialize;
use ts_rs::TS;

use hookglass_json::pointer::{Pointer, Positions};
use hookglass_json::{Form, Value};

mod headers;
mod look_alikes;
mod merge;
mod pairing;
mod patch;
mod sameness;
mod sequence;
mod strings;
mod text;
mod trail;

pub use headers::{HeaderChange, HeadersDiff, headers};
pub use merge::merge_patch;
pub use pairing::{Paired, Pairing, Pairs};
pub use patch::{NoPatch, patch};
pub use strings::{Part, parts};
pub use text::{Hunk, first_difference, hunks};
pub use trail::Place;

pub use sameness::{equal, instant};

use sameness::Sameness;
use trail::Trail;

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChangeOp")]
pub enum Op {
    /// Only the new side has it.
    Added,
    /// Only the old side has it.
    Removed,
    /// Another value of the same type.
    Changed,
    /// A value of another type.
    Retyped,
    /// An element in another place among those that both sides have.
    Moved,
}

/// Whether another spelling of the same number or instant is a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Spelling {
    /// It is listed by itself.
    #[default]
    Apart,
    /// It is a change like any other.
    Counts,
}

/// Levels that are compared member by member; what is nested deeper is compared as a whole, by its text.
pub const MOST_LEVELS: u32 = 1_000;

/// Steps after which somebody is asked whether the work is still wanted.
pub(crate) const STEPS_BETWEEN_QUESTIONS: u32 = 4_096;

/// One change.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// What happened.
    pub op: Op,
    /// Where. [`Diff::pointer`] and [`Diff::from`] write it out.
    pub place: Place,
    /// What was there.
    pub old: Option<Value<'a>>,
    /// What is there.
    pub new: Option<Value<'a>>,
}

/// The result of a comparison, in the order of the documents.
#[derive(Debug, Clone)]
pub struct Diff<'a> {
    /// What differs.
    pub changes: Vec<Change<'a>>,
    /// Scalars that are the same value, written differently; not among the changes unless that was asked for.
    pub rewritten: Vec<Change<'a>>,
    /// Arrays whose elements were too many and too different to be told apart, and are compared by position.
    pub by_position: Vec<Place>,
    /// Values that are equal as a whole.
    equal: Vec<Equal>,
    trail: Trail<'a>,
}

/// A value that is equal on both sides. Most are, so that it has no place of its own.
#[derive(Debug, Clone, Copy)]
struct Equal {
    /// What it is in; the root itself for the whole.
    within: Place,
    /// On the new side.
    handle: u32,
    /// Its position on the new side, if it is an element.
    at: u32,
}

impl<'a> Diff<'a> {
    /// The JSON Pointer of a place on the new side, or on the old one for what was removed. Written out only when asked
    /// for: there are as many places as values, and each can be a thousand names long.
    pub fn pointer(&self, place: Place) -> Pointer {
        self.trail.pointer(place, false)
    }

    /// The JSON Pointer of a place on the old side; `None` for what was added.
    pub fn from(&self, place: Place) -> Option<Pointer> {
        (!self.trail.is_added(place)).then(|| self.trail.pointer(place, true))
    }

    /// Scalars, empty objects and empty arrays that are equal, with their pointers, as the new side has them.
    pub fn unchanged(&self) -> impl Iterator<Item = (Pointer, Value<'a>)> {
        let mut positions = Positions::default();
        let leaves = self.equal_leaves(&self.equal);
        leaves.map(move |(equal, top, value)| (self.pointer_to(equal, top, value, &mut positions), value))
    }

    /// How many these are.
    pub fn unchanged_total(&self) -> usize {
        self.equal.iter().map(|equal| self.leaves(equal).1.count()).sum()
    }

    /// How many of these there are up to each value that is equal as a whole, so that a window of them can be found.
    pub fn unchanged_upto(&self) -> Vec<u32> {
        let counts = self.equal.iter().map(|equal| self.leaves(equal).1.count() as u32);
        counts.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count) + count)).collect()
    }

    /// `len` of these from `start` on; `upto` is what [`Diff::unchanged_upto`] told.
    pub fn unchanged_window(&self, upto: &[u32], start: usize, len: usize) -> Vec<(Pointer, Value<'a>)> {
        let first = upto.partition_point(|&count| count as usize <= start);
        let before = first.checked_sub(1).map_or(0, |before| upto[before] as usize);
        let window = self.equal_leaves(&self.equal[first..]).skip(start - before).take(len);
        let mut positions = Positions::default();
        window.map(|(equal, top, value)| (self.pointer_to(equal, top, value, &mut positions), value)).collect()
    }

    /// The leaves of values that are equal, each with the value that it is in.
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
                if value.is_empty() || level >= MOST_LEVELS {
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

/// Compares two values.
pub fn diff<'a>(old: Value<'a>, new: Value<'a>) -> Diff<'a> {
    diff_with(old, new, Spelling::Apart)
}

/// Compares two values, and says whether another spelling is a change.
pub fn diff_with<'a>(old: Value<'a>, new: Value<'a>, spelling: Spelling) -> Diff<'a> {
    run(old, new, spelling, &|| false).0
}

/// Compares two values until it is told to stop; `None` when it was. `stopped` is asked every few thousand steps.
pub fn diff_until<'a>(old: Value<'a>, new: Value<'a>, stopped: &dyn Fn() -> bool) -> Option<Diff<'a>> {
    let (diff, complete) = run(old, new, Spelling::Apart, stopped);
    complete.then_some(diff)
}

/// The comparison, and whether it came to its end.
fn run<'a>(old: Value<'a>, new: Value<'a>, spelling: Spelling, stopped: &dyn Fn() -> bool) -> (Diff<'a>, bool) {
    let (mut changes, mut rewritten, mut by_position, mut equal) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut trail = Trail::between(old, new);
    let mut pairing = Pairing::between(old, new);
    // What is still to be compared, container in container; a list of these stands for recursion.
    let mut whole = Some(Paired::of(Some(old), Some(new)));
    let mut todo: Vec<(Place, Pairs<'a>)> = Vec::new();
    let mut steps = 0_u32;
    loop {
        if steps.is_multiple_of(STEPS_BETWEEN_QUESTIONS) && stopped() {
            return (Diff { changes, rewritten, by_position, equal, trail }, false);
        }
        steps = steps.wrapping_add(1);
        let (within, pair) = match (whole.take(), todo.last_mut()) {
            (Some(whole), _) => (None, whole),
            (None, Some((within, rest))) => match rest.next() {
                Some(pair) => (Some(*within), pair),
                None => {
                    todo.pop();
                    continue;
                }
            },
            (None, None) => break,
        };
        let same =
            |new: Value<'a>| Equal { within: within.unwrap_or(Trail::ROOT), handle: new.handle(), at: pair.at.1 };
        if let (Some(old), Some(new), false) = (pair.old, pair.new, pair.moved)
            && pairing.identical(old, new)
        {
            equal.push(same(new));
            continue;
        }
        let at = within.map_or(Trail::ROOT, |within| trail.step(within, &pair));
        let change = |op| Change { op, place: at, old: pair.old, new: pair.new };
        let (old, new) = match (pair.old, pair.new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => {
                changes.push(change(Op::Added));
                continue;
            }
            _ => {
                changes.push(change(Op::Removed));
                continue;
            }
        };
        if pair.moved {
            changes.push(change(Op::Moved));
            if pairing.identical(old, new) {
                equal.push(same(new));
                continue;
            }
        }
        if old.form() == new.form() && old.form().is_container() && trail.level(at) < MOST_LEVELS {
            let children = pairing.pair(old, new);
            if old.form() == Form::Array && pairing.gave_up() {
                by_position.push(at);
            }
            if children.len() == 0 {
                equal.push(same(new));
            }
            todo.push((at, children));
            continue;
        }
        match sameness::of(old, new) {
            Sameness::Same => equal.push(same(new)),
            Sameness::Rewritten if spelling == Spelling::Apart => rewritten.push(change(Op::Changed)),
            _ if same_type(old.form(), new.form()) => changes.push(change(Op::Changed)),
            _ => changes.push(change(Op::Retyped)),
        }
    }
    (Diff { changes, rewritten, by_position, equal, trail }, true)
}

fn same_type(old: Form, new: Form) -> bool {
    let boolean = |form| matches!(form, Form::True | Form::False);
    old == new || (boolean(old) && boolean(new))
}

/// What the eye cannot see about a change of two scalars.
pub fn note(old: Value<'_>, new: Value<'_>) -> Option<String> {
    match (old.form(), new.form()) {
        (Form::Number, Form::Number) => sameness::note(old, new),
        (Form::Object | Form::Array, after) if after == old.form() => {
            Some(format!("nested more than {MOST_LEVELS} levels deep, compared as a whole"))
        }
        (Form::String, Form::String) => {
            let (before, after) = (old.string()?, new.string()?);
            match before == after && old.string_bytes() != new.string_bytes() {
                // Both show as U+FFFD.
                true => Some("only characters that are not Unicode differ".to_owned()),
                false => sameness::note(old, new).or_else(|| strings::note(&before, &after)),
            }
        }
        (before, after) if !same_type(before, after) => Some(format!("{} became {}", before.word(), after.word())),
        _ => None,
    }
}

impl Change<'_> {
    /// What the eye cannot see about it.
    pub fn note(&self) -> Option<String> {
        match self.op {
            Op::Moved => None,
            _ => note(self.old?, self.new?),
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
