//! The domain against the corpus: what is understood of events, said of them, and made up like them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod awkward_differences;
mod chains;
mod corpus;
mod explain;
mod findings;
mod junit;
mod request_text;
mod samples;
mod senders;
mod snapshots;
mod verdicts;
mod windows;

use bytes::Bytes;
use hookglass_domain::{
    capture::{Capture, Version},
    headers::Headers,
};
use jiff::Timestamp;

/// A request as the receiver hands it on.
fn capture(target: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Capture {
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
