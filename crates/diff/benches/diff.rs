//! The time to compare two parsed documents.
//!
//! Run it with `cargo xtask bench`. The goal is less than 300 ms for arrays of 100,000 elements
//! with 1 % changed. `cargo xtask bench diff` compares the times with those of another program.

#![expect(clippy::unwrap_used, missing_docs, reason = "a benchmark stops at the first error")]

use bytes::Bytes;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hookglass_diff::diff;
use hookglass_json::Document;
use std::{hint::black_box, time::Duration};

fn list(element: impl Fn(usize, bool) -> String, edited: bool) -> Document {
    let elements: Vec<_> = (0..100_000).map(|at| element(at, edited && at % 100 == 7)).collect();
    Document::parse(Bytes::from(format!("[{}]", elements.join(",")))).unwrap()
}

fn comparing(criterion: &mut Criterion) {
    let identified = |at: usize, edited| format!(r#"{{"id":{at},"name":"{}"}}"#, if edited { "new" } else { "old" });
    let alike =
        |at: usize, edited| format!(r#"{{"n":{},"name":"{}"}}"#, at % 1_000, if edited { "new" } else { "old" });
    let number = |at: usize, edited| (if edited { at + 1_000_000 } else { at }).to_string();
    let pairs = [
        ("100,000 objects with an id", list(identified, false), list(identified, true)),
        ("100,000 objects without one", list(alike, false), list(alike, true)),
        ("100,000 numbers", list(number, false), list(number, true)),
    ];
    let mut group = criterion.benchmark_group("compare, 1 % changed");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for (name, old, new) in &pairs {
        group.throughput(Throughput::Bytes((old.source().len() + new.source().len()) as u64));
        group.bench_function(*name, |bencher| bencher.iter(|| diff(black_box(old).root(), new.root()).changes.len()));
    }
    group.finish();
}

criterion_group!(benches, comparing);
criterion_main!(benches);
