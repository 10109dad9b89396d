//! From words to tests.

use super::{
    Column, Comparison, Expression, FilterError, Number, Order, Pattern, Range, Span, Term, Test,
    decimal::is_number,
    lexer::{Glyph, Lexeme, Word, lexemes, text_of},
    time::When,
    words::{self, Asks, NAMES, Name},
};
use hookglass_json::pointer::Pointer;

/// Tests of one filter, each value of a list counted; SQL allows an expression some hundreds.
pub(super) const MOST_TESTS: usize = 100;
pub(super) const MOST_CHARACTERS: usize = 4_000;
/// Parentheses in one another.
pub(super) const MOST_NESTED: usize = 20;

/// Characters of a text that a complaint repeats.
const MOST_SHOWN: usize = 60;

pub(super) fn parse(text: &str) -> Result<Expression, FilterError> {
    let characters: Vec<char> = text.chars().take(MOST_CHARACTERS + 1).collect();
    if characters.len() > MOST_CHARACTERS {
        let span = Span { start: MOST_CHARACTERS, end: MOST_CHARACTERS + 1 };
        return Err(FilterError::new(span, format!("longer than {MOST_CHARACTERS} characters; leave some out")));
    }
    let lexemes = lexemes(&characters);
    let mut parser = Parser { lexemes: &lexemes, at: 0, tests: 0, end: characters.len() };
    if lexemes.is_empty() {
        return Ok(Expression::All(Vec::new()));
    }
    let expression = parser.any(0)?;
    match parser.next() {
        Some(Lexeme::Close(at)) => Err(FilterError::new(
            Span { start: *at, end: at + 1 },
            "a ) without its (; take it away, or put the word into quotation marks",
        )),
        _ => Ok(expression),
    }
}

struct Parser<'a> {
    lexemes: &'a [Lexeme],
    at: usize,
    tests: usize,
    /// Characters of the text.
    end: usize,
}

impl<'a> Parser<'a> {
    fn next(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.at)
    }

    /// Tests with `OR` between them.
    fn any(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let mut parts = vec![self.all(depth)?];
        while let Some(Lexeme::Or(_)) = self.next() {
            self.at += 1;
            parts.push(self.all(depth)?);
        }
        Ok(Expression::any(parts))
    }

    /// Tests beside each other; one at least.
    fn all(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let mut parts = Vec::new();
        loop {
            match self.next() {
                Some(Lexeme::Close(_) | Lexeme::Or(_)) | None => break,
                Some(_) => parts.push(self.unit(depth)?),
            }
        }
        if !parts.is_empty() {
            return Ok(Expression::all(parts));
        }
        let or = |at: usize| Span { start: at, end: at + 2 };
        let before = self.at.checked_sub(1).and_then(|at| self.lexemes.get(at));
        Err(match (before, self.next()) {
            (Some(Lexeme::Or(at)), _) | (_, Some(Lexeme::Or(at))) => FilterError::new(
                or(*at),
                "OR needs a test before it and another behind it; to find the word, write \"OR\"",
            ),
            (Some(Lexeme::Open(at)), _) => FilterError::new(
                Span { start: *at, end: at + 1 },
                "parentheses with nothing in them; put a test there, or put them into quotation marks",
            ),
            // A ) at the beginning.
            (_, Some(Lexeme::Close(at))) => FilterError::new(
                Span { start: *at, end: at + 1 },
                "a ) without its (; take it away, or put the word into quotation marks",
            ),
            _ => FilterError::new(Span { start: self.end, end: self.end }, "a test is missing"),
        })
    }

    /// A test or a group, with or without `-`.
    fn unit(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let negated = matches!(self.next(), Some(Lexeme::Not(_)));
        self.at += usize::from(negated);
        let expression = match self.next() {
            Some(Lexeme::Open(at)) => self.group(*at, depth)?,
            Some(Lexeme::Word(word)) => {
                self.at += 1;
                let test = read(word)?;
                self.count(&test, word.span)?;
                Expression::Term(Term { test, span: word.span })
            }
            _ => return Err(FilterError::new(Span { start: self.end, end: self.end }, "a test is missing")),
        };
        Ok(if negated { expression.negated() } else { expression })
    }

    fn group(&mut self, open: usize, depth: usize) -> Result<Expression, FilterError> {
        let span = Span { start: open, end: open + 1 };
        if depth == MOST_NESTED {
            return Err(FilterError::new(span, format!("more than {MOST_NESTED} parentheses in one another")));
        }
        self.at += 1;
        let inner = self.any(depth + 1)?;
        match self.next() {
            Some(Lexeme::Close(_)) => {
                self.at += 1;
                Ok(inner)
            }
            _ => Err(FilterError::new(span, "a ( that is not closed; add ) at the end")),
        }
    }

    fn count(&mut self, test: &Test, span: Span) -> Result<(), FilterError> {
        self.tests += match test {
            Test::Is(_, any) | Test::Email(any) => any.len(),
            Test::Compares(_, any) => any.len(),
            Test::State(any) => any.len(),
            Test::Has(any) => any.len(),
            Test::Member { compared: Some(Comparison::Is(any) | Comparison::IsNot(any)), .. } => any.len(),
            _ => 1,
        };
        if self.tests <= MOST_TESTS {
            return Ok(());
        }
        Err(FilterError::new(span, format!("more than {MOST_TESTS} tests; leave some out")))
    }
}

