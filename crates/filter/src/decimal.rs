//! Exact comparison of JSON numbers of any size.

use std::cmp::Ordering;

/// Whether a text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// Compares two numbers. `None` if one of them is not a number. Exponents beyond 64 bits saturate.
pub(crate) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Decimal::of(one)?, Decimal::of(other)?);
    Some(match (one.sign(), other.sign()) {
        (1, 1) => one.size(&other),
        (-1, -1) => other.size(&one),
        (one, other) => one.cmp(&other),
    })
}

/// `0.digits` times a power of ten.
struct Decimal {
    negative: bool,
    /// The digits without zeros at either end; empty for zero.
    digits: String,
    power: i64,
}

impl Decimal {
    fn of(text: &str) -> Option<Self> {
        let (negative, whole, fraction, exponent) = parts(text)?;
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let leading = i64::try_from(all.len() - digits.len()).unwrap_or(i64::MAX);
        let point = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let power = exponent.saturating_add(point - leading);
        Some(Self { negative, digits: digits.trim_end_matches('0').to_owned(), power })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (_, true) => -1,
            _ => 1,
        }
    }

    fn size(&self, other: &Self) -> Ordering {
        self.power.cmp(&other.power).then_with(|| self.digits.cmp(&other.digits))
    }
}

/// The sign, the digits before and after the point, and the exponent (RFC 8259, 6).
fn parts(text: &str) -> Option<(bool, &str, &str, i64)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], exponent(&rest[at + 1..])?),
        None => (rest, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) if are_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (mantissa, ""),
    };
    let plain = are_digits(whole) && (whole == "0" || !whole.starts_with('0'));
    plain.then_some((negative, whole, fraction, exponent))
}

fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !are_digits(digits) {
        return None;
    }
    let size = digits.parse().unwrap_or(i64::MAX);
    Some(if negative { -size } else { size })
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value_beyond_any_float() {
        for (one, other, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("100", "1e2", Ordering::Equal),
            ("-0", "0.00", Ordering::Equal),
            ("0.1", "10E-2", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("-9007199254740993", "-9007199254740992", Ordering::Less),
            ("0.30000000000000004", "0.3", Ordering::Greater),
            ("2", "10", Ordering::Less),
            ("-2", "1", Ordering::Less),
            ("0.002", "0.01", Ordering::Less),
            ("1e400", "9e399", Ordering::Greater),
            ("1e99999999999999999999", "2", Ordering::Greater),
        ] {
            assert_eq!(compare(one, other), Some(expected), "{one} {other}");
            assert_eq!(compare(other, one), Some(expected.reverse()), "{other} {one}");
        }
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "0x1", "Infinity", "1 "] {
            assert!(!is_number(text), "{text}");
        }
    }
}
