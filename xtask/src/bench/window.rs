//! `cargo xtask bench window`: how the real window fares with many events, on a virtual display.

use std::fs;
use std::process::Command;

use super::reading;
use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome};

/// Seconds of arrivals.
const SECONDS: &str = "60";

pub(super) fn run(checkout: &Checkout, events: u64) -> Outcome {
    setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?;
    let many = reading::folder(checkout, events);
    if !many.join("hookglass.db").is_file() {
        step::run("making the database", reading::measuring(checkout, events)?)?;
    }
    let app = ["build", "--release", "-p", "hookglass-desktop", "--features", "custom-protocol"];
    step::run("building the window for release", checkout.cargo(&app))?;
    let example = ["build", "--release", "-p", "hookglass-e2e", "--features", "window", "--example", "bench_window"];
    step::run("building the measurement for release", checkout.cargo(&example))?;
    let empty = checkout.scratch("bench-window-empty");
    let _ = fs::remove_dir_all(&empty);
    fs::create_dir_all(&empty)
        .map_err(|error| Failure::Failed(format!("{} could not be made: {error}", checkout.show(&empty))))?;
    let mut measure = Command::new(checkout.binary("release", "examples/bench_window"));
    measure.arg(&many).arg(&empty).arg(SECONDS);
    measure.env("HOOKGLASS_DESKTOP_BIN", checkout.binary("release", "hookglass-desktop"));
    display::virtually(&measure, |measure| step::run("measuring the real window, on a virtual display", measure))
}
