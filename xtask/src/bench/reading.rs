//! `cargo xtask bench read`: how long the questions of the list take on a database of many events.

use std::path::PathBuf;
use std::process::Command;

use crate::checkout::Checkout;
use crate::step::{self, Outcome};

const EVENTS: u64 = 1_000_000;

/// Reads `[N]`, how many events the database has.
pub(super) fn events(args: &[String]) -> Result<u64, String> {
    match args {
        [] => Ok(EVENTS),
        [number] => number.parse().map_err(|_| format!("how many events is a number, not `{number}`")),
        _ => Err("only one number is asked for: how many events".to_owned()),
    }
}

/// Makes the database, unless it is there from an earlier run, and prints the medians.
pub(super) fn run(checkout: &Checkout, events: u64) -> Outcome {
    step::run("measuring (a database of a million events takes some minutes to make)", measuring(checkout, events)?)
}

/// The command that makes the database and measures.
pub(super) fn measuring(checkout: &Checkout, events: u64) -> Result<Command, step::Failure> {
    let example = ["build", "--release", "-p", "hookglass-store", "--example", "bench_read"];
    step::run("building the questions for release", checkout.cargo(&example))?;
    let mut measure = Command::new(checkout.binary("release", "examples/bench_read"));
    measure.arg(folder(checkout, events)).arg(events.to_string());
    Ok(measure)
}

/// Where that database is.
pub(super) fn folder(checkout: &Checkout, events: u64) -> PathBuf {
    checkout.scratch(&format!("bench-read-{events}"))
}
