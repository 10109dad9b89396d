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

/// One change.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// What happened.
    pub op: Op,
    /// Where: on the new side, or on the old one for what was removed.
    pub path: Pointer,
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
    pub unchanged: Vec<(Pointer, Value<'a>)>,
}

/// A member of either or both of two objects, or an element of two arrays.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// On the old side.
    pub old: Option<Value<'a>>,
    /// On the new side.
    pub new: Option<Value<'a>>,
}

/// A path that shares its beginning with others, so that depth does not make it quadratic.
struct Trail {
    steps: Vec<(usize, String)>,
}

impl Trail {
    const ROOT: usize = usize::MAX;

    fn step(&mut self, from: usize, token: String) -> usize {
        self.steps.push((from, token));
        self.steps.len() - 1
    }

    fn pointer(&self, mut at: usize) -> Pointer {
        let mut tokens = Vec::new();
        while at != Self::ROOT {
            tokens.push(self.steps[at].1.clone());
            at = self.steps[at].0;
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
    let mut trail = Trail { steps: Vec::new() };
    let mut todo = vec![(Trail::ROOT, Paired { old: Some(old), new: Some(new) })];
    while let Some((at, pair)) = todo.pop() {
        let op = match (pair.old, pair.new) {
            (Some(old), Some(new)) if old.form() == new.form() && old.form().is_container() => {
                let children = paired(old, new);
                if children.is_empty() {
                    found.unchanged.push((trail.pointer(at), new));
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
                found.unchanged.push((trail.pointer(at), new));
                continue;
            }
            (Some(old), Some(new)) if same_type(old.form(), new.form()) => Op::Changed,
            (Some(_), Some(_)) => Op::Retyped,
            (None, Some(_)) => Op::Added,
            (Some(_), None) => Op::Removed,
            (None, None) => continue,
        };
        found.changes.push(Change { op, path: trail.pointer(at), old: pair.old, new: pair.new });
    }
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
            Form::Object | Form::Array => false,
        }
}

fn same_type(old: Form, new: Form) -> bool {
    let boolean = |form| matches!(form, Form::True | Form::False);
    old == new || (boolean(old) && boolean(new))
}

/// What the eye cannot see about a change of two scalars.
pub fn note(old: Value<'_>, new: Value<'_>) -> Option<String> {
    match (old.form(), new.form()) {
        (Form::Number, Form::Number) => (decimal(old.digits()?) == decimal(new.digits()?))
            .then(|| "the same number, written differently".to_owned()),
        (Form::String, Form::String) => strings::note(&old.string()?, &new.string()?),
        (before, after) if !same_type(before, after) => Some(format!("{} became {}", before.word(), after.word())),
        _ => None,
    }
}

/// A number's value without a float: sign, digits without zeros at either end, and the power of ten of the last.
fn decimal(text: &str) -> (bool, String, i64) {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_start_matches('0').trim_end_matches('0');
    if kept.is_empty() {
        return (false, String::new(), 0);
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let saturated = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
    let exponent = exponent.parse::<i64>().unwrap_or(saturated);
    (negative, kept.to_owned(), exponent.saturating_sub(fraction.len() as i64).saturating_add(trailing as i64))
}

/// The changes as a JSON Patch (RFC 6902) that turns the old value into the new one. Names that stand twice in the old
/// object are out of its reach.
pub fn patch(diff: &Diff<'_>) -> String {
    // Elements leave from the back, so that the positions of those in front stay true.
    let (removed, kept): (Vec<_>, Vec<_>) = diff.changes.iter().partition(|change| change.op == Op::Removed);
    let removals = removed
        .into_iter()
        .rev()
        .map(|change| format!(r#"{{"op":"remove","path":{}}}"#, encode_string(&change.path.to_string())));
    let others = kept.into_iter().filter_map(|change| {
        let op = if change.op == Op::Added { "add" } else { "replace" };
        let path = encode_string(&change.path.to_string());
        Some(format!(r#"{{"op":"{op}","path":{path},"value":{}}}"#, change.new?.raw_text()))
    });
    let lines: Vec<_> = removals.chain(others).collect();
    format!("[{}]", lines.join(",\n "))
}

#[cfg(test)]
mod tests;
