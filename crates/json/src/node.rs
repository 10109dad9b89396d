//! The compact representation of a document: one entry per value, in the order of the text.

use crate::form::Form;

/// The `key` of an element or of the root, which have no name.
pub(crate) const NO_KEY: u32 = u32::MAX;

/// A value. A document can have millions of them, so a node holds only what every value needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    /// The first byte in the source.
    pub(crate) start: u32,
    /// For a scalar, the byte after the last; for an object or array, the index of its extent.
    pub(crate) end: u32,
    /// The opening quote of the member's name; `NO_KEY` in arrays and at the root.
    pub(crate) key: u32,
    /// The parent and the form.
    pub(crate) parent: ParentAndForm,
}

/// The index of the parent node, with the form in the upper three bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ParentAndForm(u32);

impl ParentAndForm {
    pub(crate) const NO_PARENT: u32 = (1 << 29) - 1;

    pub(crate) fn new(parent: u32, form: Form) -> Self {
        Self(parent | (form as u32) << 29)
    }

    pub(crate) fn parent(self) -> u32 {
        self.0 & Self::NO_PARENT
    }

    pub(crate) fn form(self) -> Form {
        match self.0 >> 29 {
            0 => Form::Object,
            1 => Form::Array,
            2 => Form::String,
            3 => Form::Number,
            4 => Form::True,
            5 => Form::False,
            _ => Form::Null,
        }
    }
}

/// The end of an object or array.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// The byte after the closing bracket.
    pub(crate) end: u32,
    /// The node after the last descendant.
    pub(crate) after: u32,
    /// Members or elements.
    pub(crate) children: u32,
}
