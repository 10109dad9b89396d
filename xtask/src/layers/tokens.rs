//! Splits Rust source into the tokens that matter for imports: identifiers, `::` and punctuation,
//! each with its line.
//!
//! Comments and literals yield no identifiers, so a path in a doc comment or a string is not an
//! import.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Ident(String),
    /// `::`
    PathSeparator,
    Punctuation(char),
    Literal,
}

/// A token and its first line, counted from 1.
pub(super) type Placed = (Token, usize);

pub(super) fn tokens(source: &str) -> Vec<Placed> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, line: 1, found: Vec::new() };
    while lexer.at < lexer.chars.len() {
        lexer.step();
    }
    lexer.found
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
    found: Vec<Placed>,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn step(&mut self) {
        let line = self.line;
        match (self.peek(0), self.peek(1)) {
            (Some('/'), Some('/')) => while self.peek(0).is_some_and(|next| next != '\n') && self.bump().is_some() {},
            (Some('/'), Some('*')) => self.block_comment(),
            (Some('"'), _) => self.string(line),
            (Some('\''), _) => self.quote(line),
            (Some(':'), Some(':')) => {
                self.at += 2;
                self.found.push((Token::PathSeparator, line));
            }
            (Some(first), _) if first.is_alphabetic() || first == '_' => self.word(line),
            (Some(first), _) if first.is_ascii_digit() => {
                self.take_word();
                self.found.push((Token::Literal, line));
            }
            (Some(first), _) => {
                self.bump();
                if !first.is_whitespace() {
                    self.found.push((Token::Punctuation(first), line));
                }
            }
            (None, _) => {}
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.at += 2;
                }
                (Some(_), _) => {
                    self.bump();
                }
                (None, _) => return,
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn take_word(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(|next| next.is_alphanumeric() || next == '_') {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    /// An identifier, or a literal with a prefix: `r"…"`, `br#"…"#`, `b'…'`, `c"…"`.
    fn word(&mut self, line: usize) {
        let word = self.take_word();
        let prefix = matches!(word.as_str(), "r" | "b" | "br" | "c" | "cr");
        match self.peek(0) {
            Some('"') if prefix && word.ends_with('r') => self.raw_string(line),
            Some('"') if prefix => self.string(line),
            Some('\'') if word == "b" => self.quote(line),
            Some('#') if prefix && word.ends_with('r') => {
                let hashes = self.chars[self.at..].iter().take_while(|next| **next == '#').count();
                if self.peek(hashes) == Some('"') {
                    self.raw_string(line);
                } else {
                    // A raw identifier: `r#type`.
                    self.at += hashes;
                    let name = self.take_word();
                    self.found.push((Token::Ident(name), line));
                }
            }
            _ => self.found.push((Token::Ident(word), line)),
        }
    }

    fn string(&mut self, line: usize) {
        self.bump();
        while let Some(next) = self.bump() {
            match next {
                '\\' => {
                    self.bump();
                }
                '"' => break,
                _ => {}
            }
        }
        self.found.push((Token::Literal, line));
    }

    fn raw_string(&mut self, line: usize) {
        let mut hashes = 0;
        while self.peek(0) == Some('#') {
            hashes += 1;
            self.at += 1;
        }
        self.bump();
        while let Some(next) = self.bump() {
            if next == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += hashes;
                break;
            }
        }
        self.found.push((Token::Literal, line));
    }

    /// A character such as `'a'` or `'\''`, or a lifetime such as `'a`.
    fn quote(&mut self, line: usize) {
        self.bump();
        if self.peek(0) != Some('\\') && self.peek(1) != Some('\'') {
            self.take_word();
            return;
        }
        while let Some(next) = self.bump() {
            match next {
                '\\' => {
                    self.bump();
                }
                '\'' => break,
                _ => {}
            }
        }
        self.found.push((Token::Literal, line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let idents = tokens(source).into_iter().filter_map(|(token, line)| match token {
            Token::Ident(name) => Some(format!("{name}@{line}")),
            _ => None,
        });
        idents.collect()
    }

    #[test]
    fn comments_and_literals_yield_no_identifiers() {
        let source = "/// see [`crate::a`]\nlet x = \"crate::b \\\" c\"; /* d /* e */ f */ let y = r#\"g\" h\"#; let z = b'i';\n// j\nk";
        assert_eq!(words(source), ["let@2", "x@2", "let@2", "y@2", "let@2", "z@2", "k@4"]);
    }

    #[test]
    fn lifetimes_characters_and_raw_identifiers_are_distinguished() {
        assert_eq!(
            words("fn f<'a>(c: &'a str) { '\\''; '\"'; ':'; r#type }"),
            ["fn@1", "f@1", "c@1", "str@1", "type@1"]
        );
    }

    #[test]
    fn a_multiline_string_counts_its_lines() {
        assert_eq!(words("\"one\ntwo\" three"), ["three@2"]);
    }
}
