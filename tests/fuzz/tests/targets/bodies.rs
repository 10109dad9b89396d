//! Bodies of events.

use bolero::check;
use bytes::Bytes;
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, ParsedRequest},
};
use jiff::Timestamp;

use crate::spelling::spell;

pub(crate) fn capture(headers: &[(&str, &str)], body: &[u8]) -> Capture {
    Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: b"/a?b=c".to_vec(),
        headers: Headers::from_pairs(headers.iter().copied()),
        body: Bytes::copy_from_slice(body),
        cut: None,
    }
}

#[test]
fn any_body_is_recognized_or_kept_within_its_budget() {
    let words: [&[u8]; 36] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\"",
        b"\\",
        b" ",
        b"null",
        b"1e999",
        b"-0",
        b"1.50",
        b"\"id\":",
        b"\"seq\":",
        b"\"type\":",
        b"\"payload\":",
        b"\"context\":",
        b"\"user_id\":",
        b"\"user.created\"",
        b"\"identity.email.added\"",
        b"\"user\":{",
        b"\"old_identity\":",
        b"\"new_identity\":",
        b"\"x\"",
        b"\\ud800",
        b"\xef\xbb\xbf",
        b"\xff",
        b"a=b",
        b"&",
        b"token=x",
        b"%41",
        b"\x1f\x8b\x08",
        b"\x78\x9c",
        b"\r\n",
        b"\0",
    ];
    let headers = [
        &[][..],
        &[("Content-Type", "application/json"), ("X-Authgear-Body-Signature", "00")],
        &[("Content-Type", "application/x-www-form-urlencoded")],
        &[("Content-Encoding", "gzip")],
        &[
            ("Content-Encoding", "deflate"),
            ("webhook-id", "m"),
            ("webhook-timestamp", "1"),
            ("webhook-signature", "v1,x"),
        ],
        &[("X-GitHub-Event", "push"), ("Stripe-Signature", "t=1,v1=x")],
    ];
    let budget = Budget { bytes: 4_096, values: 64 };
    check!().with_iterations(4_000).with_max_len(200).for_each(|bytes: &[u8]| {
        let Some((first, bytes)) = bytes.split_first() else { return };
        let body = spell(bytes, &words);
        let parsed = ParsedRequest::of(&capture(headers[usize::from(*first) % headers.len()], &body), budget);
        let is_raw = parsed.envelope.vendor == Vendor::Generic && parsed.envelope.note.is_some();
        assert!(!is_raw, "reading a body panicked: {body:?}");
        assert!(parsed.decoded.bytes.len() <= budget.bytes.max(body.len()));
        for (start, end) in parsed.masked() {
            assert!(start <= end && end <= parsed.decoded.bytes.len(), "{body:?}");
        }
    });
}
