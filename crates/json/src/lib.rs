//! JSON as it was written: numbers by their digits, members in their order, names as often as they stand there.
//!
//! A document is a flat list of nodes over the bytes of its source, in the order of the text; nothing is decoded until
//! it is asked for. No step recurses, dropping included, so depth costs heap and never the stack. The grammar is RFC
//! 8259's. Two things it leaves open are accepted and kept: escaped surrogates without their pair, and bytes inside
//! strings that are not UTF-8. A byte order mark in front is stepped over.

pub mod display;
pub mod edit;
pub mod pointer;
pub mod pretty;
pub mod strict_json;

use bytes::Bytes;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::hash_map::Entry;
use ts_rs::TS;

mod parser;
mod text;

pub use text::{decode_string, encode_string};
pub use text::{encode_exactly, lossy};

/// Values beyond this many are refused: a list of nodes has to stay a fraction of a computer's memory.
const MOST_VALUES: usize = 1 << 23;

const NO_KEY: u32 = u32::MAX;

/// Members of an object that counts as small.
const FEW: usize = 24;

/// The UTF-8 byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A parsed document: its source, and where each value stands in it.
#[derive(Debug, Clone)]
pub struct Document {
    source: Bytes,
    nodes: Vec<Node>,
    extents: Vec<Extent>,
}

/// A value. There can be a million small ones in a document, so it holds what all of them need and nothing else.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Where it begins in the source.
    start: u32,
    /// Of a scalar, the byte after it; of an object or array, the number of its extent.
    end: u32,
    /// Where the member's name begins, with its quote; `NO_KEY` in arrays and at the root.
    key: u32,
    /// What it stands in, and its form.
    place: Place,
}

/// The node that a value stands in, and in the upper three bits its own form.
#[derive(Debug, Clone, Copy)]
struct Place(u32);

impl Place {
    const NO_PARENT: u32 = (1 << 29) - 1;

    fn new(parent: u32, form: Form) -> Self {
        Self(parent | (form as u32) << 29)
    }

    fn parent(self) -> u32 {
        self.0 & Self::NO_PARENT
    }

    fn form(self) -> Form {
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

/// How far an object or array reaches.
#[derive(Debug, Clone, Copy)]
struct Extent {
    /// The byte after it.
    end: u32,
    /// The node after its last descendant.
    after: u32,
    children: u32,
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "NodeForm")]
pub enum Form {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// Digits, as written.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

impl Form {
    /// The word a person uses for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
        }
    }

    /// Whether it can have children.
    pub fn is_container(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }
}

/// Why some bytes are not one JSON value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line}, column {column}")]
pub struct SyntaxError {
    /// What is wrong.
    pub what: String,
    /// Byte offset in the source.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Whether the reader gave up on a text that is too large for it: it may be JSON all the same.
    pub gave_up: bool,
}

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document,
    index: u32,
}

impl Document {
    /// Reads one JSON value, and nothing after it but white space.
    pub fn parse(source: Bytes) -> Result<Self, SyntaxError> {
        Self::parse_within(source, MOST_VALUES)
    }

    /// The same, but gives up at more than so many values.
    pub fn parse_within(source: Bytes, most_values: usize) -> Result<Self, SyntaxError> {
        if u32::try_from(source.len()).is_err() {
            return Err(SyntaxError {
                what: "the document is larger than 4 GiB".into(),
                offset: 0,
                line: 1,
                column: 1,
                gave_up: true,
            });
        }
        let (nodes, extents) = parser::Parser::new(&source, most_values.min(MOST_VALUES)).run()?;
        Ok(Self { source, nodes, extents })
    }

    /// The bytes it was read from, byte order mark and white space included.
    pub fn source(&self) -> &Bytes {
        &self.source
    }

    /// The document's value.
    pub fn root(&self) -> Value<'_> {
        Value { document: self, index: 0 }
    }

    /// A value by its handle; `None` for a handle of another document.
    pub fn value(&self, handle: u32) -> Option<Value<'_>> {
        ((handle as usize) < self.nodes.len()).then_some(Value { document: self, index: handle })
    }

    /// The innermost value that stands at a byte of the source; its name belongs to it.
    pub fn value_over(&self, offset: usize) -> Option<Value<'_>> {
        let begins = |node: &Node| node.key.min(node.start) as usize;
        // Nodes stand in the order of the text, so the last that begins before it is the innermost, or follows in one
        // that is closed already.
        let mut at = self.nodes.partition_point(|node| begins(node) <= offset).checked_sub(1)?;
        while self.value_at(at as u32).span().1 <= offset {
            at = Some(self.nodes[at].place.parent() as usize).filter(|&parent| parent < self.nodes.len())?;
        }
        Some(self.value_at(at as u32))
    }

    /// A value by a handle of this document.
    pub fn value_at(&self, handle: u32) -> Value<'_> {
        Value { document: self, index: handle }
    }
}

