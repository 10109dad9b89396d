//! A text cut into words, parentheses, `-` and `OR`. Never fails: what is wrong is found by the parser, and a field that
//! is being typed into is coloured all the same.

use super::error::Span;

/// A character of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    pub(super) character: char,
    /// Where it stands in the text.
    pub(super) at: usize,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
}

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// `-`, with something behind it.
    Not(usize),
    /// `(`
    Open(usize),
    /// `)`
    Close(usize),
    /// `OR`
    Or(usize),
    /// Anything else.
    Word(Word),
}

/// Characters without white space between them, quotation marks taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) span: Span,
    /// Glyphs before the first quotation mark.
    pub(super) before_quotes: Option<usize>,
    /// Where a quotation mark stands that is not closed.
    pub(super) unclosed: Option<usize>,
}

impl Word {
    /// The end of what was written of some glyphs.
    pub(super) fn end_of(&self, glyphs: &[Glyph]) -> usize {
        glyphs.last().map_or(self.span.end, |last| last.at + 1)
    }

    /// Where some of its glyphs stand; at its end when there are none.
    pub(super) fn span_of(&self, glyphs: &[Glyph]) -> Span {
        let start = glyphs.first().map_or(self.span.end, |first| first.at);
        Span { start, end: self.end_of(glyphs).max(start) }
    }
}

/// The characters of glyphs.
pub(super) fn text_of(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// Cuts a text up.
pub(super) fn lexemes(characters: &[char]) -> Vec<Lexeme> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&character) = characters.get(at) {
        let next = characters.get(at + 1);
        match character {
            blank if blank.is_whitespace() => at += 1,
            '(' => {
                found.push(Lexeme::Open(at));
                at += 1;
            }
            ')' => {
                found.push(Lexeme::Close(at));
                at += 1;
            }
            // Two in a row: the second belongs to the word.
            '-' if !matches!(found.last(), Some(Lexeme::Not(before)) if before + 1 == at)
                && next.is_some_and(|next| !next.is_whitespace() && *next != ')') =>
            {
                found.push(Lexeme::Not(at));
                at += 1;
            }
            _ => {
                let word = word(characters, at);
                at = word.span.end;
                let is_or = word.before_quotes.is_none() && text_of(&word.glyphs) == "OR";
                let negated = matches!(found.last(), Some(Lexeme::Not(before)) if before + 1 == word.span.start);
                found.push(if is_or && !negated { Lexeme::Or(word.span.start) } else { Lexeme::Word(word) });
            }
        }
    }
    found
}

/// A word up to white space, or up to a parenthesis that is not its own.
fn word(characters: &[char], start: usize) -> Word {
    let mut word = Word { glyphs: Vec::new(), span: Span { start, end: start }, before_quotes: None, unclosed: None };
    let (mut at, mut open, mut quotes) = (start, 0_usize, None);
    while let Some(&character) = characters.get(at) {
        match (character, quotes) {
            ('"', None) => {
                word.before_quotes.get_or_insert(word.glyphs.len());
                quotes = Some(at);
            }
            ('"', Some(_)) => quotes = None,
            (blank, None) if blank.is_whitespace() => break,
            (')', None) if open == 0 => break,
            (_, quoted) => {
                match (character, quoted) {
                    ('(', None) => open += 1,
                    (')', None) => open = open.saturating_sub(1),
                    _ => {}
                }
                word.glyphs.push(Glyph { character, at, quoted: quoted.is_some() });
            }
        }
        at += 1;
    }
    word.span.end = at;
    word.unclosed = quotes;
    word
}
