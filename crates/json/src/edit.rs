//! Edits of a JSON text. Everything outside the edited values keeps its bytes.
//!
//! An edit splices the source text instead of serializing it again, so numbers, escapes, member
//! order and white space survive.

use bytes::Bytes;

use crate::document::Document;
use crate::error::SyntaxError;
use crate::form::Form;
use crate::parser::BYTE_ORDER_MARK;
use crate::pointer::{Pointer, array_index};
use crate::string::encode_string;
use crate::value::Value;

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the value at a pointer, or adds the member if its object exists.
    Set {
        /// The pointer to the value.
        at: Pointer,
        /// A JSON value, inserted as written.
        json: String,
    },
    /// Removes a member or element.
    Unset {
        /// The pointer to the value.
        at: Pointer,
    },
}

/// Why an edit failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The body is not JSON.
    #[error("the body is not JSON ({0}), so no member of it can be set or unset; give a whole body instead")]
    NotJson(SyntaxError),
    /// The new value is not JSON.
    #[error("the value for {at} is not JSON: {why}; a string needs its quotes, for example --set '{at}=\"text\"'")]
    ValueNotJson {
        /// The pointer to the value.
        at: String,
        /// The syntax error.
        why: SyntaxError,
    },
    /// The pointer leads to nothing.
    #[error("{at} leads nowhere: {deepest} {why}")]
    NotFound {
        /// The pointer as given.
        at: String,
        /// The longest prefix that exists.
        deepest: String,
        /// What the document has there instead.
        why: String,
    },
}

/// Applies the edits in order.
pub fn apply(body: &Bytes, edits: &[Edit]) -> Result<Bytes, EditError> {
    edits.iter().try_fold(body.clone(), |body, edit| {
        let document = Document::parse(body).map_err(EditError::NotJson)?;
        match edit {
            Edit::Set { at, json } => set(&document, at, json),
            Edit::Unset { at } => unset(&document, at),
        }
    })
}

fn set(document: &Document, at: &Pointer, json: &str) -> Result<Bytes, EditError> {
    let json = json.trim_matches([' ', '\t', '\r', '\n']);
    if json.as_bytes().starts_with(BYTE_ORDER_MARK) {
        let what = "a byte order mark, which is only allowed at the start of a body".to_owned();
        let why = SyntaxError { what, offset: 0, line: 1, column: 1, gave_up: false };
        return Err(EditError::ValueNotJson { at: at.to_string(), why });
    }
    Document::parse(Bytes::copy_from_slice(json.as_bytes()))
        .map_err(|why| EditError::ValueNotJson { at: at.to_string(), why })?;
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
            Err(not_found(at, &Pointer::of(parent), format!("has {} elements; use - to append", parent.len())))
        }
        form => Err(not_found(at, &Pointer::of(parent), format!("is {}, and has no members", form.word()))),
    }
}

/// Removes every member with the name. Otherwise the other one of two would become effective.
fn unset(document: &Document, at: &Pointer) -> Result<Bytes, EditError> {
    let (parent, name) = parent(document, at)?;
    let Some(value) = at.get(document) else {
        return Err(not_found(at, &Pointer::of(parent), format!("has no '{name}'")));
    };
    let named = value.key_bytes();
    let is_removed = |sibling: &Value<'_>| match &named {
        Some(name) => sibling.key_bytes().as_ref() == Some(name),
        None => sibling.handle() == value.handle(),
    };
    let start = |value: Value<'_>| value.key_span().map_or(value.span().0, |key| key.0);
    let siblings: Vec<_> = parent.children().collect();
    let first_kept = siblings.iter().position(|sibling| !is_removed(sibling));
    // A member before the first remaining one takes the comma after it; a later one takes the comma
    // before it.
    let removed =
        siblings.iter().enumerate().filter(|(_, sibling)| is_removed(sibling)).map(|(place, &sibling)| {
            match (first_kept, siblings.get(place + 1)) {
                (Some(kept), _) if kept < place => (siblings[place - 1].span().1, sibling.span().1),
                (_, Some(&next)) => (start(sibling), start(next)),
                (_, None) => (start(sibling), sibling.span().1),
            }
        });
    let source = document.source();
    let (mut rest, mut from) = (Vec::with_capacity(source.len()), 0);
    for (begin, end) in removed {
        rest.extend_from_slice(&source[from..begin]);
        from = end;
    }
    rest.extend_from_slice(&source[from..]);
    Ok(rest.into())
}

