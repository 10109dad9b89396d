//! Hashes of values that are equal whenever the values are, whatever their spelling.

use foldhash::quality::{FixedState, FoldHasher};
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

use crate::sameness::{decimal, instant};
use hookglass_json::{Document, Form, Value};

/// Integers of at most this many digits are hashed by their digits, other numbers by their exact
/// value.
const MAX_PLAIN_DIGITS: i64 = 18;

/// The fingerprints of one document, computed for a range of values on first use.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    ranges: BTreeMap<u32, FingerprintRange>,
}

/// The fingerprints of a range of values. Equal values have equal fingerprints, in any spelling and
/// member order. If two different values collide, they are paired and their differences still show
/// up.
#[derive(Debug)]
pub(super) struct FingerprintRange {
    first: u32,
    prints: Vec<u64>,
}

impl Fingerprints {
    /// The fingerprints of the values with these handles. A range must be requested before the
    /// ranges inside it.
    pub(super) fn of(&mut self, document: &Document, handles: Range<u32>) -> &FingerprintRange {
        let before = self.ranges.range(..=handles.start).next_back();
        let known = before.filter(|(_, range)| range.first as usize + range.prints.len() >= handles.end as usize);
        let first = known.map_or(handles.start, |(&first, _)| first);
        if known.is_none() {
            self.ranges.insert(first, FingerprintRange::of(document, handles));
        }
        &self.ranges[&first]
    }
}

impl FingerprintRange {
    fn of(document: &Document, handles: Range<u32>) -> Self {
        let mut range = Self { first: handles.start, prints: vec![0; handles.len()] };
        for handle in handles.rev() {
            let print = range.fingerprint(document.value_at(handle));
            range.prints[(handle - range.first) as usize] = print;
        }
        range
    }

    pub(super) fn get(&self, value: Value<'_>) -> u64 {
        self.prints[(value.handle() - self.first) as usize]
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

/// Uses the same seed in every run, so comparisons are reproducible.
fn new_hasher() -> FoldHasher<'static> {
    FixedState::default().build_hasher()
}

fn fingerprint_number(text: &str, hasher: &mut FoldHasher<'_>) {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = |hasher: &mut FoldHasher<'_>, text: &str| (5_u8, text).hash(hasher);
    if digits.len() <= MAX_PLAIN_DIGITS as usize && digits != "0" && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain(hasher, text);
    }
    match decimal(text) {
        Some((negative, digits, zeros))
            if (0..=MAX_PLAIN_DIGITS).contains(&zeros)
                && digits.len() as i64 + zeros <= MAX_PLAIN_DIGITS
                && !digits.is_empty() =>
        {
            let sign = if negative { "-" } else { "" };
            plain(hasher, &format!("{sign}{digits}{}", "0".repeat(zeros as usize)));
        }
        Some(decimal) => (6_u8, decimal).hash(hasher),
        None => (7_u8, text).hash(hasher),
    }
}
