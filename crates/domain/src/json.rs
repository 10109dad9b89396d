//! JSON as it was written: numbers by their digits, members in their order, names as often as they stand there.
//!
//! A document is a flat list of nodes over the bytes of its source, in the order of the text; nothing is decoded until
//! it is asked for. No step recurses, dropping included, so depth costs heap and never the stack. The grammar is RFC
//! 8259's. Two things it leaves open are accepted and kept: escaped surrogates without their pair, and bytes inside
//! strings that are not UTF-8. A byte order mark in front is stepped over.

use bytes::Bytes;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashSet;
use ts_rs::TS;

mod text;

pub use text::{decode_string, encode_string};

/// Values beyond this many are refused: a list of nodes has to stay a fraction of a computer's memory.
const MOST_NODES: usize = 1 << 23;

const NO_PARENT: u32 = u32::MAX;

/// The UTF-8 byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A parsed document: its source, and where each value stands in it.
#[derive(Debug, Clone)]
pub struct Document {
    source: Bytes,
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    form: Form,
    /// Span of the value in the source.
    start: u32,
    end: u32,
    /// Span of the member's name, quotes included; empty in arrays and at the root.
    key: (u32, u32),
    /// The node after this one's last descendant.
    after: u32,
    parent: u32,
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
        if u32::try_from(source.len()).is_err() {
            return Err(SyntaxError {
                what: "the document is larger than 4 GiB".into(),
                offset: 0,
                line: 1,
                column: 1,
            });
        }
        let nodes = Parser::new(&source).run()?;
        Ok(Self { source, nodes })
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

    /// The first member whose name another member of its object has, too.
    pub fn first_duplicate(&self) -> Option<Value<'_>> {
        self.root().first_duplicate()
    }
}

impl<'a> Value<'a> {
    fn node(&self) -> &'a Node {
        &self.document.nodes[self.index as usize]
    }

    /// The handle by which the document finds it again.
    pub fn handle(&self) -> u32 {
        self.index
    }

    /// Its form.
    pub fn form(&self) -> Form {
        self.node().form
    }

    /// Where it stands in the source: first byte, and the byte after the last.
    pub fn span(&self) -> (usize, usize) {
        let node = self.node();
        (node.start as usize, node.end as usize)
    }

    /// Where the member's name stands in the source, quotes included.
    pub fn key_span(&self) -> Option<(usize, usize)> {
        let (start, end) = self.node().key;
        (end > 0).then_some((start as usize, end as usize))
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
        self.node().children as usize
    }

    /// Whether it has no members or elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Members or elements, in the order of the text.
    pub fn children(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let document = self.document;
        let mut next = self.index + 1;
        let end = self.node().after;
        std::iter::from_fn(move || {
            (next < end).then(|| {
                let child = Value { document, index: next };
                next = child.node().after;
                child
            })
        })
    }

    /// The object or array it stands in.
    pub fn parent(&self) -> Option<Value<'a>> {
        let parent = self.node().parent;
        (parent != NO_PARENT).then_some(Value { document: self.document, index: parent })
    }

    /// The member's name, with U+FFFD where it is not Unicode.
    pub fn key(&self) -> Option<Cow<'a, str>> {
        self.key_bytes().map(text::lossy)
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
        self.children().filter(|child| child.key_bytes().is_some_and(|key| *key == *name.as_bytes())).last()
    }

    /// The value at a path of member names.
    pub fn path(&self, names: &[&str]) -> Option<Value<'a>> {
        names.iter().try_fold(*self, |value, name| value.get(name))
    }

    /// The first member in it, at any depth, whose name stood in the same object before.
    pub fn first_duplicate(&self) -> Option<Value<'a>> {
        let document = self.document;
        (self.index..self.node().after)
            .map(|index| Value { document, index })
            .filter(|value| value.form() == Form::Object && value.len() > 1)
            .filter_map(|object| {
                let mut seen = HashSet::with_capacity(object.len());
                object.children().find(|member| !seen.insert(member.key_bytes().unwrap_or_default()))
            })
            .min_by_key(|member| member.index)
    }
}

struct Parser<'a> {
    source: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    open: Vec<u32>,
}

impl<'a> Parser<'a> {
    fn new(source: &'a [u8]) -> Self {
        let at = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self { source, at, nodes: Vec::new(), open: Vec::new() }
    }

