//! Measures recognition and linting of an event, which the receiver runs before it answers.
//!
//! `cargo xtask bench` runs it. Targets: under 50 µs for an event of 2 KB, under 100 ms for one of
//! 10 MiB.

#![expect(clippy::unwrap_used, missing_docs, reason = "a benchmark that cannot continue should stop")]

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    signature::sha256,
};
use hookglass_testkit::corpus;
use jiff::Timestamp;
use std::{hint::black_box, time::Duration};

fn capture(body: Vec<u8>) -> Capture {
    Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: "/".into(),
        headers: Headers::from_pairs(corpus::authgear_headers(b"", corpus::SECRET)),
        body: Bytes::from(body),
        cut: None,
    }
}

fn event(name: &str) -> Vec<u8> {
    corpus::compact(&corpus::events().into_iter().find(|fixture| fixture.name == name).unwrap().bytes)
}

/// An event of about 10 MiB with this member: one long string, or many small objects.
fn large(member: &str) -> Vec<u8> {
    let text = String::from_utf8(event("user.created")).unwrap();
    text.replacen(r#""custom_attributes":{}"#, &format!(r#""custom_attributes":{{"x":{member}}}"#), 1).into_bytes()
}

fn reading(criterion: &mut Criterion) {
    let objects: Vec<String> =
        (0..180_000).map(|n| format!(r#"{{"id":"{n:06}","name":"member {n:06}","ok":true}}"#)).collect();
    let mut bodies = vec![
        ("2 KB, user.created", event("user.created")),
        ("2 KB, identity.email.updated", event("identity.email.updated")),
        ("10 MiB, one string", large(&format!("\"{}\"", "x".repeat(10 << 20)))),
        ("10 MiB, small objects", large(&format!("[{}]", objects.join(",")))),
    ];
    let text = String::from_utf8(event("identity.email.updated")).unwrap();
    bodies.push(("10 MiB, unknown members", {
        let members: Vec<String> = (0..400_000).map(|n| format!(r#""member{n:06}":"{n:06}""#)).collect();
        text.replacen(r#""payload":{"#, &format!(r#""payload":{{{},"#, members.join(",")), 1).into_bytes()
    }));
    let mut group = criterion.benchmark_group("recognize and lint");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for (name, body) in bodies {
        let capture = capture(body);
        group.throughput(Throughput::Bytes(capture.body.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let parsed = ParsedRequest::of(black_box(&capture), Budget::WAITING);
                (parsed.findings(&capture), parsed)
            });
        });
    }
    group.finish();
    // For comparison: the cost of reading the bytes once.
    let body = event("user.created");
    criterion.bench_function("SHA-256 of 2 KB", |bencher| bencher.iter(|| sha256(black_box(&body))));
}

criterion_group!(benches, reading);
criterion_main!(benches);
