//! Splits a text into words, parentheses, `-` and `OR`. The lexer never fails: the parser finds
//! errors, and an unfinished filter can still be highlighted.

use crate::error::Span;

/// The length limit of a filter, in characters.
pub(crate) const MAX_CHARS: usize = 4_000;

/// A character of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    /// The position in the text.
    pub(crate) at: usize,
    /// Whether it is inside quotation marks.
    pub(crate) quoted: bool,
}

/// A lexeme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lexeme {
    /// `-` before something.
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

/// Characters without white space, and without their quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) span: Span,
    /// Glyphs before the first quotation mark.
    pub(crate) before_quotes: Option<usize>,
    /// The position of an unclosed quotation mark.
    pub(crate) unclosed: Option<usize>,
}

impl Word {
    /// The end of some glyphs in the text.
    pub(crate) fn end_of(&self, glyphs: &[Glyph]) -> usize {
        glyphs.last().map_or(self.span.end, |last| last.at + 1)
    }

    /// The position of some of the glyphs; the end of the word if there are none.
    pub(crate) fn span_of(&self, glyphs: &[Glyph]) -> Span {
        let start = glyphs.first().map_or(self.span.end, |first| first.at);
        Span { start, end: self.end_of(glyphs).max(start) }
    }
}

/// The characters of glyphs.
pub(crate) fn text_of(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}

/// The colon between a field and its value: the first colon, unless it belongs to a URL.
pub(crate) fn colon(word: &Word) -> Option<usize> {
    let glyphs = &word.glyphs;
    let colon = glyphs.iter().position(|glyph| glyph.character == ':')?;
    let in_name = word.before_quotes.is_none_or(|quotes| colon < quotes);
    let of_url = glyphs[colon + 1..].iter().map(|glyph| (glyph.character, glyph.quoted)).take(2).eq([('/', false); 2]);
    (in_name && colon > 0 && !of_url).then_some(colon)
}

/// Whether a word starts like a JSON Pointer.
pub(crate) fn is_pointer(word: &Word) -> bool {
    word.glyphs.first().is_some_and(|first| first.character == '/' && !first.quoted)
}

/// The start and end of the operator after a JSON Pointer.
pub(crate) fn sign(glyphs: &[Glyph]) -> Option<(usize, usize)> {
    let plain = |at: usize, signs: &[char]| {
        glyphs.get(at).is_some_and(|glyph| !glyph.quoted && signs.contains(&glyph.character))
    };
    (0..glyphs.len()).find_map(|at| match () {
        () if plain(at, &['!', '<', '>']) && plain(at + 1, &['=']) => Some((at, at + 2)),
        () if plain(at, &['=', '<', '>']) => Some((at, at + 1)),
        () => None,
    })
}

/// The comma-separated values of a list.
pub(crate) fn values(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.split(|glyph| glyph.character == ',' && !glyph.quoted)
}

/// Splits a text into lexemes.
pub(crate) fn lexemes(characters: &[char]) -> Vec<Lexeme> {
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
            // The second of two hyphens belongs to the word.
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

/// A word up to white space or an unmatched closing parenthesis.
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
