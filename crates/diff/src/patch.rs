//! A comparison as a JSON Patch (RFC 6902) that turns the old value into the new one, including its
//! spelling.
//!
//! Operations apply in order, so each array is reordered before its elements change: removals from
//! the back, then moves and additions from the front. After that every path is the new side's.
//! Values in another spelling come last.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::change::{Change, Op};
use crate::result::Diff;
use crate::trail::{ChangePath, Trail};
use hookglass_json::pointer::escape;
use hookglass_json::{Value, encode_exactly};

/// Why a comparison cannot be written as a patch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatchError {
    /// A member becomes null, which a merge patch cannot express.
    #[error("a merge patch cannot set {0} to null, it would take it away; a JSON Patch (RFC 6902) can")]
    Null(String),
    /// Two objects are nested too deep to be compared member by member.
    #[error("a merge patch cannot replace the object at {0} as a whole; a JSON Patch (RFC 6902) can")]
    TooDeep(String),
    /// A text is not UTF-8, and a patch must be.
    #[error("a patch is UTF-8, and {0} is not; compare without a patch, or look at the bytes")]
    NotUtf8(String),
}

/// The text to write instead of a value's text, for example to redact it.
pub type Replace<'r> = &'r dyn Fn(Value<'_>) -> Option<String>;

/// Writes the changes and the values in another spelling as a JSON Patch.
pub fn patch(diff: &Diff<'_>) -> Result<String, PatchError> {
    patch_with(diff, &|_| None)
}

/// Writes a JSON Patch with the texts of some values replaced.
pub fn patch_with(diff: &Diff<'_>, replace: Replace<'_>) -> Result<String, PatchError> {
    let mut by_parent: BTreeMap<Option<ChangePath>, Vec<&Change<'_>>> = BTreeMap::new();
    for change in &diff.changes {
        // Paths are numbered from the top down. Only the root has a greater number, so its children
        // have no parent here.
        let parent = diff.trail.before(change.path).filter(|&parent| parent != Trail::ROOT);
        by_parent.entry(parent).or_default().push(change);
    }
    let mut lines = Vec::new();
    for (parent, changes) in by_parent {
        let names = parent.map(|parent| diff.trail.names(parent, false)).unwrap_or_default();
        let mut writer = Writer { diff, replace, parent: path(&names)?, lines: &mut lines };
        if changes.iter().any(|change| diff.trail.element(change.path).is_some()) {
            elements(&changes, &mut writer)?;
        } else {
            members(&changes, &mut writer)?;
        }
    }
    for change in &diff.rewritten {
        let path = path(&diff.trail.names(change.path, false))?;
        Writer { diff, replace, parent: path, lines: &mut lines }.put("replace", "", change)?;
    }
    Ok(format!("[{}]", lines.join(",\n ")))
}

/// Names as a JSON Pointer, encoded for the inside of a JSON string.
fn path(names: &[Cow<'_, [u8]>]) -> Result<String, PatchError> {
    let mut path = String::new();
    for name in names {
        path.push('/');
        let name = name_of(name)?;
        path.push_str(&escape(&name[1..name.len() - 1]));
    }
    Ok(path)
}

/// A name as a JSON string.
pub(super) fn name_of(name: &[u8]) -> Result<String, PatchError> {
    encode_exactly(name).ok_or_else(|| PatchError::NotUtf8(format!("the name '{}'", String::from_utf8_lossy(name))))
}

/// A value's text.
pub(super) fn text_of<'a>(
    value: Value<'a>,
    replace: Replace<'_>,
    what: impl FnOnce() -> String,
) -> Result<Cow<'a, str>, PatchError> {
    match replace(value) {
        Some(text) => Ok(text.into()),
        None => std::str::from_utf8(value.raw()).map(Cow::Borrowed).map_err(|_| PatchError::NotUtf8(what())),
    }
}

struct Writer<'w, 'a> {
    diff: &'w Diff<'a>,
    replace: Replace<'w>,
    parent: String,
    lines: &'w mut Vec<String>,
}

