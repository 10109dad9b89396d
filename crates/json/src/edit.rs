//! A body edited in place: what is not named stays as it stands, byte for byte.
//!
//! An edit is a splice of the source text, not a new serialisation, so that number spellings, escapes, order and white
//! space of everything else survive.

use bytes::Bytes;

use crate::pointer::{Pointer, array_index};
use crate::{BYTE_ORDER_MARK, Document, Form, SyntaxError, Value, encode_string};

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Puts a JSON text at a place; the member is added when its object is there.
    Set {
        /// The place.
        at: Pointer,
        /// One JSON value, as it will stand there.
        json: String,
    },
    /// Takes a member or element away.
    Unset {
        /// The place.
        at: Pointer,
    },
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// The body has no places.
    #[error("the body is not JSON ({0}), so no member of it can be set or unset; give a whole body instead")]
    NotJson(SyntaxError),
    /// The new value is not JSON.
    #[error("the value for {at} is not JSON: {why}; a string needs its quotes, for example --set '{at}=\"text\"'")]
    ValueNotJson {
        /// The place.
        at: String,
        /// What is wrong with the value.
        why: SyntaxError,
    },
    /// The place is not there.
    #[error("{at} leads nowhere: {deepest} {why}")]
    NoSuchPlace {
        /// The pointer as given.
        at: String,
        /// The deepest part of it that exists.
        deepest: String,
        /// What is there instead.
        why: String,
    },
}

/// Makes the edits, one after the other.
pub fn apply(body: &Bytes, edits: &[Edit]) -> Result<Bytes, DraftError> {
    edits.iter().try_fold(body.clone(), |body, edit| {
        let document = Document::parse(body).map_err(DraftError::NotJson)?;
        match edit {
            Edit::Set { at, json } => set(&document, at, json),
            Edit::Unset { at } => unset(&document, at),
        }
    })
}

fn set(document: &Document, at: &Pointer, json: &str) -> Result<Bytes, DraftError> {
    let json = json.trim_matches([' ', '\t', '\r', '\n']);
    if json.as_bytes().starts_with(BYTE_ORDER_MARK) {
        let what = "a byte order mark, which can only stand at the beginning of a body".to_owned();
        let why = SyntaxError { what, offset: 0, line: 1, column: 1, gave_up: false };
        return Err(DraftError::ValueNotJson { at: at.to_string(), why });
    }
    Document::parse(Bytes::copy_from_slice(json.as_bytes()))
        .map_err(|why| DraftError::ValueNotJson { at: at.to_string(), why })?;
    if let Some(value) = at.get(document) {
        return Ok(splice(document, value.span(), json));
    }
    let (parent, name) = parent(document, at)?;
    match parent.form() {
        Form::Object => Ok(append(document, parent, Some(name), json)),
        Form::Array if name == "-" || array_index(name) == Some(parent.len()) => {
            Ok(append(document, parent, None, json))
        }
        Form::Array => {
            Err(nowhere(at, &Pointer::of(parent), format!("has {} elements; use - to append", parent.len())))
        }
        form => Err(nowhere(at, &Pointer::of(parent), format!("is {}, and has no members", form.word()))),
    }
}

/// Takes every member of that name away: of two with one name, the other would else take its place.
fn unset(document: &Document, at: &Pointer) -> Result<Bytes, DraftError> {
    let (parent, name) = parent(document, at)?;
    let Some(value) = at.get(document) else {
        return Err(nowhere(at, &Pointer::of(parent), format!("has no '{name}'")));
    };
    let named = value.key_bytes();
    let leaves = |sibling: &Value<'_>| match &named {
        Some(name) => sibling.key_bytes().as_ref() == Some(name),
        None => sibling.handle() == value.handle(),
    };
    let start = |value: Value<'_>| value.key_span().map_or(value.span().0, |key| key.0);
    let siblings: Vec<_> = parent.children().collect();
    let first_kept = siblings.iter().position(|sibling| !leaves(sibling));
    // What stands before the first that stays leaves with the comma behind it, what stands after with the one before it.
    let gone = siblings.iter().enumerate().filter(|(_, sibling)| leaves(sibling)).map(|(place, &sibling)| {
        match (first_kept, siblings.get(place + 1)) {
            (Some(kept), _) if kept < place => (siblings[place - 1].span().1, sibling.span().1),
            (_, Some(&next)) => (start(sibling), start(next)),
            (_, None) => (start(sibling), sibling.span().1),
        }
    });
    let source = document.source();
    let (mut rest, mut from) = (Vec::with_capacity(source.len()), 0);
    for (begin, end) in gone {
        rest.extend_from_slice(&source[from..begin]);
        from = end;
    }
    rest.extend_from_slice(&source[from..]);
    Ok(rest.into())
}

fn parent<'a, 'p>(document: &'a Document, at: &'p Pointer) -> Result<(Value<'a>, &'p str), DraftError> {
    let Some((name, path)) = at.tokens().split_last() else {
        return Err(nowhere(at, at, "is the whole body; give a whole body instead".to_owned()));
    };
    let above = path.iter().fold(Pointer::default(), |pointer, token| pointer.child(token.as_str()));
    let (found, reached) = above.follow(document);
    let Some(parent) = found else {
        let deepest = path[..reached].iter().fold(Pointer::default(), |pointer, token| pointer.child(token.as_str()));
        return Err(nowhere(at, &deepest, format!("has no '{}'", path[reached])));
    };
    Ok((parent, name))
}

