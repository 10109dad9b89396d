//! Words of bash (its manual, 3.1.2 Quoting): written so that bash gives the same bytes back, and read.

use super::ImportError;
use hookglass_json::display::invisible;

/// Longer arguments go through a pipe: Linux takes 128 KiB for one.
const LONGEST_ARGUMENT: usize = 100_000;

/// Whether bytes can be one argument of a command.
pub(super) fn fits_argument(bytes: &[u8]) -> bool {
    bytes.len() <= LONGEST_ARGUMENT && !bytes.contains(&0)
}

/// Bytes as one word. They hold no NUL, which no argument of a command can have.
pub(super) fn quote(bytes: &[u8]) -> String {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "-_./:=@,+%".contains(character);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && text.chars().all(is_safe) && !text.starts_with('=') => text.to_owned(),
        _ => quote_always(bytes),
    }
}

/// The same, with quotes also where none are needed.
pub(super) fn quote_always(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else { return ansi_c(bytes) };
    if text.chars().all(|character| character == '\n' || !acts(character)) {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    ansi_c(bytes)
}

/// Whether a character acts on a terminal that it is pasted into, or cannot be seen there.
fn acts(character: char) -> bool {
    character.is_control() || invisible(character)
}

/// Bytes between `$'` and `'`. Quotes and `!` are escaped as well, so that no history is looked up in there.
fn ansi_c(bytes: &[u8]) -> String {
    let mut out = String::from("$'");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' => out.push_str("\\\\"),
                '\'' | '!' => out.push_str(&format!("\\x{:02x}", character as u32)),
                character if acts(character) => {
                    let mut units = [0; 4];
                    character.encode_utf8(&mut units).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
                }
                character => out.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
    out.push('\'');
    out
}

/// A command that prints exactly these bytes: `printf` of POSIX, which every shell has built in.
pub(super) fn printf(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    out.push_str("printf '");
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '%' => out.push_str("%%"),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\'' => out.push_str("\\047"),
                // What begins with a hyphen would be an option.
                '-' if out.ends_with("printf '") => out.push_str("\\055"),
                character if acts(character) => {
                    let mut units = [0; 4];
                    character.encode_utf8(&mut units).bytes().for_each(|byte| out.push_str(&format!("\\{byte:03o}")));
                }
                character => out.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\{byte:03o}")));
    }
    out.push('\'');
    out
}

/// What `printf` prints for a format without values: [`printf`]'s inverse. `Err` holds the byte at which it is another.
pub(super) fn printed(format: &[u8]) -> Result<Vec<u8>, usize> {
    let mut out = Vec::with_capacity(format.len());
    let mut at = 0;
    while let Some(&byte) = format.get(at) {
        match (byte, format.get(at + 1)) {
            (b'%', Some(b'%')) => {
                out.push(b'%');
                at += 2;
            }
            (b'%', _) => return Err(at),
            (b'\\', Some(&next)) => {
                let digits = format[at + 1..].iter().take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
                if digits > 0 {
                    out.push(number(&format[at + 1..at + 1 + digits], 8));
                    at += 1 + digits;
                    continue;
                }
                match simple_escape(next).filter(|_| !matches!(next, b'e' | b'E' | b'?')) {
                    Some(byte) => out.push(byte),
                    None => return Err(at),
                }
                at += 2;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    Ok(out)
}

fn number(digits: &[u8], base: u32) -> u8 {
    let all = digits
        .iter()
        .fold(0, |all: u32, digit| all.wrapping_mul(base).wrapping_add(char::from(*digit).to_digit(base).unwrap_or(0)));
    (all & 0xFF) as u8
}

fn simple_escape(letter: u8) -> Option<u8> {
    Some(match letter {
        b'a' => 7,
        b'b' => 8,
        b'e' | b'E' => 27,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' => b'\\',
        b'\'' => b'\'',
        b'"' => b'"',
        b'?' => b'?',
        _ => return None,
    })
}

/// A word of a command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) bytes: Vec<u8>,
    /// Where it stands: first byte, and the byte after the last.
    pub(super) span: (usize, usize),
}

/// The commands of a command line, joined by pipes, and whether something after them is left out.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) commands: Vec<Vec<Word>>,
}

/// Reads a command line. What bash would expand, redirect or run beside it is an error.
pub(super) fn read(text: &str) -> Result<Line, ImportError> {
    Reader { text, bytes: text.as_bytes(), at: 0 }.line()
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

    /// A backslash at the end of a line, and the length of both.
    fn continuation(&self) -> Option<usize> {
        [&b"\\\n"[..], b"\\\r\n"].into_iter().find(|ending| self.rest().starts_with(ending)).map(<[u8]>::len)
    }

    fn line(mut self) -> Result<Line, ImportError> {
        let mut line = Line { commands: vec![Vec::new()] };
        loop {
            if let Some(length) = self.continuation() {
                self.at += length;
                continue;
            }
            let start = self.at;
            let Some(byte) = self.peek() else { return Ok(line) };
            let is_begun = line.commands.last().is_some_and(|words| !words.is_empty());
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'#' => self.at += self.rest().iter().take_while(|byte| **byte != b'\n').count(),
                b'\n' | b';' => {
                    self.at += 1;
                    if is_begun {
                        return self.end(line);
                    }
                }
                b'|' if is_begun && !self.rest().starts_with(b"||") => {
                    self.at += 1;
                    line.commands.push(Vec::new());
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
                    // bash's own words for redirections: 2>file.
                    if matches!(self.peek(), Some(b'<' | b'>')) && word.bytes.iter().all(u8::is_ascii_digit) {
                        continue;
                    }
                    if let Some(words) = line.commands.last_mut() {
                        words.push(word);
                    }
                }
            }
        }
    }

    /// After the command there may be blank lines and comments.
    fn end(mut self, line: Line) -> Result<Line, ImportError> {
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
        Ok(line)
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

    /// A `$` or backtick that bash would replace; a `$` before anything else stands for itself.
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

    fn open<T>(&self, start: usize, quote: &str) -> Result<T, ImportError> {
        Err(ImportError::at(
            self.text,
            (start, start + 1),
            format!("the quote {quote} that opens here is never closed"),
        ))
    }

    fn single(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 1;
        let Some(length) = self.rest().iter().position(|byte| *byte == b'\'') else { return self.open(start, "'") };
        bytes.extend_from_slice(&self.rest()[..length]);
        self.at += length + 1;
        Ok(())
    }

    fn double(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return self.open(start, "\""),
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
                // A `$` before the closing quote stands for itself.
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

    /// `$'…'`. A NUL ends the text in there, as it does in bash.
    fn dollar(&mut self, bytes: &mut Vec<u8>) -> Result<(), ImportError> {
        let start = self.at;
        self.at += 2;
        let mut decoded = Vec::new();
        loop {
            match self.peek() {
                None => return self.open(start, "$'"),
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
        let (first, most, base) = match letter {
            b'x' => (self.at + 2, 2, 16),
            b'u' => (self.at + 2, 4, 16),
            b'U' => (self.at + 2, 8, 16),
            b'0'..=b'7' => (self.at + 1, 3, 8),
            _ => (self.at + 2, 0, 10),
        };
        let is_digit = |digit: &&u8| char::from(**digit).is_digit(base);
        let digits = self.bytes[first..].iter().take(most).take_while(is_digit).count();
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
