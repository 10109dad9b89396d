//! The paths of a comparison. Paths share their prefixes, so their total size is linear even at
//! great depth.

use std::borrow::Cow;

use crate::pairing::Paired;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Value, lossy};

/// A path in two compared values, as an index of a [`Diff`](crate::Diff).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangePath(u32);

const NONE: u32 = u32::MAX;

/// All paths of a comparison, as a tree of steps.
#[derive(Debug, Clone)]
pub(super) struct Trail<'a> {
    pub(super) roots: (Value<'a>, Value<'a>),
    steps: Vec<Step>,
}

/// A step from a path to a child. For an element it holds the positions on both sides; for a member
/// the handles of its values, which know the name.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: ChangePath,
    level: u32,
    old: u32,
    new: u32,
    element: bool,
}

impl<'a> Trail<'a> {
    pub(super) const ROOT: ChangePath = ChangePath(u32::MAX);

    pub(super) fn between(old: Value<'a>, new: Value<'a>) -> Self {
        Self { roots: (old, new), steps: Vec::new() }
    }

    pub(super) fn step(&mut self, before: ChangePath, pair: &Paired<'a>) -> ChangePath {
        let element = pair.at != (NONE, NONE);
        let handle = |value: Option<Value<'a>>| value.map_or(NONE, |value| value.handle());
        let (old, new) = if element { pair.at } else { (handle(pair.old), handle(pair.new)) };
        self.steps.push(Step { before, level: self.level(before) + 1, old, new, element });
        ChangePath(self.steps.len() as u32 - 1)
    }

    pub(super) fn level(&self, at: ChangePath) -> u32 {
        if at == Self::ROOT { 0 } else { self.steps[at.0 as usize].level }
    }

    pub(super) fn is_added(&self, at: ChangePath) -> bool {
        at != Self::ROOT && self.steps[at.0 as usize].old == NONE
    }

    /// The parent path.
    pub(super) fn before(&self, at: ChangePath) -> Option<ChangePath> {
        (at != Self::ROOT).then(|| self.steps[at.0 as usize].before)
    }

    /// The positions of an element on the old and the new side.
    pub(super) fn element(&self, at: ChangePath) -> Option<(u32, u32)> {
        if at == Self::ROOT {
            return None;
        }
        let step = self.steps[at.0 as usize];
        step.element.then_some((step.old, step.new))
    }

    /// The value at a path on the new side.
    pub(super) fn new_value(&self, at: ChangePath) -> Option<Value<'a>> {
        let (_, new) = self.roots;
        if at == Self::ROOT {
            return Some(new);
        }
        new.document().value(self.member(at)?)
    }

    /// The handle of a member on the new side.
    fn member(&self, at: ChangePath) -> Option<u32> {
        let step = self.steps.get(at.0 as usize)?;
        (!step.element && step.new != NONE).then_some(step.new)
    }

    /// The last name or position of a path, with exact bytes.
    pub(super) fn name(&self, at: ChangePath, on_old: bool) -> Cow<'a, [u8]> {
        if at == Self::ROOT {
            return Cow::default();
        }
        let step = self.steps[at.0 as usize];
        let (first, second) = if on_old { (step.old, step.new) } else { (step.new, step.old) };
        if step.element {
            return Cow::Owned((if first == NONE { second } else { first }).to_string().into_bytes());
        }
        let document = if step.new == NONE { self.roots.0.document() } else { self.roots.1.document() };
        let member = document.value(if step.new == NONE { step.old } else { step.new });
        member.and_then(|member| member.key_bytes()).unwrap_or_default()
    }

    /// The pointer on one side. A value that only the old side has always gets the old side's
    /// positions.
    pub(super) fn pointer(&self, at: ChangePath, on_old: bool) -> Pointer {
        let on_old = on_old || (at != Self::ROOT && self.steps[at.0 as usize].new == NONE);
        Pointer::of_tokens(self.tokens(at, on_old))
    }

    /// The names and positions of a path, on one side.
    pub(super) fn tokens(&self, at: ChangePath, on_old: bool) -> Vec<String> {
        self.names(at, on_old).into_iter().map(|name| lossy(name).into_owned()).collect()
    }

    /// Like [`Self::tokens`], with exact bytes.
    pub(super) fn names(&self, mut at: ChangePath, on_old: bool) -> Vec<Cow<'a, [u8]>> {
        let mut names = Vec::new();
        while at != Self::ROOT {
            names.push(self.name(at, on_old));
            at = self.steps[at.0 as usize].before;
        }
        names.reverse();
        names
    }

    /// The level of a value on the new side, given its container.
    pub(super) fn level_in(&self, within: ChangePath, value: Value<'a>) -> u32 {
        if value.handle() == self.roots.1.handle() { 0 } else { self.level(within) + 1 }
    }

    /// The names and positions of a value on the new side, given its container and its position
    /// there.
    pub(super) fn tokens_to(&self, within: ChangePath, value: Value<'a>, at: u32) -> Vec<String> {
        if value.handle() == self.roots.1.handle() {
            return Vec::new();
        }
        let mut tokens = self.tokens(within, false);
        tokens.push(if at == NONE { value.key().unwrap_or_default().into_owned() } else { at.to_string() });
        tokens
    }
}
