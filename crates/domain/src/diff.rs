//! What changed between two JSON values.
//!
//! Objects are compared by name, arrays by position, numbers by their digits, strings by their characters. Key order is
//! no change. Where an object names a member twice the last one counts, as Go, JavaScript and Python read it, and the
//! comparison says so. Nothing recurses on depth. Kept out: how a change is worded (`wording.rs`) and laid out
//! (`lines.rs`).

use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

use crate::json::{Form, Value, encode_string};
use crate::pointer::Pointer;

mod strings;

pub use strings::{Part, invisible, parts};

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
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
}

/// Levels that are compared member by member; what is nested deeper is compared as a whole, by its text.
pub const MOST_LEVELS: u32 = 1_000;

/// One change.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// What happened.
    pub op: Op,
    /// Where: on the new side, or on the old one for what was removed. [`Diff::pointer`] writes it out.
    pub place: Place,
    /// What was there.
    pub old: Option<Value<'a>>,
    /// What is there.
    pub new: Option<Value<'a>>,
}

/// The result of a comparison, in the order of the documents.
#[derive(Debug, Clone, Default)]
pub struct Diff<'a> {
    /// What differs.
    pub changes: Vec<Change<'a>>,
    /// Scalars, empty objects and empty arrays that are equal, as the new side has them.
    pub unchanged: Vec<(Place, Value<'a>)>,
    trail: Trail,
}

/// A place in two documents that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(usize);

impl Diff<'_> {
    /// The JSON Pointer of a place. Written out only when asked for: there are as many places as values, and each can
    /// be a thousand names long.
    pub fn pointer(&self, place: Place) -> Pointer {
        self.trail.pointer(place)
    }
}

/// A member of either or both of two objects, or an element of two arrays.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// On the old side.
    pub old: Option<Value<'a>>,
    /// On the new side.
    pub new: Option<Value<'a>>,
}

/// Paths that share their beginnings, so that depth does not make them quadratic.
#[derive(Debug, Clone, Default)]
struct Trail {
    /// The step before, the name or index, and how many steps there are to the root.
    steps: Vec<(Place, String, u32)>,
}

impl Trail {
    const ROOT: Place = Place(usize::MAX);

    fn step(&mut self, from: Place, token: String) -> Place {
        let level = self.level(from) + 1;
        self.steps.push((from, token, level));
        Place(self.steps.len() - 1)
    }

    fn level(&self, at: Place) -> u32 {
        if at == Self::ROOT { 0 } else { self.steps[at.0].2 }
    }

    fn pointer(&self, mut at: Place) -> Pointer {
        let mut tokens = Vec::new();
        while at != Self::ROOT {
            let (before, token, _) = &self.steps[at.0];
            tokens.push(token.clone());
            at = *before;
        }
        tokens.into_iter().rev().fold(Pointer::default(), |mut pointer, token| {
            pointer.push(token);
            pointer
        })
    }
}

/// Compares two values.
pub fn diff<'a>(old: Value<'a>, new: Value<'a>) -> Diff<'a> {
    let mut found = Diff::default();
    let mut trail = Trail::default();
    let mut todo = vec![(Trail::ROOT, Paired { old: Some(old), new: Some(new) })];
    while let Some((at, pair)) = todo.pop() {
        let op = match (pair.old, pair.new) {
            (Some(old), Some(new))
                if old.form() == new.form() && old.form().is_container() && trail.level(at) < MOST_LEVELS =>
            {
                let children = paired(old, new);
                if children.is_empty() {
                    found.unchanged.push((at, new));
                }
                let from = todo.len();
                for (position, child) in children.into_iter().enumerate() {
                    let named = child.new.or(child.old).and_then(|value| value.key());
                    let token = named.map_or_else(|| position.to_string(), |key| key.into_owned());
                    todo.push((trail.step(at, token), child));
                }
                todo[from..].reverse();
                continue;
            }
            (Some(old), Some(new)) if same_scalar(old, new) => {
                found.unchanged.push((at, new));
                continue;
            }
            (Some(old), Some(new)) if same_type(old.form(), new.form()) => Op::Changed,
            (Some(_), Some(_)) => Op::Retyped,
            (None, Some(_)) => Op::Added,
            (Some(_), None) => Op::Removed,
            (None, None) => continue,
        };
        found.changes.push(Change { op, place: at, old: pair.old, new: pair.new });
    }
    found.trail = trail;
    found
}

