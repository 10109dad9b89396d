//! JSON Pointers (RFC 6901).

use std::collections::HashMap;
use std::fmt;

use crate::document::Document;
use crate::form::Form;
use crate::value::Value;

/// A path of names and indices that can be followed in any document.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pointer {
    tokens: Vec<String>,
}

/// A text is not a JSON Pointer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not a JSON Pointer: {why}")]
pub struct PointerError {
    text: String,
    why: &'static str,
}

impl Pointer {
    /// Parses a pointer. The empty text is the whole document; else every name follows a `/`, with
    /// `~0` for `~` and `~1` for `/`.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        let error = |why| PointerError { text: text.to_owned(), why };
        if text.is_empty() {
            return Ok(Self::default());
        }
        let Some(rest) = text.strip_prefix('/') else {
            return Err(error("it must start with '/', for example /payload/user/id"));
        };
        let tokens = rest.split('/').map(unescape).collect::<Option<_>>();
        tokens.map(|tokens| Self { tokens }).ok_or_else(|| error("a '~' must be followed by 0 (for ~) or 1 (for /)"))
    }

    /// The unescaped names and indices.
    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// A pointer of unescaped names and indices.
    pub fn of_tokens(tokens: Vec<String>) -> Self {
        Self { tokens }
    }

    /// The pointer of a value.
    pub fn of(value: Value<'_>) -> Self {
        Self { tokens: Self::between(value.document().root(), value) }
    }

    /// The names and indices from a value to one of its descendants.
    pub fn between(top: Value<'_>, value: Value<'_>) -> Vec<String> {
        Self::between_with(top, value, &mut Positions::default())
    }

    /// Like [`Self::between`], with a cache of array positions for many values in the order of the
    /// text.
    pub fn between_with(top: Value<'_>, value: Value<'_>, positions: &mut Positions) -> Vec<String> {
        let mut tokens = Vec::new();
        let mut at = value;
        while let Some(parent) = at.parent().filter(|_| at.handle() != top.handle()) {
            tokens.push(match at.key() {
                Some(key) => key.into_owned(),
                None => positions.of(parent, at).to_string(),
            });
            at = parent;
        }
        tokens.reverse();
        tokens
    }

    /// Appends a name or index.
    pub fn push(&mut self, token: impl Into<String>) {
        self.tokens.push(token.into());
    }

    /// The pointer to a child.
    pub fn child(&self, token: impl Into<String>) -> Self {
        let mut tokens = self.tokens.clone();
        tokens.push(token.into());
        Self { tokens }
    }

    /// The value at the pointer, and the number of tokens that could be followed.
    pub fn follow<'a>(&self, document: &'a Document) -> (Option<Value<'a>>, usize) {
        let mut at = document.root();
        for (depth, token) in self.tokens.iter().enumerate() {
            match step(at, token) {
                Some(next) => at = next,
                None => return (None, depth),
            }
        }
        (Some(at), self.tokens.len())
    }

    /// The value at the pointer.
    pub fn get<'a>(&self, document: &'a Document) -> Option<Value<'a>> {
        self.follow(document).0
    }
}

/// A cache of element positions. Remembers the last position per array and counts on from there.
#[derive(Debug, Default)]
pub struct Positions(HashMap<u32, (u32, usize)>);

impl Positions {
    fn of(&mut self, array: Value<'_>, element: Value<'_>) -> usize {
        let known = self.0.get(&array.handle()).copied().filter(|(handle, _)| *handle <= element.handle());
        let (mut handle, mut position) = known.unwrap_or((array.handle() + 1, 0));
        while let Some(before) = array.document().value(handle).filter(|_| handle < element.handle()) {
            (handle, position) = (before.handle_after(), position + 1);
        }
        self.0.insert(array.handle(), (handle, position));
        position
    }
}

fn step<'a>(value: Value<'a>, token: &str) -> Option<Value<'a>> {
    match value.form() {
        Form::Object => value.get(token),
        Form::Array => value.children().nth(array_index(token)?),
        _ => None,
    }
}

/// Parses an array index of RFC 6901: digits without leading zeros.
pub fn array_index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with('0');
    (plain && token.bytes().all(|byte| byte.is_ascii_digit())).then(|| token.parse().ok())?
}

/// Escapes a name for a pointer.
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

fn unescape(token: &str) -> Option<String> {
    let mut out = String::with_capacity(token.len());
    let mut characters = token.chars();
    while let Some(character) = characters.next() {
        if character != '~' {
            out.push(character);
            continue;
        }
        out.push(match characters.next()? {
            '0' => '~',
            '1' => '/',
            _ => return None,
        });
    }
    Some(out)
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tokens.iter().try_for_each(|token| write!(f, "/{}", escape(token)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[test]
    fn the_examples_of_the_rfc_are_followed() {
        let text = r#"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}"#;
        let document = Document::parse(Bytes::from_static(text.as_bytes())).unwrap();
        for (pointer, raw) in [
            ("/foo", r#"["bar","baz"]"#),
            ("/foo/0", r#""bar""#),
            ("/", "0"),
            ("/a~1b", "1"),
            ("/c%d", "2"),
            ("/i\\j", "5"),
            ("/k\"l", "6"),
            ("/ ", "7"),
            ("/m~0n", "8"),
        ] {
            let parsed = Pointer::parse(pointer).unwrap();
            let value = parsed.get(&document).unwrap();
            assert_eq!(value.raw_text(), raw, "{pointer}");
            assert_eq!(Pointer::of(value).to_string(), pointer);
        }
        assert_eq!(Pointer::parse("").unwrap().get(&document).unwrap().handle(), 0);
        assert!(Pointer::parse("/foo/00").unwrap().get(&document).is_none());
        assert!(Pointer::parse("/foo/2").unwrap().get(&document).is_none());
    }

    #[test]
    fn an_invalid_pointer_is_rejected_with_a_hint() {
        assert!(Pointer::parse("payload").unwrap_err().to_string().contains("start with '/'"));
        assert!(Pointer::parse("/a~2").unwrap_err().to_string().contains('~'));
        assert!(Pointer::parse("/a~").is_err());
    }
}
