//! A comparison as a JSON Patch (RFC 6902) that turns the old value into the new one, spelling included.
//!
//! Operations are carried out one after the other, so each array is put in order before anything in it is changed: what
//! leaves, leaves from the back; then moves and additions, from the front. Every path is then the new side's. Other spellings
//! come last.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::trail::Place;
use super::{Change, Diff, Op};
use hookglass_json::pointer::escape;
use hookglass_json::{Value, encode_exactly};

/// Why a comparison cannot be written as a patch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPatch {
    /// A member becomes null, which would take it away.
    #[error("a merge patch cannot set {0} to null, it would take it away; a JSON Patch (RFC 6902) can")]
    Null(String),
    /// Two objects nested too deep to be compared member by member.
    #[error("a merge patch cannot replace the object at {0} as a whole; a JSON Patch (RFC 6902) can")]
    TooDeep(String),
    /// A text has bytes that are not UTF-8, and would be another one in a patch.
    #[error("a patch is UTF-8, and {0} is not; compare without a patch, or look at the bytes")]
    NotUtf8(String),
}

/// The changes and other spellings as a JSON Patch.
pub fn patch(diff: &Diff<'_>) -> Result<String, NoPatch> {
    let mut by_parent: BTreeMap<Option<Place>, Vec<&Change<'_>>> = BTreeMap::new();
    for change in &diff.changes {
        // Places are numbered from the top down, and the root, which has none above it, is the last number.
        let parent = diff.trail.before(change.place).filter(|&parent| parent != super::Trail::ROOT);
        by_parent.entry(parent).or_default().push(change);
    }
    let mut lines = Vec::new();
    for (parent, changes) in by_parent {
        let names = parent.map(|parent| diff.trail.names(parent, false)).unwrap_or_default();
        let mut writer = Writer { diff, parent: path(&names)?, lines: &mut lines };
        if changes.iter().any(|change| diff.trail.element(change.place).is_some()) {
            elements(&changes, &mut writer)?;
        } else {
            members(&changes, &mut writer)?;
        }
    }
    for change in &diff.rewritten {
        let path = path(&diff.trail.names(change.place, false))?;
        Writer { diff, parent: path, lines: &mut lines }.put("replace", "", change)?;
    }
    Ok(format!("[{}]", lines.join(",\n ")))
}

/// Names as a JSON Pointer, as it stands between the quotes of a JSON string.
fn path(names: &[Cow<'_, [u8]>]) -> Result<String, NoPatch> {
    let mut path = String::new();
    for name in names {
        path.push('/');
        let name = name_of(name)?;
        path.push_str(&escape(&name[1..name.len() - 1]));
    }
    Ok(path)
}

/// A name as a JSON string.
pub(super) fn name_of(name: &[u8]) -> Result<String, NoPatch> {
    encode_exactly(name).ok_or_else(|| NoPatch::NotUtf8(format!("the name '{}'", String::from_utf8_lossy(name))))
}

/// A value's text.
pub(super) fn text_of<'a>(value: Value<'a>, what: impl FnOnce() -> String) -> Result<&'a str, NoPatch> {
    std::str::from_utf8(value.raw()).map_err(|_| NoPatch::NotUtf8(what()))
}

struct Writer<'w, 'a> {
    diff: &'w Diff<'a>,
    parent: String,
    lines: &'w mut Vec<String>,
}