impl Writer<'_, '_> {
    fn put(&mut self, op: &str, step: &str, change: &Change<'_>) -> Result<(), PatchError> {
        if let Some(new) = change.new {
            let value = text_of(new, self.replace, || format!("the value at {}", self.diff.pointer(change.path)))?;
            self.lines.push(format!(r#"{{"op":"{op}","path":"{}{step}","value":{value}}}"#, self.parent));
        }
        Ok(())
    }

    fn remove(&mut self, step: &str) {
        self.lines.push(format!(r#"{{"op":"remove","path":"{}{step}"}}"#, self.parent));
    }

    fn shift(&mut self, from: usize, to: usize) {
        if from != to {
            let parent = &self.parent;
            self.lines.push(format!(r#"{{"op":"move","from":"{parent}/{from}","path":"{parent}/{to}"}}"#));
        }
    }
}

fn members(changes: &[&Change<'_>], writer: &mut Writer<'_, '_>) -> Result<(), PatchError> {
    for change in changes {
        if writer.diff.trail.before(change.path).is_none() {
            writer.put("replace", "", change)?;
            continue;
        }
        let step = path(&[writer.diff.trail.name(change.path, false)])?;
        match change.op {
            Op::Removed => writer.remove(&step),
            Op::Added => writer.put("add", &step, change)?,
            _ => writer.put("replace", &step, change)?,
        }
    }
    Ok(())
}

fn elements(changes: &[&Change<'_>], writer: &mut Writer<'_, '_>) -> Result<(), PatchError> {
    let diff = writer.diff;
    let positions = |change: &Change<'_>| diff.trail.element(change.path).unwrap_or_default();
    let of = |op: Op| changes.iter().filter(move |change| change.op == op);
    let mut removed: Vec<u32> = of(Op::Removed).map(|change| positions(change).0).collect();
    removed.sort_unstable();
    removed.iter().rev().for_each(|at| writer.remove(&format!("/{at}")));
    let mut moved: Vec<(u32, u32)> = of(Op::Moved).map(|change| positions(change)).collect();
    let mut arriving: Vec<&&Change<'_>> = changes.iter().filter(|c| matches!(c.op, Op::Added | Op::Moved)).collect();
    arriving.sort_unstable_by_key(|change| positions(change).1);
    moved.sort_unstable();
    let mut order = Order::new(&removed, &moved, arriving.iter().map(|change| positions(change).1).collect());
    for change in &arriving {
        let (old, new) = positions(change);
        if change.op == Op::Added {
            writer.put("add", &format!("/{}", order.place_of(new)), change)?;
        } else {
            let (from, to) = order.take(old, new);
            writer.shift(from, to);
        }
    }
    for change in changes.iter().filter(|change| matches!(change.op, Op::Changed | Op::Retyped)) {
        writer.put("replace", &format!("/{}", positions(change).1), change)?;
    }
    Ok(())
}

/// The positions of elements while an array is reordered from the front. Elements that are not
/// removed, added or moved keep their relative order. Elements to be moved wait at their old
/// position.
struct Order<'p> {
    removed: &'p [u32],
    moved: &'p [(u32, u32)],
    /// New positions of added and moved elements, rising.
    arriving: Vec<u32>,
    /// The moved elements that still wait, as a Fenwick tree.
    waiting: Vec<u32>,
}

impl<'p> Order<'p> {
    fn new(removed: &'p [u32], moved: &'p [(u32, u32)], arriving: Vec<u32>) -> Self {
        let mut order = Self { removed, moved, arriving, waiting: vec![0; moved.len() + 1] };
        (0..moved.len()).for_each(|at| order.count(at, 1));
        order
    }

    fn count(&mut self, at: usize, by: i32) {
        let mut at = at + 1;
        while at < self.waiting.len() {
            self.waiting[at] = self.waiting[at].wrapping_add_signed(by);
            at += at & at.wrapping_neg();
        }
    }

    /// The number of waiting elements among the first `first` moved ones.
    fn waiting(&self, first: usize) -> usize {
        let (mut at, mut sum) = (first, 0);
        while at > 0 {
            sum += self.waiting[at] as usize;
            at &= at - 1;
        }
        sum
    }

    /// The number of unmoved elements before an old position.
    fn fixed_before_old(&self, old: u32) -> usize {
        old as usize - self.removed.partition_point(|&at| at < old) - self.moved.partition_point(|&(at, _)| at < old)
    }

    /// The number of unmoved elements before a new position.
    fn fixed_before_new(&self, new: u32) -> usize {
        new as usize - self.arriving.partition_point(|&at| at < new)
    }

    /// The new position of the unmoved element with `before` unmoved ones before it.
    fn new_of_fixed(&self, before: usize) -> usize {
        // The first position with more than `before` unmoved elements up to it. Every arriving
        // element shifts it by one.
        let (mut low, mut high) = (before, before + self.arriving.len());
        while low < high {
            let middle = (low + high) / 2;
            if middle + 1 - self.arriving.partition_point(|&at| at as usize <= middle) > before {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// The position to insert at: after the elements that are in order, and after those that wait
    /// before the last unmoved element.
    fn place_of(&self, new: u32) -> usize {
        let fixed = self.fixed_before_new(new);
        let waiting = self.moved.partition_point(|&(at, _)| self.fixed_before_old(at) < fixed);
        new as usize + self.waiting(waiting)
    }

    /// The current position of a moved element, and its target position once it is removed.
    fn take(&mut self, old: u32, new: u32) -> (usize, usize) {
        let at = self.moved.partition_point(|&(before, _)| before < old);
        let (fixed_here, fixed_there) = (self.fixed_before_old(old), self.fixed_before_new(new));
        let settled = if fixed_here < fixed_there {
            self.new_of_fixed(fixed_here)
        } else {
            new as usize + fixed_here - fixed_there
        };
        let from = settled + self.waiting(at);
        self.count(at, -1);
        (from, self.place_of(new))
    }
}
