//! From a word to a test of a member: `/pointer`, with or without a comparison.

use crate::decimal::is_number;
use crate::error::{FilterError, Span, shortened};
use crate::lexer::{Glyph, Word, sign, text_of, values};
use crate::number::order;
use crate::pattern::Pattern;
use crate::test::{Comparison, Test};
use hookglass_json::pointer::Pointer;

/// Reads a word that starts like a JSON Pointer.
pub(crate) fn member(word: &Word) -> Result<Test, FilterError> {
    let glyphs = &word.glyphs;
    let Some((start, end)) = sign(glyphs) else {
        let text = text_of(glyphs);
        // A word that is not a valid pointer is plain text.
        return Ok(match Pointer::parse(&text) {
            Ok(pointer) => Test::Member { pointer, compared: None },
            Err(_) => Test::Text(text),
        });
    };
    let path = &glyphs[..start];
    let pointer = Pointer::parse(&text_of(path))
        .map_err(|error| FilterError::new(word.span_of(path), shortened(&error.to_string())))?;
    let value = &glyphs[end..];
    let after = glyphs[end - 1].at + 1;
    let span = Span { start: after, end: word.span.end };
    if value.is_empty() && after == word.span.end {
        let what = "a value is missing; write \"\" for an empty text, or * for any value";
        return Err(FilterError::new(span, what));
    }
    let compared = match text_of(&glyphs[start..end]).as_str() {
        "=" => Comparison::Is(patterns(word, value)?),
        "!=" => Comparison::IsNot(patterns(word, value)?),
        sign => {
            let digits = text_of(value);
            if !is_number(&digits) {
                let what = format!("'{}' is no number as JSON writes it; {sign} compares numbers", shortened(&digits));
                return Err(FilterError::new(span, what));
            }
            Comparison::Number(order(sign).0, digits)
        }
    };
    Ok(Test::Member { pointer, compared: Some(compared) })
}

fn patterns(word: &Word, glyphs: &[Glyph]) -> Result<Vec<Pattern>, FilterError> {
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
