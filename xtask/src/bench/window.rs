//! `cargo xtask bench window`: the speed of the real window with many events, on a virtual display.

use std::fs;
use std::process::Command;

use super::read;
use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome};

/// How many seconds events arrive.
const SECONDS: &str = "60";

pub(super) fn run(checkout: &Checkout, events: u64) -> Outcome {
    setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?;
    let many = read::folder(checkout, events);
    if !many.join("hookglass.db").is_file() {
        step::run("creating the database", read::benchmark(checkout, events)?)?;
    }
    let app = ["build", "--release", "-p", "hookglass-desktop", "--features", "custom-protocol"];
    step::run("building the window for release", checkout.cargo(&app))?;
    let example = ["build", "--release", "-p", "hookglass-e2e", "--features", "window", "--example", "bench_window"];
    step::run("building the benchmark for release", checkout.cargo(&example))?;
    let empty = checkout.scratch("bench-window-empty");
    let _ = fs::remove_dir_all(&empty);
    fs::create_dir_all(&empty)
        .map_err(|error| Failure::Failed(format!("{} could not be created: {error}", checkout.show(&empty))))?;
    let mut benchmark = Command::new(checkout.binary("release", "examples/bench_window"));
    benchmark.arg(&many).arg(&empty).arg(SECONDS);
    benchmark.env("HOOKGLASS_DESKTOP_BIN", checkout.binary("release", "hookglass-desktop"));
    display::virtually(&benchmark, |benchmark| step::run("measuring the real window, on a virtual display", benchmark))
}