    fn run(mut self) -> Result<Vec<Node>, SyntaxError> {
        self.space();
        if self.at == self.source.len() {
            return Err(self.error("expected a JSON value, found nothing"));
        }
        let mut key = (0, 0);
        loop {
            let opened = self.value(key)?;
            if let Some(form) = opened {
                self.space();
                if self.peek() == Some(closing(form)) {
                    self.close();
                } else {
                    key = self.key_if(form)?;
                    continue;
                }
            }
            loop {
                self.space();
                let Some(&parent) = self.open.last() else {
                    return match self.peek() {
                        None => Ok(self.nodes),
                        Some(_) => Err(self.error("expected the end, found more after the first value")),
                    };
                };
                let form = self.nodes[parent as usize].form;
                match self.peek() {
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if self.peek() == Some(closing(form)) {
                            return Err(self.error("a comma before a closing bracket (JSON has no trailing commas)"));
                        }
                        key = self.key_if(form)?;
                        break;
                    }
                    Some(byte) if byte == closing(form) => self.close(),
                    _ if form == Form::Object => return Err(self.unexpected("',' or '}'")),
                    _ => return Err(self.unexpected("',' or ']'")),
                }
            }
        }
    }

    /// A value at `at`. Returns its form when it is an object or array, which is then open.
    fn value(&mut self, key: (u32, u32)) -> Result<Option<Form>, SyntaxError> {
        if self.nodes.len() == MOST_NODES {
            return Err(self.error("more than 8,388,608 values; the text is kept, but not taken apart"));
        }
        let start = self.at;
        let form = match self.peek() {
            Some(b'{') => Form::Object,
            Some(b'[') => Form::Array,
            Some(b'"') => {
                self.string()?;
                Form::String
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Form::Number
            }
            Some(b't') => self.word(b"true", Form::True)?,
            Some(b'f') => self.word(b"false", Form::False)?,
            Some(b'n') => self.word(b"null", Form::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        let index = self.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(NO_PARENT);
        if parent != NO_PARENT {
            self.nodes[parent as usize].children += 1;
        }
        self.nodes.push(Node {
            form,
            start: start as u32,
            end: self.at as u32,
            key,
            after: index + 1,
            parent,
            children: 0,
        });
        if !form.is_container() {
            return Ok(None);
        }
        self.at += 1;
        self.open.push(index);
        Ok(Some(form))
    }

    fn close(&mut self) {
        self.at += 1;
        let after = self.nodes.len() as u32;
        if let Some(index) = self.open.pop() {
            let node = &mut self.nodes[index as usize];
            node.end = self.at as u32;
            node.after = after;
        }
    }

    fn key_if(&mut self, form: Form) -> Result<(u32, u32), SyntaxError> {
        if form == Form::Array {
            return Ok((0, 0));
        }
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        self.string()?;
        let key = (start as u32, self.at as u32);
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("':'"));
        }
        self.at += 1;
        self.space();
        Ok(key)
    }

    fn string(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    match self.peek() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
                        Some(b'u') => {
                            let digits = self.source.get(self.at + 1..self.at + 5);
                            if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                                return Err(self.error("\\u without four hexadecimal digits"));
                            }
                            self.at += 5;
                        }
                        None => return Err(self.ended_in_string(start)),
                        Some(_) => return Err(self.error("an escape that JSON does not have")),
                    }
                }
                Some(byte) if byte < 0x20 => {
                    let what = format!("a control character (U+{byte:04X}) in a string, which JSON wants escaped");
                    return Err(self.error(&what));
                }
                Some(_) => self.at += 1,
                None => return Err(self.ended_in_string(start)),
            }
        }
    }

    fn ended_in_string(&mut self, start: usize) -> SyntaxError {
        let line = position(self.source, start).0;
        self.error(&format!("the text ends inside a string that begins at line {line}"))
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.unexpected("a digit")),
        }
        if matches!(self.peek(), Some(b'0'..=b'9' | b'x' | b'X')) {
            return Err(
                self.error("a number that begins with 0 and goes on (JSON has no octal or hexadecimal numbers)")
            );
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Ok(())
    }

    fn some_digits(&mut self) -> Result<(), SyntaxError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &[u8], form: Form) -> Result<Form, SyntaxError> {
        if !self.source[self.at..].starts_with(word) {
            return Err(self.unexpected("a value"));
        }
        self.at += word.len();
        Ok(form)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn unexpected(&self, wanted: &str) -> SyntaxError {
        let rest = &self.source[self.at..];
        let found = match rest.first() {
            None => "the end of the text".to_owned(),
            Some(b'/') if matches!(rest.get(1), Some(b'/' | b'*')) => "a comment; this looks like JSON5".to_owned(),
            Some(b'\'') => "a single quote; this looks like JSON5".to_owned(),
            Some(b'+') => "a plus sign; this looks like JSON5".to_owned(),
            Some(byte) if byte.is_ascii_alphabetic() && wanted.starts_with("a name") => {
                "a name without quotes; this looks like JSON5".to_owned()
            }
            Some(byte) if byte.is_ascii_graphic() => format!("'{}'", char::from(*byte)),
            Some(byte) => format!("byte 0x{byte:02X}"),
        };
        self.error(&format!("expected {wanted}, found {found}"))
    }

    fn error(&self, what: &str) -> SyntaxError {
        let (line, column) = position(self.source, self.at);
        SyntaxError { what: what.to_owned(), offset: self.at, line, column }
    }
}

fn closing(form: Form) -> u8 {
    if form == Form::Object { b'}' } else { b']' }
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
