//! When two values are the same one: exactly, or written differently.
//!
//! `1.0` and `1` are one number, `2026-01-01T00:00:00Z` and `2026-01-01T01:00:00+01:00` one instant (RFC 3339). No number
//! passes through a float, and nothing recurses: a document's fingerprints are made from its last value to its first.

use foldhash::quality::{FixedState, FoldHasher};
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

use hookglass_json::{Document, Form, Value};

/// An integer of at most so many digits is told by its digits, every other number by its decimal.
const PLAIN_DIGITS: i64 = 18;

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The same value; a string's escapes do not count.
    Same,
    /// The same value, written differently.
    Rewritten,
    /// Two values.
    Other,
}

/// Compares two values, members in any order.
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

/// What there is to say about two spellings of one value.
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

/// A number's value without a float: sign, digits without zeros at either end, and the power of ten of the last. `None`
/// when the exponent is beyond 64 bits.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
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

/// The instant that a text names, if it is an RFC 3339 one. A leap second is none: no clock tells it from the one before.
pub fn instant(text: Option<&[u8]>) -> Option<Timestamp> {
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

/// Whether two values are the same as RFC 6902 wants it: numbers by their value, texts by their characters, members in
/// any order.
pub fn equal(old: Value<'_>, new: Value<'_>) -> bool {
    alike(old, new, |old, new| match (old.form(), new.form()) {
        (Form::Number, Form::Number) => same_number(old, new),
        _ => of(old, new) == Sameness::Same,
    })
}

/// Whether two values have the same members and elements, and their scalars compare.
fn alike(old: Value<'_>, new: Value<'_>, mut scalars: impl FnMut(Value<'_>, Value<'_>) -> bool) -> bool {
    // Only once: texts in texts would be read again on every level.
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

/// What a scalar is known by among its like: strings by their characters, numbers by their digits.
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

/// Fingerprints of the values of one document, made for a stretch of them when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    stretches: BTreeMap<u32, Stretch>,
}

/// The fingerprint of every value of a stretch. Equal values have equal fingerprints, whatever their spelling and the
/// order of their members. Should two different ones share one, they are paired, and their differences found in them.
#[derive(Debug)]
pub(super) struct Stretch {
    first: u32,
    made: Vec<u64>,
}

impl Fingerprints {
    /// The fingerprints of the values with these handles. A stretch is asked for before the stretches in it.
    pub(super) fn of(&mut self, document: &Document, handles: Range<u32>) -> &Stretch {
        let before = self.stretches.range(..=handles.start).next_back();
        let known = before.filter(|(_, stretch)| stretch.first as usize + stretch.made.len() >= handles.end as usize);
        let first = known.map_or(handles.start, |(&first, _)| first);
        if known.is_none() {
            self.stretches.insert(first, Stretch::of(document, handles));
        }
        &self.stretches[&first]
    }
}

impl Stretch {
    fn of(document: &Document, handles: Range<u32>) -> Self {
        let mut stretch = Self { first: handles.start, made: vec![0; handles.len()] };
        for handle in handles.rev() {
            let print = stretch.fingerprint(document.value_at(handle));
            stretch.made[(handle - stretch.first) as usize] = print;
        }
        stretch
    }

    pub(super) fn get(&self, value: Value<'_>) -> u64 {
        self.made[(value.handle() - self.first) as usize]
    }

    fn fingerprint(&self, value: Value<'_>) -> u64 {
        let mut hasher = new_hasher();
        match value.form() {
            Form::Object => {
                let sum = |sum: u64, member: Value<'_>| {
                    let mut hasher = new_hasher();
                    hasher.write(&member.key_bytes().unwrap_or_default());
                    hasher.write_u64(self.get(member));
                    sum.wrapping_add(hasher.finish())
                };
                let all = match value.has_distinct_names() {
                    true => value.children().fold(0, sum),
                    false => value.members().into_iter().fold(0, sum),
                };
                (1_u8, all).hash(&mut hasher);
            }
            Form::Array => {
                hasher.write_u8(2);
                value.children().for_each(|element| hasher.write_u64(self.get(element)));
            }
            Form::String => {
                let text = value.string_bytes().unwrap_or_default();
                match instant(Some(&text)) {
                    Some(at) => (3_u8, at.as_nanosecond()).hash(&mut hasher),
                    None => {
                        hasher.write_u8(4);
                        hasher.write(&text);
                    }
                }
            }
            Form::Number => fingerprint_number(value.digits().unwrap_or_default(), &mut hasher),
            form => hasher.write_u8(form as u8 + 16),
        }
        hasher.finish()
    }
}

/// The same in every run, so that a comparison is.
fn new_hasher() -> FoldHasher<'static> {
    FixedState::default().build_hasher()
}

fn fingerprint_number(text: &str, hasher: &mut FoldHasher<'_>) {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = |hasher: &mut FoldHasher<'_>, text: &str| (5_u8, text).hash(hasher);
    if digits.len() <= PLAIN_DIGITS as usize && digits != "0" && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain(hasher, text);
    }
    match decimal(text) {
        Some((negative, digits, zeros))
            if (0..=PLAIN_DIGITS).contains(&zeros)
                && digits.len() as i64 + zeros <= PLAIN_DIGITS
                && !digits.is_empty() =>
        {
            let sign = if negative { "-" } else { "" };
            plain(hasher, &format!("{sign}{digits}{}", "0".repeat(zeros as usize)));
        }
        Some(decimal) => (6_u8, decimal).hash(hasher),
        None => (7_u8, text).hash(hasher),
    }
}
