//! Places in two values that are compared: paths that share their beginnings, so that depth does not make them quadratic.

use std::borrow::Cow;

use super::pairing::Paired;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Value, lossy};

/// A place in two values that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

const NONE: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct Trail<'a> {
    pub(super) roots: (Value<'a>, Value<'a>),
    steps: Vec<Step>,
}

/// A step from a place to one in it. Of an element, its positions on both sides; of a member, the handles of its values,
/// which know its name.
#[derive(Debug, Clone, Copy)]
struct Step {
    before: Place,
    level: u32,
    old: u32,
    new: u32,
    element: bool,
}

impl<'a> Trail<'a> {
    pub(super) const ROOT: Place = Place(u32::MAX);

    pub(super) fn between(old: Value<'a>, new: Value<'a>) -> Self {
        Self { roots: (old, new), steps: Vec::new() }
    }

    pub(super) fn step(&mut self, before: Place, pair: &Paired<'a>) -> Place {
        let element = pair.at != (NONE, NONE);
        let handle = |value: Option<Value<'a>>| value.map_or(NONE, |value| value.handle());
        let (old, new) = if element { pair.at } else { (handle(pair.old), handle(pair.new)) };
        self.steps.push(Step { before, level: self.level(before) + 1, old, new, element });
        Place(self.steps.len() as u32 - 1)
    }

    pub(super) fn level(&self, at: Place) -> u32 {
        if at == Self::ROOT { 0 } else { self.steps[at.0 as usize].level }
    }

    pub(super) fn is_added(&self, at: Place) -> bool {
        at != Self::ROOT && self.steps[at.0 as usize].old == NONE
    }

    /// The place that it is in.
    pub(super) fn before(&self, at: Place) -> Option<Place> {
        (at != Self::ROOT).then(|| self.steps[at.0 as usize].before)
    }

    /// The positions of an element on the old and on the new side.
    pub(super) fn element(&self, at: Place) -> Option<(u32, u32)> {
        if at == Self::ROOT {
            return None;
        }
        let step = self.steps[at.0 as usize];
        step.element.then_some((step.old, step.new))
    }

    /// The handle of a member on the new side.
    pub(super) fn member(&self, at: Place) -> Option<u32> {
        let step = self.steps.get(at.0 as usize)?;
        (!step.element && step.new != NONE).then_some(step.new)
    }

    /// The last name of a place, exact, or its position.
    pub(super) fn name(&self, at: Place, on_old: bool) -> Cow<'a, [u8]> {
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

    /// The pointer on one side. Of what only the old side has, every position is the old side's.
    pub(super) fn pointer(&self, at: Place, on_old: bool) -> Pointer {
        let on_old = on_old || (at != Self::ROOT && self.steps[at.0 as usize].new == NONE);
        Pointer::of_tokens(self.tokens(at, on_old))
    }

    /// The names and positions to a place, on one side.
    pub(super) fn tokens(&self, at: Place, on_old: bool) -> Vec<String> {
        self.names(at, on_old).into_iter().map(|name| lossy(name).into_owned()).collect()
    }

    /// The same, exact.
    pub(super) fn names(&self, mut at: Place, on_old: bool) -> Vec<Cow<'a, [u8]>> {
        let mut names = Vec::new();
        while at != Self::ROOT {
            names.push(self.name(at, on_old));
            at = self.steps[at.0 as usize].before;
        }
        names.reverse();
        names
    }

    /// The level of a value on the new side, from what it is in.
    pub(super) fn level_in(&self, within: Place, value: Value<'a>) -> u32 {
        if value.handle() == self.roots.1.handle() { 0 } else { self.level(within) + 1 }
    }

    /// The names and positions to a value on the new side, from what it is in and its position there.
    pub(super) fn tokens_to(&self, within: Place, value: Value<'a>, at: u32) -> Vec<String> {
        if value.handle() == self.roots.1.handle() {
            return Vec::new();
        }
        let mut tokens = self.tokens(within, false);
        tokens.push(if at == NONE { value.key().unwrap_or_default().into_owned() } else { at.to_string() });
        tokens
    }
}
