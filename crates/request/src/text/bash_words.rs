//! Splitting a bash command line into words (manual, 3.1.2 Quoting).

use super::escapes::{number, simple_escape};
use super::import_error::ImportError;
use super::word::Word;

/// The commands of a pipeline.
type Pipeline = Vec<Vec<Word>>;

/// Reads a command line. Expansions, redirections and further commands are errors.
pub(super) fn read(text: &str) -> Result<Pipeline, ImportError> {
    Reader { text, bytes: text.as_bytes(), at: 0 }.pipeline()
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    fn error<T>(&self, start: usize, what: impl Into<String>) -> Result<T, ImportError> {
        Err(ImportError::at(self.text, (start, self.at.max(start + 1).min(self.bytes.len())), what))
    }

    /// The length of a backslash and line break that continue a line.
    fn continuation(&self) -> Option<usize> {
        [&b"\\\n"[..], b"\\\r\n"].into_iter().find(|ending| self.rest().starts_with(ending)).map(<[u8]>::len)
    }

    fn pipeline(mut self) -> Result<Pipeline, ImportError> {
        let mut pipeline = vec![Vec::new()];
        loop {
            if let Some(length) = self.continuation() {
                self.at += length;
                continue;
            }
            let start = self.at;
            let Some(byte) = self.peek() else { return Ok(pipeline) };
            let is_begun = pipeline.last().is_some_and(|words: &Vec<Word>| !words.is_empty());
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'#' => self.at += self.rest().iter().take_while(|byte| **byte != b'\n').count(),
                b'\n' | b';' => {
                    self.at += 1;
                    if is_begun {
                        return self.end(pipeline);
                    }
                }
                b'|' if is_begun && !self.rest().starts_with(b"||") => {
                    self.at += 1;
                    pipeline.push(Vec::new());
                }
                b'|' | b'&' => {
                    self.at += 1;
                    return self.error(start, "only one command can be read; leave out what follows it");
                }
                b'<' | b'>' => {
                    self.at += 1;
                    return self.error(start, "files are not read or written here; leave the redirection out");
                }
                b'(' | b')' => {
                    self.at += 1;
                    return self.error(start, "a bracket outside quotes is for the shell; put it between quotes");
                }
                _ => {
                    let word = self.word()?;
                    // A file descriptor of a redirection: 2>file.
                    if matches!(self.peek(), Some(b'<' | b'>')) && word.bytes.iter().all(u8::is_ascii_digit) {
                        continue;
                    }
                    if let Some(words) = pipeline.last_mut() {
                        words.push(word);
                    }
                }
            }
        }
    }

    /// Only blank lines and comments may follow the command.
    fn end(mut self, pipeline: Pipeline) -> Result<Pipeline, ImportError> {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b';' => self.at += 1,
                b'#' => self.at += self.rest().iter().take_while(|byte| **byte != b'\n').count(),
                _ => {
                    let what = "a second command begins here; one is read at a time. If the first goes on, end its \
                                line with a backslash";
                    return self.error(self.at, what);
                }
            }
        }
        Ok(pipeline)
    }

    fn word(&mut self) -> Result<Word, ImportError> {
        let start = self.at;
        let mut bytes = Vec::new();
        while let Some(byte) = self.peek() {
            if let Some(length) = self.continuation() {
                self.at += length;
                continue;
            }
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b'&' | b'<' | b'>' | b'(' | b')' => break,
                b'\'' => self.single(&mut bytes)?,
                b'"' => self.double(&mut bytes)?,
                b'$' if self.rest().starts_with(b"$'") => self.dollar(&mut bytes)?,
                b'$' if self.rest().starts_with(b"$\"") => {
                    self.at += 1;
                    self.double(&mut bytes)?;
                }
                b'$' | b'`' => self.expansion(&mut bytes)?,
                b'\\' => {
                    self.at += 1;
                    match self.peek() {
                        Some(escaped) => bytes.push(escaped),
                        None => return self.error(self.at - 1, "a backslash at the very end escapes nothing"),
                    }
                    self.at += 1;
                }
                _ => {
                    bytes.push(byte);
                    self.at += 1;
                }
            }
        }
        Ok(Word { bytes, span: (start, self.at) })
    }

    /// A `$` or backtick that bash would expand. A `$` before anything else is literal.
    fn expansion(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        let next = self.bytes.get(start + 1).copied().unwrap_or(b' ');
        self.at += 1;
        if self.bytes[start] == b'`' || next == b'(' {
            return self.error(start, "a command in a command is not run here; write what it gives instead");
        }
        if next.is_ascii_alphanumeric() || b"_{*@#?!$-".contains(&next) {
            self.at += self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
            return self.error(start, "a shell variable is not known here; write its value instead");
        }
        bytes.push(b'$');
        Ok(())
    }

    fn unclosed<T>(&self, start: usize, quote: &str) -> Result<T, ImportError> {
        Err(ImportError::at(
            self.text,
            (start, start + 1),
            format!("the quote {quote} that opens here is never closed"),
        ))
    }

    fn single(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 1;
        let Some(length) = self.rest().iter().position(|byte| *byte == b'\'') else { return self.unclosed(start, "'") };
        bytes.extend_from_slice(&self.rest()[..length]);
        self.at += length + 1;
        Ok(())
    }

    fn double(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return self.unclosed(start, "\""),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    if let Some(length) = self.continuation() {
                        self.at += length;
                        continue;
                    }
                    match self.bytes.get(self.at + 1) {
                        Some(escaped @ (b'$' | b'`' | b'"' | b'\\')) => {
                            bytes.push(*escaped);
                            self.at += 2;
                        }
                        _ => {
                            bytes.push(b'\\');
                            self.at += 1;
                        }
                    }
                }
                // A `$` before the closing quote is literal.
                Some(b'$') if self.bytes.get(self.at + 1) == Some(&b'"') => {
                    bytes.push(b'$');
                    self.at += 1;
                }
                Some(b'$' | b'`') => self.expansion(bytes)?,
                Some(byte) => {
                    bytes.push(byte);
                    self.at += 1;
                }
            }
        }
    }

    /// `$'…'`. A NUL ends the text, as in bash.
    fn dollar(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 2;
        let mut decoded = Vec::new();
        loop {
            match self.peek() {
                None => return self.unclosed(start, "$'"),
                Some(b'\'') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape(&mut decoded),
                Some(byte) => {
                    decoded.push(byte);
                    self.at += 1;
                }
            }
        }
        let end = decoded.iter().position(|byte| *byte == 0).unwrap_or(decoded.len());
        bytes.extend_from_slice(&decoded[..end]);
        Ok(())
    }

    fn escape(&mut self, decoded: &mut Vec<u8>) {
        let Some(&letter) = self.bytes.get(self.at + 1) else {
            decoded.push(b'\\');
            self.at += 1;
            return;
        };
        let (first, max_digits, base) = match letter {
            b'x' => (self.at + 2, 2, 16),
            b'u' => (self.at + 2, 4, 16),
            b'U' => (self.at + 2, 8, 16),
            b'0'..=b'7' => (self.at + 1, 3, 8),
            _ => (self.at + 2, 0, 10),
        };
        let is_digit = |digit: &&u8| char::from(**digit).is_digit(base);
        let digits = self.bytes[first..].iter().take(max_digits).take_while(is_digit).count();
        if digits > 0 {
            let written = &self.bytes[first..first + digits];
            if matches!(letter, b'u' | b'U') {
                let code = written
                    .iter()
                    .fold(0u32, |code, digit| code.wrapping_shl(4) | char::from(*digit).to_digit(16).unwrap_or(0));
                let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                decoded.push(number(written, base));
            }
            self.at = first + digits;
            return;
        }
        if letter == b'c'
            && let Some(&control) = self.bytes.get(self.at + 2)
        {
            decoded.push(control.to_ascii_uppercase() & 0x1F);
            self.at += 3;
            return;
        }
        match simple_escape(letter) {
            Some(byte) => decoded.push(byte),
            None => decoded.extend_from_slice(&[b'\\', letter]),
        }
        self.at += 2;
    }
}