impl Writer<'_, '_> {
    fn put(&mut self, op: &str, step: &str, change: &Change<'_>) -> Result<(), NoPatch> {
        if let Some(new) = change.new {
            let value = text_of(new, || format!("the value at {}", self.diff.pointer(change.place)))?;
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

fn members(changes: &[&Change<'_>], writer: &mut Writer<'_, '_>) -> Result<(), NoPatch> {
    for change in changes {
        if writer.diff.trail.before(change.place).is_none() {
            writer.put("replace", "", change)?;
            continue;
        }
        let step = path(&[writer.diff.trail.name(change.place, false)])?;
        match change.op {
            Op::Removed => writer.remove(&step),
            Op::Added => writer.put("add", &step, change)?,
            _ => writer.put("replace", &step, change)?,
        }
    }
    Ok(())
}

fn elements(changes: &[&Change<'_>], writer: &mut Writer<'_, '_>) -> Result<(), NoPatch> {
    let diff = writer.diff;
    let places = |change: &Change<'_>| diff.trail.element(change.place).unwrap_or_default();
    let of = |op: Op| changes.iter().filter(move |change| change.op == op);
    let mut removed: Vec<u32> = of(Op::Removed).map(|change| places(change).0).collect();
    removed.sort_unstable();
    removed.iter().rev().for_each(|at| writer.remove(&format!("/{at}")));
    let mut moved: Vec<(u32, u32)> = of(Op::Moved).map(|change| places(change)).collect();
    let mut arriving: Vec<&&Change<'_>> = changes.iter().filter(|c| matches!(c.op, Op::Added | Op::Moved)).collect();
    arriving.sort_unstable_by_key(|change| places(change).1);
    moved.sort_unstable();
    let mut order = Order::new(&removed, &moved, arriving.iter().map(|change| places(change).1).collect());
    for change in &arriving {
        let (old, new) = places(change);
        if change.op == Op::Added {
            writer.put("add", &format!("/{}", order.place_of(new)), change)?;
        } else {
            let (from, to) = order.take(old, new);
            writer.shift(from, to);
        }
    }
    for change in changes.iter().filter(|change| matches!(change.op, Op::Changed | Op::Retyped)) {
        writer.put("replace", &format!("/{}", places(change).1), change)?;
    }
    Ok(())
}

/// Where elements stand while an array is put in order from the front. What neither leaves, comes nor moves holds its
/// place among its like; what will move waits where it stood.
struct Order<'p> {
    removed: &'p [u32],
    moved: &'p [(u32, u32)],
    /// New positions of what comes or moves, rising.
    arriving: Vec<u32>,
    /// Which of the moved still wait, as a tree of counts.
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

    /// How many of the first so many of the moved still wait.
    fn waiting(&self, first: usize) -> usize {
        let (mut at, mut sum) = (first, 0);
        while at > 0 {
            sum += self.waiting[at] as usize;
            at &= at - 1;
        }
        sum
    }

    /// How many that hold their place stand before an old position.
    fn held_before_old(&self, old: u32) -> usize {
        old as usize - self.removed.partition_point(|&at| at < old) - self.moved.partition_point(|&(at, _)| at < old)
    }

    /// How many that hold their place stand before a new position.
    fn held_before_new(&self, new: u32) -> usize {
        new as usize - self.arriving.partition_point(|&at| at < new)
    }

    /// The new position of what holds its place and has so many of its like before it.
    fn new_of_held(&self, before: usize) -> usize {
        // The first position that has more of them up to itself; what arrives shifts it by one each.
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

    /// Where to put what comes to a new position: behind all that is in order already, and behind those that wait in front
    /// of the last that holds its place.
    fn place_of(&self, new: u32) -> usize {
        let held = self.held_before_new(new);
        let waiting = self.moved.partition_point(|&(at, _)| self.held_before_old(at) < held);
        new as usize + self.waiting(waiting)
    }

    /// Where a moved element stands and where it goes, once taken out.
    fn take(&mut self, old: u32, new: u32) -> (usize, usize) {
        let at = self.moved.partition_point(|&(before, _)| before < old);
        let (held_here, held_there) = (self.held_before_old(old), self.held_before_new(new));
        let settled =
            if held_here < held_there { self.new_of_held(held_here) } else { new as usize + held_here - held_there };
        let from = settled + self.waiting(at);
        self.count(at, -1);
        (from, self.place_of(new))
    }
}