fn parent<'a, 'p>(document: &'a Document, at: &'p Pointer) -> Result<(Value<'a>, &'p str), EditError> {
    let Some((name, path)) = at.tokens().split_last() else {
        return Err(not_found(at, at, "is the whole body; give a whole body instead".to_owned()));
    };
    let above = path.iter().fold(Pointer::default(), |pointer, token| pointer.child(token.as_str()));
    let (found, reached) = above.follow(document);
    let Some(parent) = found else {
        let deepest = path[..reached].iter().fold(Pointer::default(), |pointer, token| pointer.child(token.as_str()));
        return Err(not_found(at, &deepest, format!("has no '{}'", path[reached])));
    };
    Ok((parent, name))
}

fn not_found(at: &Pointer, deepest: &Pointer, why: String) -> EditError {
    let deepest = if deepest.tokens().is_empty() { "the body".to_owned() } else { deepest.to_string() };
    let at = if at.tokens().is_empty() { "''".to_owned() } else { at.to_string() };
    EditError::NotFound { at, deepest, why }
}

/// Adds a member or element at the end, with the white space that precedes the last one.
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

    fn set_in(body: &str, at: &str, json: &str) -> Result<String, EditError> {
        edited(body, Edit::Set { at: Pointer::parse(at).unwrap(), json: json.into() })
    }

    fn unset_in(body: &str, at: &str) -> Result<String, EditError> {
        edited(body, Edit::Unset { at: Pointer::parse(at).unwrap() })
    }

    fn edited(body: &str, edit: Edit) -> Result<String, EditError> {
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
    fn a_new_member_is_formatted_like_its_neighbors() {
        assert_eq!(set_in(r#"{"a":1}"#, "/b", "2").unwrap(), r#"{"a":1,"b":2}"#);
        assert_eq!(set_in("{\n  \"a\": 1\n}", "/b", "2").unwrap(), "{\n  \"a\": 1,\n  \"b\": 2\n}");
        assert_eq!(set_in("{}", "/a~1b", "[]").unwrap(), r#"{"a/b":[]}"#);
        assert_eq!(set_in("[1, 2]", "/-", "3").unwrap(), "[1, 2, 3]");
        assert_eq!(set_in("[]", "/0", "3").unwrap(), "[3]");
        assert_eq!(set_in("[]", "", "{}").unwrap(), "{}");
    }

    #[test]
    fn a_member_is_removed_with_its_comma() {
        assert_eq!(unset_in(r#"{"a":1, "b":2}"#, "/a").unwrap(), r#"{"b":2}"#);
        assert_eq!(unset_in(r#"{"a":1, "b":2}"#, "/b").unwrap(), r#"{"a":1}"#);
        assert_eq!(unset_in(r#"{"a":[1]}"#, "/a/0").unwrap(), r#"{"a":[]}"#);
        assert_eq!(unset_in("[1,2,2,3]", "/1").unwrap(), "[1,2,3]");
        assert_eq!(unset_in(r#"{"a":1,"b":2,"a":3}"#, "/a").unwrap(), r#"{"b":2}"#, "both of one name");
        assert_eq!(unset_in(r#"{"b":0, "a":1, "a":3, "c":2, "a":4 }"#, "/a").unwrap(), r#"{"b":0, "c":2 }"#);
        assert_eq!(unset_in(r#"{ "a":1, "a":3 }"#, "/a").unwrap(), "{  }");
        let many = format!("{{{}\"b\":0}}", "\"a\":1,".repeat(100_000));
        assert_eq!(unset_in(&many, "/a").unwrap(), r#"{"b":0}"#, "any number of them");
    }

    #[test]
    fn errors_name_the_pointer() {
        let message = |result: Result<String, EditError>| result.unwrap_err().to_string();
        assert!(message(set_in("nope", "/a", "1")).contains("not JSON"));
        assert!(message(set_in("{}", "/a", "x")).contains("a string needs its quotes"));
        assert!(message(set_in(r#"{"a":{}}"#, "/a/b/c", "1")).contains("/a has no 'b'"));
        assert!(message(set_in(r#"{"a":1}"#, "/a/b", "1")).contains("is a number"));
        assert!(message(set_in("[1]", "/5", "1")).contains("has 1 elements"));
        assert!(message(unset_in("{}", "/a")).contains("the body has no 'a'"));
        assert!(message(unset_in("{}", "")).starts_with("'' leads nowhere: the body is the whole body"));
        assert!(message(set_in("{}", "/a", "\u{feff}7")).contains("byte order mark"));
    }
}
