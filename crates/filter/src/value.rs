//! From a word to a test: `field:value`, a JSON Pointer, or text.

use crate::error::{FilterError, Span, shortened};
use crate::fields::{self, FIELDS, Field, FieldKind};
use crate::lexer::{Glyph, Word, colon, is_pointer, text_of, values};
use crate::member::member;
use crate::number::{Number, Range, order};
use crate::pattern::Pattern;
use crate::test::{Column, Test};
use crate::time::When;

/// Reads a word as a test.
pub(crate) fn read(word: &Word) -> Result<Test, FilterError> {
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
    let Some(field) = fields::find(&text) else {
        let names = FIELDS.map(|known| known.name);
        let what = format!("'{}:' is not a filter", shortened(&text));
        let span = word.span_of(&word.glyphs[..=colon]);
        return Err(FilterError::unknown(span, &text, &what, &names, ", or quotation marks around a text"));
    };
    let span = Span { start: word.glyphs[colon].at + 1, end: word.span.end };
    if value.is_empty() {
        let Field { name, example, .. } = field;
        return Err(FilterError::new(span, format!("{name} needs a value, for example {name}{example}")));
    }
    Value { word, field, glyphs: value, span }.test()
}

/// The value after a colon.
struct Value<'a> {
    word: &'a Word,
    field: &'static Field,
    glyphs: &'a [Glyph],
    span: Span,
}

impl Value<'_> {
    fn test(&self) -> Result<Test, FilterError> {
        Ok(match self.field.kind {
            FieldKind::Column(column) => Test::Is(column, self.list(|value, span| self.pattern(column, value, span))?),
            FieldKind::Email => Test::Email(self.list(|value, _| Ok(Pattern::new(value)))?),
            FieldKind::Number(number) => {
                Test::Compares(number, self.list(|value, span| self.range(number, value, span))?)
            }
            FieldKind::Received(side) => Test::Received(side, self.when()?),
            FieldKind::State => {
                let what = "nothing an event can be";
                Test::State(self.list(|value, span| self.known(what, &fields::STATES, value, span))?)
            }
            FieldKind::Has => {
                let what = "nothing an event can have";
                Test::Has(self.list(|value, span| self.known(what, &fields::PROPERTIES, value, span))?)
            }
            FieldKind::Header => self.header()?,
        })
    }

    /// Reads every value of a comma-separated list.
    fn list<T>(&self, read: impl Fn(String, Span) -> Result<T, FilterError>) -> Result<Vec<T>, FilterError> {
        let each = values(self.glyphs).map(|glyphs| {
            if glyphs.is_empty() {
                let Field { name, .. } = self.field;
                let what = format!("{name} has a comma without a value; take it away, or put it into quotation marks");
                return Err(FilterError::new(self.span, what));
            }
            read(text_of(glyphs), self.word.span_of(glyphs))
        });
        each.collect()
    }

    fn pattern(&self, column: Column, value: String, span: Span) -> Result<Pattern, FilterError> {
        let allowed: Vec<_> = fields::values(column).into_iter().map(|(word, _)| word).collect();
        if !allowed.is_empty() && !value.contains('*') && !allowed.contains(&value.as_str()) {
            let name = self.field.name.trim_end_matches(':');
            let what = format!("'{}' is not a {name}", shortened(&value));
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
        let Field { name, example, .. } = self.field;
        number_value(number, digits).map(|than| Range::Order(order, than)).ok_or_else(|| {
            let what = format!("'{}' is no number for {name}, for example {name}{example}", shortened(&value));
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
                    shortened(&value),
                    self.field.name
                ),
            );
            error.expected = fields::TIMES.map(|(word, _)| word.to_owned()).to_vec();
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
            FilterError::unknown(span, &value, &format!("'{}' is {what}", shortened(&value)), &words, "")
        })
    }

    fn header(&self) -> Result<Test, FilterError> {
        let equals = self.glyphs.iter().position(|glyph| glyph.character == '=' && !glyph.quoted);
        let name = text_of(&self.glyphs[..equals.unwrap_or(self.glyphs.len())]);
        if name.is_empty() || !name.chars().all(is_name_character) {
            let what = format!(
                "'{}' is no name of a header; write header:x-request-id, or header:x-request-id=a1* for its value",
                shortened(&name)
            );
            return Err(FilterError::new(self.span, what));
        }
        let Some(equals) = equals else { return Ok(Test::Header { name, value: None }) };
        let value = &self.glyphs[equals + 1..];
        let start = self.glyphs[equals].at + 1;
        // Empty quotation marks are an empty value.
        if value.is_empty() && start == self.span.end {
            let what = format!("a value is missing; write header:{name}=text, or header:{name} for any value");
            return Err(FilterError::new(Span { start, end: start }, what));
        }
        Ok(Test::Header { name, value: Some(Pattern::new(text_of(value))) })
    }
}

/// Whether a header name can have this character (RFC 9110, 5.6.2).
fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
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
