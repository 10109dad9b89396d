//! What a request's signature headers claim. Kept out: secrets, and whether the claim is true.

use std::str;
use subtle::Choice;

use super::scheme::Scheme;
use hookglass_request::headers::Headers;

/// What the headers of one scheme claim.
#[derive(Debug)]
pub(super) struct Claim<'a> {
    pub(super) scheme: Scheme,
    /// What is signed in front of the body.
    pub(super) before_body: Vec<u8>,
    /// The signatures, as the scheme writes a MAC. At least one.
    pub(super) given: Vec<&'a [u8]>,
    /// How many of them have to verify.
    pub(super) rule: Rule,
    /// When it was signed, UNIX seconds.
    pub(super) signed_at: Option<i64>,
}

/// How many of several signatures have to verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Several header lines are ambiguous, so each has to verify.
    Every,
    /// Several entries in one header are a key rotation.
    Any,
}

impl<'a> Claim<'a> {
    /// The claim of a scheme that signs only the body: every line of the header is a signature.
    pub(super) fn of_lines(scheme: Scheme, name: &str, headers: &'a Headers) -> Self {
        let lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name));
        let given = lines.map(|(_, value)| value).collect();
        Self { scheme, before_body: Vec::new(), given, rule: Rule::Every, signed_at: None }
    }

    /// Whether enough of the given signatures are equal. Compares every one, so that the time does not depend on the result.
    pub(super) fn is_met(&self, equal: impl Fn(&[u8]) -> Choice) -> bool {
        let equals = self.given.iter().map(|given| equal(given));
        bool::from(match self.rule {
            Rule::Every => equals.fold(Choice::from(1), |all, one| all & one),
            Rule::Any => equals.fold(Choice::from(0), |any, one| any | one),
        })
    }
}

/// The value of a header that occurs once. If several lines differ, receivers do not agree which one counts.
pub(super) fn single_line<'a>(headers: &'a Headers, name: &str) -> Result<Option<&'a [u8]>, String> {
    let mut lines = headers.iter().filter(|(line, _)| line.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let first = lines.next();
    if lines.any(|other| Some(other) != first) {
        return Err(format!("there are several headers {name}, and nothing says which one counts"));
    }
    Ok(first)
}

/// UNIX seconds.
pub(super) fn seconds(digits: &[u8]) -> Option<i64> {
    str::from_utf8(digits).ok()?.parse().ok()
}
