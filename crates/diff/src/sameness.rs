//! When two values are the same: exactly, or in another spelling.
//!
//! `1.0` and `1` are one number, and `2026-01-01T00:00:00Z` and `2026-01-01T01:00:00+01:00` are one
//! instant (RFC 3339). No number passes through a float.

use jiff::Timestamp;
use std::borrow::Cow;

use hookglass_json::{Form, Value};

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The same value. Escapes in strings do not matter.
    Same,
    /// The same value in another spelling.
    Rewritten,
    /// Different values.
    Other,
}

/// Compares two values with members in any order.
pub(crate) fn of(old: Value<'_>, new: Value<'_>) -> Sameness {
    let (same, rewritten) = match (old.form(), new.form()) {
        (Form::String, Form::String) => {
            let texts = (old.string_bytes(), new.string_bytes());
            (texts.0 == texts.1, instant(texts.0.as_deref()).is_some_and(|at| Some(at) == instant(texts.1.as_deref())))
        }
        (Form::Number, Form::Number) => (old.raw() == new.raw(), same_number(old, new)),
        (before, after) if before == after && before.is_container() => {
            let mut rewritten = false;
            let alike = alike(old, new, |old, new| {
                let sameness = of(old, new);
                rewritten |= sameness == Sameness::Rewritten;
                sameness != Sameness::Other
            });
            (alike && !rewritten, alike)
        }
        (before, after) => (before == after, false),
    };
    match (same, rewritten) {
        (true, _) => Sameness::Same,
        (false, true) => Sameness::Rewritten,
        (false, false) => Sameness::Other,
    }
}

/// A note about two spellings of one value.
pub(super) fn note(old: Value<'_>, new: Value<'_>) -> Option<String> {
    let words = match of(old, new) {
        Sameness::Rewritten if old.form() == Form::Number => "the same number, written differently",
        Sameness::Rewritten => "the same instant, written differently",
        _ => return None,
    };
    Some(words.to_owned())
}

fn same_number(old: Value<'_>, new: Value<'_>) -> bool {
    let decimal = |value: Value<'_>| value.digits().and_then(decimal);
    decimal(old).is_some_and(|number| Some(number) == decimal(new))
}

/// A number's exact value: the sign, the digits without zeros at either end, and the exponent of
/// the last digit. `None` if the exponent exceeds 64 bits.
pub(crate) fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let kept = digits.trim_start_matches('0').trim_end_matches('0');
    if kept.is_empty() {
        return Some((false, String::new(), 0));
    }
    let trailing = digits.len() - digits.trim_end_matches('0').len();
    let last = exponent.parse::<i64>().ok()?.checked_sub(fraction.len() as i64)?.checked_add(trailing as i64)?;
    Some((negative, kept.to_owned(), last))
}

/// Parses an RFC 3339 instant. Leap seconds are rejected: as a timestamp they equal the second
/// before.
pub(crate) fn instant(text: Option<&[u8]>) -> Option<Timestamp> {
    let text = text?;
    let shaped = (20..=40).contains(&text.len())
        && [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|&(at, mark)| text[at] == mark)
        && matches!(text[10], b'T' | b't')
        && text[..4].iter().all(u8::is_ascii_digit)
        && &text[17..19] != b"60"
        && (matches!(text[text.len() - 1], b'Z' | b'z') || text[text.len() - 3] == b':');
    if !shaped {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// Whether two values are equal by RFC 6902, 4.6: numbers by value, strings by characters, members
/// in any order.
pub fn equal(old: Value<'_>, new: Value<'_>) -> bool {
    alike(old, new, |old, new| match (old.form(), new.form()) {
        (Form::Number, Form::Number) => same_number(old, new),
        _ => of(old, new) == Sameness::Same,
    })
}

/// Whether two values have the same structure, and `scalars` accepts every pair of scalars.
fn alike(old: Value<'_>, new: Value<'_>, mut scalars: impl FnMut(Value<'_>, Value<'_>) -> bool) -> bool {
    // Compared for the whole value only. On every level it would take quadratic time.
    if old.raw() == new.raw() {
        return true;
    }
    let mut todo = vec![(old, new)];
    while let Some((old, new)) = todo.pop() {
        match (old.form(), new.form()) {
            (Form::Object, Form::Object) => {
                let (olds, news) = (old.members(), new.members());
                if olds.len() != news.len() {
                    return false;
                }
                let mut names: Vec<_> = news.into_iter().map(|member| (member.key_bytes(), member)).collect();
                names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
                for member in olds {
                    let Ok(at) = names.binary_search_by(|named| named.0.cmp(&member.key_bytes())) else { return false };
                    todo.push((member, names[at].1));
                }
            }
            (Form::Array, Form::Array) if old.len() == new.len() => todo.extend(old.children().zip(new.children())),
            (before, after) => {
                if before.is_container() || after.is_container() || !scalars(old, new) {
                    return false;
                }
            }
        }
    }
    true
}

/// The identity of a scalar: the characters of a string, the digits of a number.
pub(super) fn identity(value: Value<'_>) -> Option<Cow<'_, [u8]>> {
    match value.form() {
        Form::String if value.raw().contains(&b'\\') => {
            let text = value.string_bytes()?;
            Some(Cow::Owned([b"\"", text.as_ref(), b"\""].concat()))
        }
        Form::String | Form::Number => Some(Cow::Borrowed(value.raw())),
        _ => None,
    }
}
