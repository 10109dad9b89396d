//! The claim in the signature headers of a request. Kept out: secrets, and whether the claim is
//! true.

use std::str;
use subtle::Choice;

use super::scheme::Scheme;
use hookglass_request::headers::Headers;

/// The claim in the headers of one scheme.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) scheme: Scheme,
    /// The bytes that are signed before the body.
    pub(super) before_body: Vec<u8>,
    /// The signatures, in the scheme's encoding of a MAC. At least one.
    pub(super) given: Vec<&'a [u8]>,
    /// How many signatures must verify.
    pub(super) rule: Rule,
    /// When it was signed, in UNIX seconds.
    pub(super) signed_at: Option<i64>,
}

/// How many of several signatures must verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Several header lines are ambiguous, so every signature must verify.
    Every,
    /// Several entries in one header are a key rotation, so one signature must verify.
    Any,
}

impl<'a> Claim<'a> {
    /// The claim of a scheme that signs only the body. Every line of the header is a signature.
    pub(super) fn of_lines(scheme: Scheme, name: &str, headers: &'a Headers) -> Self {
        let lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name));
        let given = lines.map(|(_, value)| value).collect();
        Self { scheme, before_body: Vec::new(), given, rule: Rule::Every, signed_at: None }
    }

    /// Whether enough of the given signatures are equal. Compares every signature, so that the time
    /// does not depend on the result.
    pub(super) fn is_met(&self, equal: impl Fn(&[u8]) -> Choice) -> bool {
        let equals = self.given.iter().map(|given| equal(given));
        bool::from(match self.rule {
            Rule::Every => equals.fold(Choice::from(1), |all, one| all & one),
            Rule::Any => equals.fold(Choice::from(0), |any, one| any | one),
        })
    }
}

/// The value of a header that must have one value. If its lines differ, receivers disagree about
/// which one counts.
pub(super) fn single_line<'a>(headers: &'a Headers, name: &str) -> Result<Option<&'a [u8]>, String> {
    let mut lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let first = lines.next();
    if lines.any(|other| Some(other) != first) {
        return Err(format!("several {name} headers have different values"));
    }
    Ok(first)
}

/// Parses UNIX seconds.
pub(super) fn seconds(digits: &[u8]) -> Option<i64> {
    str::from_utf8(digits).ok()?.parse().ok()
}