fn nowhere(at: &Pointer, deepest: &Pointer, why: String) -> DraftError {
    let deepest = if deepest.tokens().is_empty() { "the body".to_owned() } else { deepest.to_string() };
    let at = if at.tokens().is_empty() { "''".to_owned() } else { at.to_string() };
    DraftError::NoSuchPlace { at, deepest, why }
}

/// Adds a member or element behind the last one, with the white space that stands before that one.
fn append(document: &Document, parent: Value<'_>, name: Option<&str>, json: &str) -> Bytes {
    let source = document.source();
    let last = parent.children().last();
    let colon = last.and_then(|last| Some(&source[last.key_span()?.1..last.span().0])).map(String::from_utf8_lossy);
    let entry = match name {
        Some(name) => format!("{}{}{json}", encode_string(name), colon.as_deref().unwrap_or(":")),
        None => json.to_owned(),
    };
    let Some(last) = last else {
        let (start, end) = parent.span();
        return splice(document, (start + 1, end - 1), &entry);
    };
    let start = last.key_span().map_or(last.span().0, |key| key.0);
    let blank = source[..start].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    let space = String::from_utf8_lossy(&source[start - blank..start]);
    let end = last.span().1;
    splice(document, (end, end), &format!(",{space}{entry}"))
}

fn splice(document: &Document, (start, end): (usize, usize), text: &str) -> Bytes {
    let source = document.source();
    let mut out = Vec::with_capacity(source.len() + text.len());
    out.extend_from_slice(&source[..start]);
    out.extend_from_slice(text.as_bytes());
    out.extend_from_slice(&source[end..]);
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_in(body: &str, at: &str, json: &str) -> Result<String, DraftError> {
        edited(body, Edit::Set { at: Pointer::parse(at).unwrap(), json: json.into() })
    }

    fn unset_in(body: &str, at: &str) -> Result<String, DraftError> {
        edited(body, Edit::Unset { at: Pointer::parse(at).unwrap() })
    }

    fn edited(body: &str, edit: Edit) -> Result<String, DraftError> {
        let bytes = apply(&Bytes::copy_from_slice(body.as_bytes()), &[edit])?;
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[test]
    fn only_the_named_value_changes() {
        let body = "{ \"a\" : 1.0,\r\n\t\"b\":[9223372036854775807, \"\\u003c\"] }\n";
        assert_eq!(set_in(body, "/b/1", "\"x\"").unwrap(), body.replace("\"\\u003c\"", "\"x\""));
        assert_eq!(set_in(body, "/a", " null ").unwrap(), body.replace("1.0", "null"));
    }

    #[test]
    fn a_new_member_is_written_like_its_neighbours() {
        assert_eq!(set_in(r#"{"a":1}"#, "/b", "2").unwrap(), r#"{"a":1,"b":2}"#);
        assert_eq!(set_in("{\n  \"a\": 1\n}", "/b", "2").unwrap(), "{\n  \"a\": 1,\n  \"b\": 2\n}");
        assert_eq!(set_in("{}", "/a~1b", "[]").unwrap(), r#"{"a/b":[]}"#);
        assert_eq!(set_in("[1, 2]", "/-", "3").unwrap(), "[1, 2, 3]");
        assert_eq!(set_in("[]", "/0", "3").unwrap(), "[3]");
        assert_eq!(set_in("[]", "", "{}").unwrap(), "{}");
    }

    #[test]
    fn a_member_leaves_with_its_comma() {
        assert_eq!(unset_in(r#"{"a":1, "b":2}"#, "/a").unwrap(), r#"{"b":2}"#);
        assert_eq!(unset_in(r#"{"a":1, "b":2}"#, "/b").unwrap(), r#"{"a":1}"#);
        assert_eq!(unset_in(r#"{"a":[1]}"#, "/a/0").unwrap(), r#"{"a":[]}"#);
        assert_eq!(unset_in("[1,2,2,3]", "/1").unwrap(), "[1,2,3]");
        assert_eq!(unset_in(r#"{"a":1,"b":2,"a":3}"#, "/a").unwrap(), r#"{"b":2}"#, "both of one name");
        assert_eq!(unset_in(r#"{"b":0, "a":1, "a":3, "c":2, "a":4 }"#, "/a").unwrap(), r#"{"b":0, "c":2 }"#);
        assert_eq!(unset_in(r#"{ "a":1, "a":3 }"#, "/a").unwrap(), "{  }");
        let many = format!("{{{}\"b\":0}}", "\"a\":1,".repeat(100_000));
        assert_eq!(unset_in(&many, "/a").unwrap(), r#"{"b":0}"#, "however many they are");
    }

    #[test]
    fn what_cannot_be_done_is_told_with_its_place() {
        let told = |result: Result<String, DraftError>| result.unwrap_err().to_string();
        assert!(told(set_in("nope", "/a", "1")).contains("not JSON"));
        assert!(told(set_in("{}", "/a", "x")).contains("a string needs its quotes"));
        assert!(told(set_in(r#"{"a":{}}"#, "/a/b/c", "1")).contains("/a has no 'b'"));
        assert!(told(set_in(r#"{"a":1}"#, "/a/b", "1")).contains("is a number"));
        assert!(told(set_in("[1]", "/5", "1")).contains("has 1 elements"));
        assert!(told(unset_in("{}", "/a")).contains("the body has no 'a'"));
        assert!(told(unset_in("{}", "")).starts_with("'' leads nowhere: the body is the whole body"));
        assert!(told(set_in("{}", "/a", "\u{feff}7")).contains("byte order mark"));
    }
}
