//! A comparison as a JSON Patch (RFC 6902) that turns the old value into the new one, spelling included.
//!
//! Operations are carried out one after the other, so each array is put in order before anything in it is changed: what
//! leaves, leaves from the back; then moves and additions, from the front. Every path is then the new side's. Other spellings
//! come last.

use std::collections::BTreeMap;

use super::trail::Place;
use super::{Change, Diff, Op};
use crate::json::encode_string;
use crate::pointer::{Pointer, escape};

/// The changes and other spellings as a JSON Patch.
pub fn patch(diff: &Diff<'_>) -> String {
    let mut by_parent: BTreeMap<Option<Place>, Vec<&Change<'_>>> = BTreeMap::new();
    for change in &diff.changes {
        // Places are numbered from the top down, and the root, which has none above it, is the last number.
        let parent = diff.trail.before(change.place).filter(|&parent| parent != super::Trail::ROOT);
        by_parent.entry(parent).or_default().push(change);
    }
    let mut lines = Vec::new();
    for (parent, changes) in by_parent {
        let path = parent.map(|parent| Pointer::of_tokens(diff.trail.tokens(parent, false))).unwrap_or_default();
        let mut writer = Writer { parent: path.to_string(), lines: &mut lines };
        if changes.iter().any(|change| diff.trail.element(change.place).is_some()) {
            elements(diff, &changes, &mut writer);
        } else {
            members(diff, &changes, &mut writer);
        }
    }
    for change in &diff.rewritten {
        let path = encode_string(&diff.pointer(change.place).to_string());
        Writer { parent: String::new(), lines: &mut lines }.put("replace", &path, change);
    }
    format!("[{}]", lines.join(",\n "))
}

struct Writer<'w> {
    parent: String,
    lines: &'w mut Vec<String>,
}

impl Writer<'_> {
    fn path(&self, token: &str) -> String {
        encode_string(&format!("{}/{}", self.parent, escape(token)))
    }

    fn put(&mut self, op: &str, path: &str, change: &Change<'_>) {
        if let Some(new) = change.new {
            self.lines.push(format!(r#"{{"op":"{op}","path":{path},"value":{}}}"#, new.raw_text()));
        }
    }

    fn remove(&mut self, token: &str) {
        self.lines.push(format!(r#"{{"op":"remove","path":{}}}"#, self.path(token)));
    }
}

fn members(diff: &Diff<'_>, changes: &[&Change<'_>], writer: &mut Writer<'_>) {
    for change in changes {
        if diff.trail.before(change.place).is_none() {
            writer.put("replace", r#""""#, change);
            continue;
        }
        let token = diff.trail.token(change.place, false);
        match change.op {
            Op::Removed => writer.remove(&token),
            Op::Added => writer.put("add", &writer.path(&token), change),
            _ => writer.put("replace", &writer.path(&token), change),
        }
    }
}

fn elements(diff: &Diff<'_>, changes: &[&Change<'_>], writer: &mut Writer<'_>) {
    let places = |change: &Change<'_>| diff.trail.element(change.place).unwrap_or_default();
    let of = |op: Op| changes.iter().filter(move |change| change.op == op);
    let mut removed: Vec<u32> = of(Op::Removed).map(|change| places(change).0).collect();
    removed.sort_unstable();
    removed.iter().rev().for_each(|at| writer.remove(&at.to_string()));
    let mut moved: Vec<(u32, u32)> = of(Op::Moved).map(|change| places(change)).collect();
    let mut arriving: Vec<&&Change<'_>> = changes.iter().filter(|c| matches!(c.op, Op::Added | Op::Moved)).collect();
    arriving.sort_unstable_by_key(|change| places(change).1);
    moved.sort_unstable();
    let mut order = Order::new(&removed, &moved, arriving.iter().map(|change| places(change).1).collect());
    for change in &arriving {
        let (old, new) = places(change);
        if change.op == Op::Added {
            let at = order.place_of(new);
            writer.put("add", &writer.path(&at.to_string()), change);
        } else {
            let (from, to) = order.take(old, new);
            let (from, to) = (writer.path(&from.to_string()), writer.path(&to.to_string()));
            if from != to {
                writer.lines.push(format!(r#"{{"op":"move","from":{from},"path":{to}}}"#));
            }
        }
    }
    for change in changes.iter().filter(|change| matches!(change.op, Op::Changed | Op::Retyped)) {
        writer.put("replace", &writer.path(&places(change).1.to_string()), change);
    }
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