/// The colon between a name and its value: the first one, and not that of a URL.
pub(super) fn colon(word: &Word) -> Option<usize> {
    let glyphs = &word.glyphs;
    let colon = glyphs.iter().position(|glyph| glyph.character == ':')?;
    let in_name = word.before_quotes.is_none_or(|quotes| colon < quotes);
    let of_url = glyphs[colon + 1..].iter().map(|glyph| (glyph.character, glyph.quoted)).take(2).eq([('/', false); 2]);
    (in_name && colon > 0 && !of_url).then_some(colon)
}

/// Whether a word begins as a JSON Pointer does.
pub(super) fn is_pointer(word: &Word) -> bool {
    word.glyphs.first().is_some_and(|first| first.character == '/' && !first.quoted)
}

/// The sign in a word that begins with a JSON Pointer: where it begins and ends.
pub(super) fn sign(glyphs: &[Glyph]) -> Option<(usize, usize)> {
    let plain = |at: usize, signs: &[char]| {
        glyphs.get(at).is_some_and(|glyph| !glyph.quoted && signs.contains(&glyph.character))
    };
    (0..glyphs.len()).find_map(|at| match () {
        () if plain(at, &['!', '<', '>']) && plain(at + 1, &['=']) => Some((at, at + 2)),
        () if plain(at, &['=', '<', '>']) => Some((at, at + 1)),
        () => None,
    })
}

/// The values of a list.
pub(super) fn values(glyphs: &[Glyph]) -> impl Iterator<Item = &[Glyph]> {
    glyphs.split(|glyph| glyph.character == ',' && !glyph.quoted)
}

fn read(word: &Word) -> Result<Test, FilterError> {
    if let Some(at) = word.unclosed {
        let span = Span { start: at, end: word.span.end };
        return Err(FilterError::new(span, "a quotation mark that is not closed; add \" at the end"));
    }
    if is_pointer(word) {
        return member(word);
    }
    let Some(colon) = colon(word) else { return Ok(Test::Text(text_of(&word.glyphs))) };
    let (name, value) = (&word.glyphs[..colon], &word.glyphs[colon + 1..]);
    let text = text_of(name);
    let Some(name) = words::find(&text) else {
        let names = NAMES.map(|known| known.name);
        let what = format!("'{}:' is not a filter", shown(&text));
        let span = word.span_of(&word.glyphs[..=colon]);
        return Err(FilterError::unknown(span, &text, &what, &names, ", or quotation marks around a text"));
    };
    let span = Span { start: word.glyphs[colon].at + 1, end: word.span.end };
    if value.is_empty() {
        let Name { name, example, .. } = name;
        return Err(FilterError::new(span, format!("{name} needs a value, for example {name}{example}")));
    }
    Value { word, name, glyphs: value, span }.test()
}

