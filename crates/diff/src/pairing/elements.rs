//! A run of array elements.

use hookglass_json::{Document, Value};

/// A run of array elements, by handle.
#[derive(Clone, Copy)]
pub(super) struct Elements<'a, 'h> {
    pub(super) document: &'a Document,
    pub(super) handles: &'h [u32],
}

impl<'a, 'h> Elements<'a, 'h> {
    pub(super) fn len(self) -> usize {
        self.handles.len()
    }

    pub(super) fn get(self, at: usize) -> Value<'a> {
        self.document.value_at(self.handles[at])
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Value<'a>> + Clone + use<'a, 'h> {
        self.handles.iter().map(move |&handle| self.document.value_at(handle))
    }
}
