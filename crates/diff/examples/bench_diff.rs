//! Writes and measures the documents that `cargo xtask bench diff` compares.
//!
//! `bench_diff write FOLDER` writes pairs of documents with a known number of edits.
//! `bench_diff measure FOLDER NAME` prints the median times to parse and compare one pair, the
//! number of operations, and the peak memory of the process. Nothing is random: the edits are at
//! fixed positions.

#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first error")]

use bytes::Bytes;
use hookglass_diff::diff;
use hookglass_json::Document;
use hookglass_testkit::corpus;
use std::{fmt::Write as _, fs, path::Path, time::Instant};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", folder] => write(Path::new(folder)),
        ["measure", folder, name] => measure(Path::new(folder), name),
        _ => panic!("bench_diff write FOLDER | measure FOLDER NAME"),
    }
}

fn write(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let mut names = String::new();
    let mut pair = |name: &str, old: String, new: String| {
        fs::write(folder.join(format!("{name}.old.json")), old).unwrap();
        fs::write(folder.join(format!("{name}.new.json")), new).unwrap();
        writeln!(names, "{name}").unwrap();
    };
    for event in corpus::events().into_iter().filter(|event| event.name.ends_with(".updated")) {
        let document = Document::parse(Bytes::from(event.bytes)).unwrap();
        let side = |name| document.root().path(&["payload", name]).map(|side| side.raw_text().into_owned());
        if let Some((old, new)) = side("old_identity").zip(side("new_identity")) {
            pair(&event.name, old, new);
        }
    }
    pair("1 MB, objects with an id in small arrays", grouped(500, false), grouped(500, true));
    pair("10 MB, objects with an id in small arrays", grouped(5_000, false), grouped(5_000, true));
    pair("1 MB, objects by name", named(7_000, false), named(7_000, true));
    pair("10 MB, objects by name", named(70_000, false), named(70_000, true));
    pair("1,000 objects with an id, 10 moved", rotated(1_000, false), rotated(1_000, true));
    pair("2,000 texts, 1 % changed", texts(2_000, false), texts(2_000, true));
    pair("100,000 objects with an id, 1 % changed", list(100_000, true, false), list(100_000, true, true));
    pair("100,000 objects without one, 1 % changed", list(100_000, false, false), list(100_000, false, true));
    pair("100,000 numbers, 1 % changed", numbers(false), numbers(true));
    pair("100,000 numbers, in another order", numbers(false), scattered());
    pair("100,000 of two numbers, one left out", alternating(100_000), alternating(99_999));
    pair("100,000 of five numbers, in two patterns", patterned(3), patterned(4));
    pair("10 MB in one text, a letter changed", long_text("x"), long_text("y"));
    pair("100,000 levels, the innermost changed", nested("1"), nested("2"));
    fs::write(folder.join("names"), names).unwrap();
}

fn record(at: usize, edited: bool) -> String {
    let email = if edited && at % 100 == 7 { "new" } else { "member" };
    format!(r#"{{"id":"{at:08}","email":"{email}{at}@example.com","roles":["a","b"],"seen":{{"at":{at},"by":null}}}}"#)
}

fn grouped(groups: usize, edited: bool) -> String {
    let group = |group: usize| {
        let records: Vec<_> = (0..20).map(|at| record(group * 20 + at, edited)).collect();
        format!(r#""group{group}":[{}]"#, records.join(","))
    };
    format!("{{{}}}", (0..groups).map(group).collect::<Vec<_>>().join(","))
}

fn named(count: usize, edited: bool) -> String {
    let members: Vec<_> = (0..count).map(|at| format!(r#""user{at}":{{"of":{}}}"#, record(at, edited))).collect();
    format!("{{{}}}", members.join(","))
}

fn rotated(count: usize, edited: bool) -> String {
    let mut order: Vec<usize> = (0..count).collect();
    if edited {
        for at in 0..10 {
            let moved = order.remove(at * 90 + 5);
            order.insert(at * 90 + 60, moved);
        }
    }
    format!("[{}]", order.into_iter().map(|at| record(at, false)).collect::<Vec<_>>().join(","))
}

fn texts(count: usize, edited: bool) -> String {
    let text = |at: usize| format!("\"{} {at}\"", if edited && at % 100 == 7 { "another" } else { "text" });
    format!("[{}]", (0..count).map(text).collect::<Vec<_>>().join(","))
}

fn list(count: usize, id: bool, edited: bool) -> String {
    let element = |at: usize| {
        let name = if edited && at % 100 == 7 { "changed" } else { "member" };
        let id = if id { format!(r#""id":{at},"#) } else { String::new() };
        format!(r#"{{{id}"n":{},"name":"{name} {}"}}"#, at % 9, at % 1_000)
    };
    format!("[{}]", (0..count).map(element).collect::<Vec<_>>().join(","))
}

fn numbers(edited: bool) -> String {
    let number = |at: usize| if edited && at % 100 == 7 { at + 1_000_000 } else { at }.to_string();
    format!("[{}]", (0..100_000).map(number).collect::<Vec<_>>().join(","))
}

fn scattered() -> String {
    // 61 and 100,000 are coprime, so every number occurs once.
    format!("[{}]", (0..100_000).map(|at| (at * 61 % 100_000).to_string()).collect::<Vec<_>>().join(","))
}

fn alternating(count: usize) -> String {
    format!("[{}]", (100_000 - count..100_000).map(|at| (at % 2).to_string()).collect::<Vec<_>>().join(","))
}

fn patterned(step: usize) -> String {
    format!("[{}]", (0..100_000_usize).map(|at| (at * at / step % 5).to_string()).collect::<Vec<_>>().join(","))
}

fn long_text(letter: &str) -> String {
    format!(r#"{{"text":"{}{letter}{}"}}"#, "some words ".repeat(476_000), "more words ".repeat(476_000))
}

fn nested(inner: &str) -> String {
    format!("{}{inner}{}", r#"{"a":["#.repeat(50_000), "]}".repeat(50_000))
}

fn measure(folder: &Path, name: &str) {
    let read = |side: &str| Bytes::from(fs::read(folder.join(format!("{name}.{side}.json"))).unwrap());
    let (old, new) = (read("old"), read("new"));
    let mut total = Vec::new();
    let mut compare = Vec::new();
    let (mut operations, began) = (0, Instant::now());
    while total.len() < 5 || (total.len() < 101 && began.elapsed().as_secs() < 2) {
        let start = Instant::now();
        let (a, b) = (Document::parse(old.clone()).unwrap(), Document::parse(new.clone()).unwrap());
        let read = Instant::now();
        let found = diff(a.root(), b.root());
        compare.push(read.elapsed().as_secs_f64() * 1000.0);
        total.push(start.elapsed().as_secs_f64() * 1000.0);
        operations = found.changes.len();
    }
    let bytes = old.len() + new.len();
    println!("{}\t{}\t{operations}\t{}\t{bytes}", median(&mut total), median(&mut compare), peak_memory());
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The peak memory of this process in bytes; 0 where the system does not report it (only Linux
/// does).
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() * 1024
}