/// Members or elements of two containers of one form, side by side: the new side's order, with what only the old side has
/// where it stood.
pub fn paired<'a>(old: Value<'a>, new: Value<'a>) -> Vec<Paired<'a>> {
    if old.form() == Form::Array {
        let (mut olds, mut news) = (old.children(), new.children());
        return (0..old.len().max(new.len())).map(|_| Paired { old: olds.next(), new: news.next() }).collect();
    }
    let (olds, news) = (last_members(old), last_members(new));
    let old_places: HashMap<_, usize> =
        olds.iter().enumerate().map(|(place, member)| (member.key_bytes(), place)).collect();
    let new_names: HashMap<_, ()> = news.iter().map(|member| (member.key_bytes(), ())).collect();
    let mut merged = Vec::with_capacity(olds.len().max(news.len()));
    let mut from = 0;
    let only_old = |range: std::ops::Range<usize>, merged: &mut Vec<Paired<'a>>| {
        let missing = olds[range].iter().filter(|member| !new_names.contains_key(&member.key_bytes()));
        merged.extend(missing.map(|&member| Paired { old: Some(member), new: None }));
    };
    for member in news {
        let place = old_places.get(&member.key_bytes()).copied();
        if let Some(place) = place.filter(|&place| place >= from) {
            only_old(from..place, &mut merged);
            from = place;
        }
        merged.push(Paired { old: place.map(|place| olds[place]), new: Some(member) });
    }
    only_old(from..olds.len(), &mut merged);
    merged
}

/// The members of an object, of several with one name the last.
fn last_members(object: Value<'_>) -> Vec<Value<'_>> {
    let mut places: HashMap<_, usize> = HashMap::with_capacity(object.len());
    let mut members: Vec<Value<'_>> = Vec::with_capacity(object.len());
    for member in object.children() {
        match places.entry(member.key_bytes()) {
            std::collections::hash_map::Entry::Occupied(place) => members[*place.get()] = member,
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(members.len());
                members.push(member);
            }
        }
    }
    members
}

fn same_scalar(old: Value<'_>, new: Value<'_>) -> bool {
    old.form() == new.form()
        && match old.form() {
            Form::String => old.raw() == new.raw() || old.string_bytes() == new.string_bytes(),
            Form::Number => old.raw() == new.raw(),
            Form::True | Form::False | Form::Null => true,
            // Only asked of what is nested too deep to be taken apart.
            Form::Object | Form::Array => old.raw() == new.raw(),
        }
}

fn same_type(old: Form, new: Form) -> bool {
    let boolean = |form| matches!(form, Form::True | Form::False);
    old == new || (boolean(old) && boolean(new))
}

/// What the eye cannot see about a change of two scalars.
pub fn note(old: Value<'_>, new: Value<'_>) -> Option<String> {
    match (old.form(), new.form()) {
        (Form::Number, Form::Number) => (decimal(old.digits()?)? == decimal(new.digits()?)?)
            .then(|| "the same number, written differently".to_owned()),
        (Form::Object | Form::Array, after) if after == old.form() => {
            Some(format!("nested more than {MOST_LEVELS} levels deep, compared as a whole"))
        }
        (Form::String, Form::String) => strings::note(&old.string()?, &new.string()?),
        (before, after) if !same_type(before, after) => Some(format!("{} became {}", before.word(), after.word())),
        _ => None,
    }
}

/// A number's value without a float: sign, digits without zeros at either end, and the power of ten of the last. `None`
/// when the exponent is beyond 64 bits.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_start_matches('0').trim_end_matches('0');
    if kept.is_empty() {
        return Some((false, String::new(), 0));
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let last = exponent.parse::<i64>().ok()?.checked_sub(fraction.len() as i64)?.checked_add(trailing as i64)?;
    Some((negative, kept.to_owned(), last))
}

/// The changes as a JSON Patch (RFC 6902) that turns the old value into the new one. Names that stand twice in the old
/// object are out of its reach.
pub fn patch(diff: &Diff<'_>) -> String {
    // Elements leave from the back, so that the positions of those in front stay true.
    let (removed, kept): (Vec<_>, Vec<_>) = diff.changes.iter().partition(|change| change.op == Op::Removed);
    let path = |change: &Change<'_>| encode_string(&diff.pointer(change.place).to_string());
    let removals = removed.into_iter().rev().map(|change| format!(r#"{{"op":"remove","path":{}}}"#, path(change)));
    let others = kept.into_iter().filter_map(|change| {
        let op = if change.op == Op::Added { "add" } else { "replace" };
        Some(format!(r#"{{"op":"{op}","path":{},"value":{}}}"#, path(change), change.new?.raw_text()))
    });
    let lines: Vec<_> = removals.chain(others).collect();
    format!("[{}]", lines.join(",\n "))
}

#[cfg(test)]
mod tests;
