//! The parser: from bytes to nodes, with a stack of open brackets instead of recursion (RFC 8259).

use crate::error::{SyntaxError, position};
use crate::form::Form;
use crate::node::{Extent, NO_KEY, Node, ParentAndForm};

/// The UTF-8 byte order mark.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(crate) struct Parser<'a> {
    source: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    extents: Vec<Extent>,
    open: Vec<Open>,
    max_values: usize,
}

/// An object or array that is not closed yet.
struct Open {
    node: u32,
    extent: u32,
    form: Form,
    children: u32,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(source: &'a [u8], max_values: usize) -> Self {
        let at = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        // Typical documents have a value every 16 bytes. Reserving that much avoids most
        // reallocations.
        let nodes = Vec::with_capacity((source.len() / 16).min(max_values));
        Self { source, at, nodes, extents: Vec::new(), open: Vec::new(), max_values }
    }

    pub(crate) fn run(mut self) -> Result<(Vec<Node>, Vec<Extent>), SyntaxError> {
        self.space();
        if self.at == self.source.len() {
            return Err(self.error("expected a JSON value, found nothing"));
        }
        let mut key = NO_KEY;
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
                let Some(form) = self.open.last().map(|open| open.form) else {
                    return match self.peek() {
                        None => {
                            // Documents live long, and lists grow by doubling.
                            self.nodes.shrink_to_fit();
                            self.extents.shrink_to_fit();
                            Ok((self.nodes, self.extents))
                        }
                        Some(_) => Err(self.error("expected the end, found more after the first value")),
                    };
                };
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

    /// Reads the value at `at`. Returns the form of an object or array, which is then open.
    fn value(&mut self, key: u32) -> Result<Option<Form>, SyntaxError> {
        if self.nodes.len() == self.max_values {
            let what = format!("more than {} values; the text is kept, but not taken apart", self.max_values);
            return Err(SyntaxError { gave_up: true, ..self.error(&what) });
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
        let node = self.nodes.len() as u32;
        let parent = self.open.last_mut().map_or(ParentAndForm::NO_PARENT, |parent| {
            parent.children += 1;
            parent.node
        });
        let extent = self.extents.len() as u32;
        let end = if form.is_container() { extent } else { self.at as u32 };
        self.nodes.push(Node { start: start as u32, end, key, parent: ParentAndForm::new(parent, form) });
        if !form.is_container() {
            return Ok(None);
        }
        self.at += 1;
        self.extents.push(Extent { end: 0, after: 0, children: 0 });
        self.open.push(Open { node, extent, form, children: 0 });
        Ok(Some(form))
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(Open { extent, children, .. }) = self.open.pop() {
            self.extents[extent as usize] = Extent { end: self.at as u32, after: self.nodes.len() as u32, children };
        }
    }

    /// Reads the name of a member; elements have none.
    fn key_if(&mut self, form: Form) -> Result<u32, SyntaxError> {
        if form == Form::Array {
            return Ok(NO_KEY);
        }
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("':'"));
        }
        self.at += 1;
        self.space();
        Ok(start as u32)
    }

    fn string(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        self.at += 1;
        loop {
            self.at += plain_prefix(&self.source[self.at..]);
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
        self.error(&format!("a string opened on line {line} is still open where the text ends,"))
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
            return Err(self.error("a number with a leading 0 (JSON has no octal or hexadecimal numbers)"));
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
        SyntaxError { what: what.to_owned(), offset: self.at, line, column, gave_up: false }
    }
}

fn closing(form: Form) -> u8 {
    if form == Form::Object { b'}' } else { b']' }
}

/// The number of leading bytes without a quote, a backslash or a control character. Checks eight
/// bytes at a time, so up to seven more plain bytes may follow.
fn plain_prefix(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    let below = |word: u64, least: u64| word.wrapping_sub(ONES * least) & !word;
    let mut at = 0;
    while let Some(bytes) = text[at..].first_chunk() {
        let word = u64::from_le_bytes(*bytes);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let found = (is(b'"') | is(b'\\') | below(word, 0x20)) & (ONES << 7);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at
}
