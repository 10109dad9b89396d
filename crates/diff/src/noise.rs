//! Changes without information: times, ids, and the paths that the user ignores.
//!
//! Noise is recognized by the two values and the name of the member. Only two scalars of one type
//! are noise; added, removed and retyped values are not. Kept out: what happens to the noise.

use crate::change::{Change, Op};
use crate::sameness::instant;
use hookglass_json::pointer::{Pointer, PointerError};
use hookglass_json::{Form, Value};

/// The least number of hexadecimal digits in an id.
const MIN_HEX_DIGITS: usize = 16;

/// The length of a ULID.
const ULID_CHARS: usize = 26;

/// Names of members that hold ids.
const ID_NAMES: [&str; 6] = ["id", "seq", "uuid", "guid", "traceparent", "jti"];

/// Whether two values are RFC 3339 instants, or numbers in a member that `is_seconds` knows to be a
/// time.
pub fn is_time(change: &Change<'_>, is_seconds: impl FnOnce() -> bool) -> bool {
    let Some((old, new)) = scalars(change) else { return false };
    match old.form() {
        Form::String => [old, new].iter().all(|value| instant(value.string_bytes().as_deref()).is_some()),
        Form::Number => is_seconds(),
        _ => false,
    }
}

/// Whether the member's name is one of an id, or both values look like ids (UUIDs, ULIDs,
/// hexadecimal digits).
pub fn is_id(change: &Change<'_>, name: Option<&str>) -> bool {
    let Some((old, new)) = scalars(change) else { return false };
    if !matches!(old.form(), Form::String | Form::Number) {
        return false;
    }
    let called = name.is_some_and(|name| {
        let short = name.rsplit(['/', ':']).next().unwrap_or(name);
        ID_NAMES.contains(&short) || short.ends_with("_id") || short.ends_with("Id") || short.ends_with("ID")
    });
    called || [old, new].iter().all(|value| value.string().is_some_and(|text| looks_like_an_id(&text)))
}

fn scalars<'a>(change: &Change<'a>) -> Option<(Value<'a>, Value<'a>)> {
    let (old, new) = change.old.zip(change.new)?;
    (change.op == Op::Changed && !old.form().is_container() && old.form() == new.form()).then_some((old, new))
}

fn looks_like_an_id(text: &str) -> bool {
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<&str> = text.split('-').collect();
    let uuid = matches!(groups[..], [a, b, c, d, e] if [a, b, c, d, e].map(str::len) == [8, 4, 4, 4, 12])
        && groups.iter().all(|group| hexadecimal(group));
    let ulid = text.len() == ULID_CHARS
        && text.bytes().all(|byte| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"ILOU".contains(&byte)));
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    uuid || (has_digit && (ulid || (text.len() >= MIN_HEX_DIGITS && hexadecimal(text))))
}

/// A JSON Pointer in which `*` matches any single name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Pointer);

impl Pattern {
    /// Parses a pattern.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        Pointer::parse(text).map(Self)
    }

    /// Whether the pattern matches a path or one of its ancestors.
    pub fn covers(&self, tokens: &[String]) -> bool {
        let pattern = self.0.tokens();
        pattern.len() <= tokens.len()
            && pattern.iter().zip(tokens).all(|(wanted, token)| wanted == "*" || wanted == token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use hookglass_json::Document;

    fn noise(old: &str, new: &str, name: &str) -> (bool, bool) {
        let parse = |text: &str| Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap();
        let (old, new) = (parse(old), parse(new));
        let diff = crate::compare::diff(old.root(), new.root());
        (is_time(&diff.changes[0], || name == "timestamp"), is_id(&diff.changes[0], Some(name)))
    }

    #[test]
    fn times_and_ids_are_recognized_by_value_and_by_name() {
        assert_eq!(noise(r#""2026-01-01T00:00:00Z""#, r#""2026-01-02T00:00:00.5+01:00""#, "x"), (true, false));
        assert_eq!(noise(r#""2026-01-01T00:00:00Z""#, r#""yesterday""#, "x"), (false, false));
        assert_eq!(noise("1", "2", "timestamp"), (true, false));
        assert_eq!(noise("1", "2", "count"), (false, false));
        for name in ["id", "seq", "user_id", "userId"] {
            assert_eq!(noise("1", "2", name), (false, true), "{name}");
            assert_eq!(noise(r#""a""#, "2", name), (false, false), "another type is not noise");
        }
        assert_eq!(noise(r#""a""#, r#""b""#, "paid"), (false, false));
        let uuid = |digit: &str| format!(r#""4fe0{digit}6b1-1c0d-4d4e-9d6b-0f1e2d3c4b5a""#);
        assert_eq!(noise(&uuid("a"), &uuid("b"), "x"), (false, true));
        assert_eq!(noise(r#""01ARZ3NDEKTSV4RRFFQ69G5FAV""#, r#""0000000000012f4a""#, "x"), (false, true));
        assert_eq!(noise(r#""deadbeefdeadbeef""#, r#""ada@example.com""#, "x"), (false, false));
    }

    #[test]
    fn a_pattern_covers_descendants() {
        let covers =
            |pattern: &str, path: &str| Pattern::parse(pattern).unwrap().covers(Pointer::parse(path).unwrap().tokens());
        assert!(covers("/a/*/b", "/a/0/b") && covers("/a/*/b", "/a/x/b/c") && covers("", "/a"));
        assert!(!covers("/a/*/b", "/a/b") && !covers("/a", "/ab") && !covers("/a/b", "/a"));
        assert!(Pattern::parse("a").is_err());
    }
}