impl<'a> Value<'a> {
    fn node(&self) -> &'a Node {
        &self.document.nodes[self.index as usize]
    }

    /// How far it reaches, if it can have children.
    fn extent(&self) -> Option<&'a Extent> {
        let node = self.node();
        node.place.form().is_container().then(|| &self.document.extents[node.end as usize])
    }

    /// The handle by which the document finds it again.
    pub fn handle(&self) -> u32 {
        self.index
    }

    /// The document it stands in.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The handle after that of the last value in it. Handles rise in the order of the text.
    pub fn handle_after(&self) -> u32 {
        self.extent().map_or(self.index + 1, |extent| extent.after)
    }

    /// Its form.
    pub fn form(&self) -> Form {
        self.node().place.form()
    }

    /// Where it stands in the source: first byte, and the byte after the last.
    pub fn span(&self) -> (usize, usize) {
        let node = self.node();
        (node.start as usize, self.extent().map_or(node.end, |extent| extent.end) as usize)
    }

    /// Where the member's name stands in the source, quotes included.
    pub fn key_span(&self) -> Option<(usize, usize)> {
        let Node { start, key, .. } = *self.node();
        if key == NO_KEY {
            return None;
        }
        // Between a name and its value stand a colon and white space, so where the one ends need not be kept.
        let between = self.document.source[..start as usize].iter().rev().take_while(|&&byte| byte != b'"').count();
        Some((key as usize, start as usize - between))
    }

    /// Its text in the source, byte for byte.
    pub fn raw(&self) -> &'a [u8] {
        let (start, end) = self.span();
        &self.document.source[start..end]
    }

    /// Its text in the source; bytes that are not UTF-8 become U+FFFD.
    pub fn raw_text(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.raw())
    }

    /// Members or elements.
    pub fn len(&self) -> usize {
        self.extent().map_or(0, |extent| extent.children as usize)
    }

    /// Whether it has no members or elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Members or elements, in the order of the text.
    pub fn children(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let document = self.document;
        let mut next = self.index + 1;
        let end = self.handle_after();
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = Value { document, index: next };
                next = child.handle_after();
                child
            })
        })
    }

    /// The object or array it stands in.
    pub fn parent(&self) -> Option<Value<'a>> {
        let parent = self.node().place.parent();
        (parent != Place::NO_PARENT).then_some(Value { document: self.document, index: parent })
    }

    /// The member's name, with U+FFFD where it is not Unicode.
    pub fn key(&self) -> Option<Cow<'a, str>> {
        self.key_bytes().map(text::lossy)
    }

    /// The member's name as it is written, quotes included.
    pub fn raw_key(&self) -> Option<&'a [u8]> {
        self.key_span().map(|(start, end)| &self.document.source[start..end])
    }

    /// The member's name after decoding, exact: equal names have equal bytes.
    pub fn key_bytes(&self) -> Option<Cow<'a, [u8]>> {
        let (start, end) = self.key_span()?;
        Some(decode_string(&self.document.source[start..end]))
    }

    /// A string's characters, with U+FFFD where they are not Unicode.
    pub fn string(&self) -> Option<Cow<'a, str>> {
        self.string_bytes().map(text::lossy)
    }

    /// A string's characters after decoding, exact: equal strings have equal bytes.
    pub fn string_bytes(&self) -> Option<Cow<'a, [u8]>> {
        (self.form() == Form::String).then(|| decode_string(self.raw()))
    }

    /// A number's digits, as written.
    pub fn digits(&self) -> Option<&'a str> {
        if self.form() != Form::Number {
            return None;
        }
        std::str::from_utf8(self.raw()).ok()
    }

    /// The member of that name; the last one where there are several, as Go, JavaScript and Python read it.
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        if self.form() != Form::Object {
            return None;
        }
        self.children().filter(|child| child.is_called(name.as_bytes())).last()
    }

    /// Whether it is the member of that name. Most names are told apart where they stand, by their length.
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

    /// The members in it, at any depth, whose name stood in the same object before; object by object.
    pub fn duplicates(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let document = self.document;
        (self.index..self.handle_after()).flat_map(move |index| Value { document, index }.repeated_members())
    }

    /// The first of these in the text.
    pub fn first_duplicate(&self) -> Option<Value<'a>> {
        self.duplicates().min_by_key(|member| member.index)
    }

    /// The members of this object whose name one of its members before has, too.
    fn repeated_members(self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let known = if self.form() == Form::Object { self.len() } else { 0 };
        // Most objects are small, and most names are written without escapes: these are compared where they stand.
        let repeated = match known {
            0 | 1 => false,
            2..=FEW => !self.names_differ(),
            _ => true,
        };
        let members = repeated.then(|| self.children()).into_iter().flatten();
        let mut seen = HashSet::with_capacity(if repeated { known } else { 0 });
        members.filter(move |member| !seen.insert(member.key_bytes().unwrap_or_default()))
    }

    /// Members as they count: of several with one name the last one, where the first stands. Of an array, its elements.
    pub fn members(&self) -> Vec<Value<'a>> {
        if self.form() != Form::Object || self.has_distinct_names() {
            return self.children().collect();
        }
        let mut places: HashMap<_, usize> = HashMap::with_capacity(self.len());
        let mut members: Vec<Value<'a>> = Vec::with_capacity(self.len());
        for member in self.children() {
            match places.entry(member.key_bytes()) {
                Entry::Occupied(place) => members[*place.get()] = member,
                Entry::Vacant(place) => {
                    place.insert(members.len());
                    members.push(member);
                }
            }
        }
        members
    }

    /// Whether it is a small object whose names are seen to differ without a look-up.
    pub fn has_distinct_names(&self) -> bool {
        self.len() < 2 || (self.len() <= FEW && self.names_differ())
    }

    /// Whether the names of a small object are all written without escapes and all differ.
    fn names_differ(self) -> bool {
        let mut names = [&[][..]; FEW];
        for (at, member) in self.children().enumerate() {
            let Some((start, end)) = member.key_span() else { return false };
            let name = &self.document.source[start..end];
            if at == FEW || name.contains(&b'\\') || names[..at].contains(&name) {
                return false;
            }
            names[at] = name;
        }
        true
    }
}

/// Line and column, from 1, of a byte offset. Columns count characters.
pub fn position(source: &[u8], offset: usize) -> (usize, usize) {
    let before = &source[..offset.min(source.len())];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}

#[cfg(test)]
mod tests;
