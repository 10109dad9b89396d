//! A value of a document: where it stands, what it holds, and what is around it.

use std::borrow::Cow;
use std::cmp::Ordering;

use crate::document::Document;
use crate::form::Form;
use crate::node::{Extent, NO_KEY, Node, ParentAndForm};
use crate::string::{decode_string, lossy};

/// A value of a document. Copying it is cheap.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document,
    pub(crate) index: u32,
}

impl<'a> Value<'a> {
    pub(crate) fn new(document: &'a Document, index: u32) -> Self {
        Self { document, index }
    }

    fn node(&self) -> &'a Node {
        &self.document.nodes[self.index as usize]
    }

    /// The end of an object or array.
    fn extent(&self) -> Option<&'a Extent> {
        let node = self.node();
        node.parent.form().is_container().then(|| &self.document.extents[node.end as usize])
    }

    /// A handle for [`Document::value`]. Handles rise in the order of the text.
    pub fn handle(&self) -> u32 {
        self.index
    }

    /// The document that contains the value.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The handle after the last descendant.
    pub fn handle_after(&self) -> u32 {
        self.extent().map_or(self.index + 1, |extent| extent.after)
    }

    /// The kind of value.
    pub fn form(&self) -> Form {
        self.node().parent.form()
    }

    /// The position in the source: the first byte and the byte after the last.
    pub fn span(&self) -> (usize, usize) {
        let node = self.node();
        (node.start as usize, self.extent().map_or(node.end, |extent| extent.end) as usize)
    }

    /// The position of the member's name in the source, including its quotes.
    pub fn key_span(&self) -> Option<(usize, usize)> {
        let Node { start, key, .. } = *self.node();
        if key == NO_KEY {
            return None;
        }
        // Only a colon and white space separate a name from its value, so the end of the name is
        // not stored.
        let between = self.document.source[..start as usize].iter().rev().take_while(|&&byte| byte != b'"').count();
        Some((key as usize, start as usize - between))
    }

    /// The text in the source, byte for byte.
    pub fn raw(&self) -> &'a [u8] {
        let (start, end) = self.span();
        &self.document.source[start..end]
    }

    /// The text in the source, with U+FFFD for bytes that are not UTF-8.
    pub fn raw_text(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.raw())
    }

    /// The number of members or elements.
    pub fn len(&self) -> usize {
        self.extent().map_or(0, |extent| extent.children as usize)
    }

    /// Whether there are no members or elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The members or elements, in the order of the text.
    pub fn children(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let document = self.document;
        let mut next = self.index + 1;
        let end = self.handle_after();
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = Value::new(document, next);
                next = child.handle_after();
                child
            })
        })
    }

    /// The object or array that contains the value.
    pub fn parent(&self) -> Option<Value<'a>> {
        let parent = self.node().parent.parent();
        (parent != ParentAndForm::NO_PARENT).then(|| Value::new(self.document, parent))
    }

    /// The member's name, with U+FFFD for what is not Unicode.
    pub fn key(&self) -> Option<Cow<'a, str>> {
        self.key_bytes().map(lossy)
    }

    /// The member's name as written, including its quotes.
    pub fn raw_key(&self) -> Option<&'a [u8]> {
        self.key_span().map(|(start, end)| &self.document.source[start..end])
    }

    /// The decoded name of the member. Two names are equal exactly when their bytes are.
    pub fn key_bytes(&self) -> Option<Cow<'a, [u8]>> {
        let (start, end) = self.key_span()?;
        Some(decode_string(&self.document.source[start..end]))
    }

    /// The characters of a string, with U+FFFD for what is not Unicode.
    pub fn string(&self) -> Option<Cow<'a, str>> {
        self.string_bytes().map(lossy)
    }

    /// The decoded characters of a string. Two strings are equal exactly when their bytes are.
    pub fn string_bytes(&self) -> Option<Cow<'a, [u8]>> {
        (self.form() == Form::String).then(|| decode_string(self.raw()))
    }

    /// A number as written.
    pub fn digits(&self) -> Option<&'a str> {
        if self.form() != Form::Number {
            return None;
        }
        std::str::from_utf8(self.raw()).ok()
    }

    /// The member with this name. Of several, the last one counts, as in Go, JavaScript and Python.
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        if self.form() != Form::Object {
            return None;
        }
        self.children().filter(|child| child.is_called(name.as_bytes())).last()
    }

    /// Whether the member has this name. Most comparisons end at the length of the raw name.
    fn is_called(self, name: &[u8]) -> bool {
        let Some((start, end)) = self.key_span() else { return false };
        let written = &self.document.source[start + 1..end - 1];
        match written.len().cmp(&name.len()) {
            // Escapes make a name longer, never shorter.
            Ordering::Less => false,
            Ordering::Equal => written == name,
            Ordering::Greater => written.contains(&b'\\') && *decode_string(&self.document.source[start..end]) == *name,
        }
    }

    /// The value at a path of member names.
    pub fn path(&self, names: &[&str]) -> Option<Value<'a>> {
        names.iter().try_fold(*self, |value, name| value.get(name))
    }
}
