//! A secret in a JSON body.

use hookglass_json::Value;

/// A secret in a JSON body.
#[derive(Debug, Clone, Copy)]
pub struct Secret<'a> {
    /// The value that is secret or contains the secret.
    pub value: Value<'a>,
    /// The bytes to redact: the whole value, or a part of a string.
    pub span: (usize, usize),
}

impl<'a> From<Value<'a>> for Secret<'a> {
    fn from(value: Value<'a>) -> Self {
        Self { value, span: value.span() }
    }
}

impl<'a> Secret<'a> {
    /// The query and the fragment of a URL; `None` if the value is not a string or has neither.
    pub(crate) fn of_query(value: Value<'a>) -> Option<Self> {
        let (start, end) = value.span();
        let is_query = |mark: char| matches!(mark, '?' | '#');
        let text = value.string().filter(|text| text.contains(is_query))?;
        let has_one = text.trim_end_matches(is_query).contains(is_query);
        match value.raw().iter().position(|byte| matches!(byte, b'?' | b'#')) {
            Some(mark) if has_one => Some(Self { value, span: (start + mark + 1, end - 1) }),
            Some(_) => None,
            // The question mark is written as an escape.
            None => Some(value.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{REDACTED, cover_text};
    use hookglass_json::Document;

    #[test]
    fn a_part_of_a_string_is_redacted_within_its_quotes() {
        let document = Document::parse(r#"["https://x/a?b=1","/?","/","\u003f=",7]"#.into()).unwrap();
        let shown = |value: Value<'_>| {
            let spans: Vec<_> = Secret::of_query(value).map(|secret| secret.span).into_iter().collect();
            cover_text(document.source(), value.span(), &spans)
        };
        let shown: Vec<_> = document.root().children().map(shown).collect();
        assert_eq!(shown, [r#""https://x/a?••••••••""#, r#""/?""#, r#""/""#, REDACTED, "7"]);
    }
}
