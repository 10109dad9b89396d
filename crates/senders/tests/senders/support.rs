//! The test harness.

use bytes::Bytes;
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use jiff::Timestamp;

/// A request, as the receiver provides it.
pub(crate) fn capture(target: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Capture {
    Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: target.into(),
        headers: Headers::from_pairs(headers.iter().copied()),
        body: body.into(),
        cut: None,
    }
}
