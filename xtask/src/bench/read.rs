//! `cargo xtask bench read`: how long the list's queries take in a database with many events.

use std::path::PathBuf;
use std::process::Command;

use crate::checkout::Checkout;
use crate::step::{self, Outcome};

const EVENTS: u64 = 1_000_000;

/// Parses `[N]`, the number of events.
pub(super) fn events(args: &[String]) -> Result<u64, String> {
    match args {
        [] => Ok(EVENTS),
        [number] => number.parse().map_err(|_| format!("the number of events must be a number, not `{number}`")),
        _ => Err("expected one number: how many events".to_owned()),
    }
}

/// Creates the database, unless an earlier run left one, and prints the medians.
pub(super) fn run(checkout: &Checkout, events: u64) -> Outcome {
    step::run("measuring (creating a million events takes some minutes)", benchmark(checkout, events)?)
}

/// The command that creates the database and measures.
pub(super) fn benchmark(checkout: &Checkout, events: u64) -> Result<Command, step::Failure> {
    let example = ["build", "--release", "-p", "hookglass-store", "--example", "bench_read"];
    step::run("building the benchmark for release", checkout.cargo(&example))?;
    let mut benchmark = Command::new(checkout.binary("release", "examples/bench_read"));
    benchmark.arg(folder(checkout, events)).arg(events.to_string());
    Ok(benchmark)
}

/// The folder of the database.
pub(super) fn folder(checkout: &Checkout, events: u64) -> PathBuf {
    checkout.scratch(&format!("bench-read-{events}"))
}
