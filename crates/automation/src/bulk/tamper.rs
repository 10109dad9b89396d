//! Applying the faults of a step to a request.

use bytes::Bytes;

use super::step::Tampering;
use hookglass_request::headers::Headers;
use hookglass_senders::signature;

impl Tampering {
    /// Applies the faults to the headers and the body of a signed request.
    pub fn of(&self, headers: Headers, body: Bytes) -> Tampered {
        let broken = if self.broken_signature { signature::broken(&headers) } else { None };
        let kept = self.keep.filter(|_| !body.is_empty()).map(|keep| {
            let part = body.len() as u128 * u128::from(keep.min(999)) / 1000;
            body.slice(..usize::try_from(part).unwrap_or(0))
        });
        let applied = AppliedFaults { signature: broken.is_some(), body: kept.is_some() };
        Tampered { headers: broken.unwrap_or(headers), body: kept.unwrap_or(body), applied }
    }
}

/// A request with its faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tampered {
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Bytes,
    /// The faults that could be applied.
    pub applied: AppliedFaults,
}

/// The faults that could be applied. A missing signature cannot be broken, and an empty body cannot
/// be truncated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AppliedFaults {
    /// The signature was broken.
    pub signature: bool,
    /// The body was truncated.
    pub body: bool,
}
