//! The pairs of two containers.

use std::vec;

use hookglass_json::{Document, Value};

/// No value, or no position.
pub(crate) const NONE: u32 = u32::MAX;

/// A member or element of one or both sides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paired<'a> {
    /// The value on the old side.
    pub(crate) old: Option<Value<'a>>,
    /// The value on the new side.
    pub(crate) new: Option<Value<'a>>,
    /// Whether an element of both sides has another position among such elements.
    pub(crate) moved: bool,
    /// The positions in the two arrays.
    pub(crate) at: (u32, u32),
}

impl<'a> Paired<'a> {
    /// A value that is not an array element.
    pub(crate) fn of(old: Option<Value<'a>>, new: Option<Value<'a>>) -> Self {
        Self { old, new, moved: false, at: (NONE, NONE) }
    }
}

/// The pairs of two containers.
#[derive(Debug, Clone)]
pub(crate) struct Pairs<'a> {
    pub(super) documents: (&'a Document, &'a Document),
    pub(super) pairs: vec::IntoIter<Pair>,
}

/// A pending [`Paired`] in handles: there can be a hundred thousand of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) at: (u32, u32),
    pub(super) moved: bool,
}

impl Pair {
    pub(super) fn of_members(old: Option<Value<'_>>, new: Option<Value<'_>>) -> Self {
        let handle = |value: Option<Value<'_>>| value.map_or(NONE, |value| value.handle());
        Self { old: handle(old), new: handle(new), at: (NONE, NONE), moved: false }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Paired<'a>;

    fn next(&mut self) -> Option<Paired<'a>> {
        let Pair { old, new, at, moved } = self.pairs.next()?;
        let value = |document: &'a Document, handle: u32| (handle != NONE).then(|| document.value_at(handle));
        Some(Paired { old: value(self.documents.0, old), new: value(self.documents.1, new), moved, at })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.pairs.size_hint()
    }
}

impl ExactSizeIterator for Pairs<'_> {}
