//! From bytes to nodes: RFC 8259's grammar, read with a list of open brackets in the place of recursion.

use super::{BYTE_ORDER_MARK, Form, NO_PARENT, Node, SyntaxError, position};

pub(super) struct Parser<'a> {
    source: &'a [u8],
    at: usize,
    nodes: Vec<Node>,
    open: Vec<u32>,
    most_values: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a [u8], most_values: usize) -> Self {
        let at = if source.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self { source, at, nodes: Vec::new(), open: Vec::new(), most_values }
    }

    pub(super) fn run(mut self) -> Result<Vec<Node>, SyntaxError> {
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
                        None => {
                            // Documents are kept for long, and lists grow by doubling.
                            self.nodes.shrink_to_fit();
                            Ok(self.nodes)
                        }
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
        if self.nodes.len() == self.most_values {
            let what = format!("more than {} values; the text is kept, but not taken apart", self.most_values);
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
        SyntaxError { what: what.to_owned(), offset: self.at, line, column, gave_up: false }
    }
}

fn closing(form: Form) -> u8 {
    if form == Form::Object { b'}' } else { b']' }
}