/// What stands behind a colon.
struct Value<'a> {
    word: &'a Word,
    name: &'static Name,
    glyphs: &'a [Glyph],
    span: Span,
}

impl Value<'_> {
    fn test(&self) -> Result<Test, FilterError> {
        Ok(match self.name.asks {
            Asks::Column(column) => Test::Is(column, self.list(|value, span| self.pattern(column, value, span))?),
            Asks::Email => Test::Email(self.list(|value, _| Ok(Pattern::new(value)))?),
            Asks::Number(number) => Test::Compares(number, self.list(|value, span| self.range(number, value, span))?),
            Asks::Received(side) => Test::Received(side, self.when()?),
            Asks::State => {
                let what = "nothing an event can be";
                Test::State(self.list(|value, span| self.known(what, &words::STATES, value, span))?)
            }
            Asks::Has => {
                let what = "nothing an event can have";
                Test::Has(self.list(|value, span| self.known(what, &words::THINGS, value, span))?)
            }
            Asks::Header => self.header()?,
        })
    }

    /// Each of several values with commas between them.
    fn list<T>(&self, read: impl Fn(String, Span) -> Result<T, FilterError>) -> Result<Vec<T>, FilterError> {
        let each = values(self.glyphs).map(|glyphs| {
            if glyphs.is_empty() {
                let Name { name, .. } = self.name;
                let what = format!("{name} has a comma without a value; take it away, or put it into quotation marks");
                return Err(FilterError::new(self.span, what));
            }
            read(text_of(glyphs), self.word.span_of(glyphs))
        });
        each.collect()
    }

    fn pattern(&self, column: Column, value: String, span: Span) -> Result<Pattern, FilterError> {
        let allowed: Vec<_> = words::values(column).into_iter().map(|(word, _)| word).collect();
        if !allowed.is_empty() && !value.contains('*') && !allowed.contains(&value.as_str()) {
            let name = self.name.name.trim_end_matches(':');
            let what = format!("'{}' is not a {name}", shown(&value));
            return Err(FilterError::unknown(span, &value, &what, &allowed, ""));
        }
        Ok(Pattern::new(value))
    }

    fn range(&self, number: Number, value: String, span: Span) -> Result<Range, FilterError> {
        let hundred = value.strip_suffix("xx").or_else(|| value.strip_suffix("XX"));
        if let Some(hundred @ ("1" | "2" | "3" | "4" | "5")) = hundred
            && number == Number::Status
        {
            return Ok(Range::Hundred(hundred.parse().unwrap_or_default()));
        }
        let (order, digits) = order(&value);
        let Name { name, example, .. } = self.name;
        number_value(number, digits).map(|than| Range::Order(order, than)).ok_or_else(|| {
            let what = format!("'{}' is no number for {name}, for example {name}{example}", shown(&value));
            FilterError::new(span, what)
        })
    }

    fn when(&self) -> Result<When, FilterError> {
        let value = text_of(self.glyphs);
        When::parse(&value).ok_or_else(|| {
            let mut error = FilterError::new(
                self.span,
                format!(
                    "'{}' is no time for {}; expected a day (2026-03-01), an instant (2026-03-01T10:00:00Z), how long ago (10m, \
                     2h, 3d), today or yesterday",
                    shown(&value),
                    self.name.name
                ),
            );
            error.expected = words::TIMES.map(|(word, _)| word.to_owned()).to_vec();
            error
        })
    }

    fn known<T: Copy>(
        &self,
        what: &str,
        known: &[(&str, T, &str)],
        value: String,
        span: Span,
    ) -> Result<T, FilterError> {
        let found = known.iter().find(|(word, ..)| *word == value).map(|(_, thing, _)| *thing);
        found.ok_or_else(|| {
            let words: Vec<_> = known.iter().map(|(word, ..)| *word).collect();
            FilterError::unknown(span, &value, &format!("'{}' is {what}", shown(&value)), &words, "")
        })
    }

    fn header(&self) -> Result<Test, FilterError> {
        let equals = self.glyphs.iter().position(|glyph| glyph.character == '=' && !glyph.quoted);
        let name = text_of(&self.glyphs[..equals.unwrap_or(self.glyphs.len())]);
        if name.is_empty() || !name.chars().all(is_name_character) {
            let what = format!(
                "'{}' is no name of a header; write header:x-request-id, or header:x-request-id=a1* for its value",
                shown(&name)
            );
            return Err(FilterError::new(self.span, what));
        }
        let Some(equals) = equals else { return Ok(Test::Header { name, value: None }) };
        let value = &self.glyphs[equals + 1..];
        let start = self.glyphs[equals].at + 1;
        // Nothing between quotation marks is an empty value.
        if value.is_empty() && start == self.span.end {
            let what = format!("a value is missing; write header:{name}=text, or header:{name} for any value");
            return Err(FilterError::new(Span { start, end: start }, what));
        }
        Ok(Test::Header { name, value: Some(Pattern::new(text_of(value))) })
    }
}

/// RFC 9110, 5.6.2.
fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

fn member(word: &Word) -> Result<Test, FilterError> {
    let glyphs = &word.glyphs;
    let Some((start, end)) = sign(glyphs) else {
        let text = text_of(glyphs);
        // What is no pointer is a word like any other.
        return Ok(match Pointer::parse(&text) {
            Ok(pointer) => Test::Member { pointer, compared: None },
            Err(_) => Test::Text(text),
        });
    };
    let place = &glyphs[..start];
    let pointer = Pointer::parse(&text_of(place))
        .map_err(|error| FilterError::new(word.span_of(place), shown(&error.to_string())))?;
    let value = &glyphs[end..];
    let after = glyphs[end - 1].at + 1;
    let span = Span { start: after, end: word.span.end };
    if value.is_empty() && after == word.span.end {
        let what = "a value is missing; write \"\" for an empty text, or * for any value";
        return Err(FilterError::new(span, what));
    }
    let compared = match text_of(&glyphs[start..end]).as_str() {
        "=" => Comparison::Is(members(word, value)?),
        "!=" => Comparison::IsNot(members(word, value)?),
        sign => {
            let digits = text_of(value);
            if !is_number(&digits) {
                let what = format!("'{}' is no number as JSON writes it; {sign} compares numbers", shown(&digits));
                return Err(FilterError::new(span, what));
            }
            Comparison::Number(order(sign).0, digits)
        }
    };
    Ok(Test::Member { pointer, compared: Some(compared) })
}

fn members(word: &Word, glyphs: &[Glyph]) -> Result<Vec<Pattern>, FilterError> {
    let several = values(glyphs).count() > 1;
    let each = values(glyphs).map(|value| match value.is_empty() && several {
        false => Ok(Pattern::new(text_of(value))),
        true => {
            let what = "a comma without a value; take it away, or put the text into quotation marks";
            Err(FilterError::new(word.span_of(glyphs), what))
        }
    });
    each.collect()
}

pub(super) fn order(value: &str) -> (Order, &str) {
    let orders = [Order::AtLeast, Order::AtMost, Order::More, Order::Less, Order::Equal];
    orders
        .into_iter()
        .find_map(|order| Some((order, value.strip_prefix(order.sign())?)))
        .unwrap_or((Order::Equal, value))
}

fn number_value(number: Number, text: &str) -> Option<i64> {
    if number != Number::Size {
        return text.parse().ok();
    }
    let small = text.to_ascii_lowercase();
    let small = small.strip_suffix("ib").or_else(|| small.strip_suffix('b')).unwrap_or(&small);
    let units = [('k', 1_i64 << 10), ('m', 1 << 20), ('g', 1 << 30)];
    let unit = units.into_iter().find_map(|(letter, factor)| Some((small.strip_suffix(letter)?, factor)));
    let (digits, factor) = unit.unwrap_or((small, 1));
    digits.parse::<i64>().ok()?.checked_mul(factor)
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
