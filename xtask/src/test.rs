//! `cargo xtask test`: all tests, the fastest suite first.
//!
//! All suites run even when one fails. The output of each runner stays as it is; a summary has one line for each suite.
//! Tests do not write into the sources: the TypeScript types that Rust tests generate go to a folder under `target`.

use std::{fs, io, path::Path, process::Command};

use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome, Tally};
use crate::ui;

/// The folder for the pictures of the end-to-end tests; without it they take none.
const SCREENSHOTS: &str = "HOOKGLASS_SCREENSHOTS";

/// The pictures that the README shows.
const IN_README: [&str; 5] =
    ["changes-dark.png", "resend-light.png", "empty-light.png", "catalog-light.png", "kept-dark.png"];

/// The part that `--only` names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Suite {
    Rust,
    Ui,
    E2e,
}

/// Sets up and runs the suites. Each runner reads `filters` in its own way: cargo as part of a test's name, the UI as part
/// of a file's name.
pub(crate) fn run(checkout: &Checkout, only: Option<Suite>, filters: &[String]) -> Outcome {
    let selected = |suite| only.is_none_or(|only| only == suite);
    // A WebDriver for the window exists for WebKitGTK only.
    let drivable = cfg!(target_os = "linux");
    match only {
        Some(Suite::Ui) => ui::install(checkout)?,
        Some(Suite::Rust) => setup::window(checkout, &[Need::Window])?,
        _ if drivable => setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?,
        _ => setup::window(checkout, &[Need::Window])?,
    }

    let mut tally = Tally::default();
    if selected(Suite::Rust) {
        tally.run("rust", || step::run("Rust tests", rust(checkout.workspace("test"), checkout, filters)));
    }
    if selected(Suite::Ui) {
        tally.run("ui", || step::run("UI tests", interface(checkout, filters)));
    }
    if selected(Suite::E2e) && drivable {
        tally.run("end to end", || end_to_end(checkout, filters));
    } else if selected(Suite::E2e) {
        tally.skip("end to end", "WebKitWebDriver is for Linux only");
    }
    tally.close()
}

/// Completes a `cargo test`.
fn rust(mut command: Command, checkout: &Checkout, filters: &[String]) -> Command {
    command.arg("--no-fail-fast").env("TS_RS_EXPORT_DIR", checkout.scratch("bindings-of-tests"));
    if !filters.is_empty() {
        // Cargo takes one filter; the test harness, after the dashes, takes any number.
        command.arg("--").args(filters);
    }
    command
}

fn interface(checkout: &Checkout, filters: &[String]) -> Command {
    let mut command = checkout.npm(&["test"]);
    if !filters.is_empty() {
        command.args(["--", "--passWithNoTests"]).args(filters);
    }
    command
}

/// Drives the real window on a virtual display.
fn end_to_end(checkout: &Checkout, filters: &[String]) -> Outcome {
    let mut tests = built(checkout, filters)?;
    tests.env_remove(SCREENSHOTS);
    display::virtually(&tests, |tests| step::run("end-to-end tests in the real window, on a virtual display", tests))
}

/// Takes pictures of the main states into `target` and copies those of the README.
pub(crate) fn screenshots(checkout: &Checkout) -> Outcome {
    setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?;
    let (all, kept) = (checkout.scratch("screenshots"), checkout.path("docs/screenshots"));
    let made = |folder: &Path| fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error));
    made(&all)?;
    made(&kept)?;
    let mut tests = built(checkout, &["pictures".to_owned()])?;
    tests.env(SCREENSHOTS, &all);
    display::virtually(&tests, |tests| step::run("picturing the real window, on a virtual display", tests))?;
    for name in IN_README {
        fs::copy(all.join(name), kept.join(name)).map_err(|error| unwritable(&kept.join(name), &error))?;
    }
    println!("all pictures are in {}, the README's in {}", all.display(), kept.display());
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot write {}: {error}", path.display()))
}

/// Builds the end-to-end tests and the programs they start; returns the command that runs them.
fn built(checkout: &Checkout, filters: &[String]) -> Result<Command, Failure> {
    let mut build = checkout.workspace_with_window_tests("build");
    // With a test among the targets, cargo resolves the features of the Rust tests, which are built already.
    build.args(["--bin", "hookglass", "--bin", "hookglass-desktop", "--test", "window"]);
    step::run("building the end-to-end tests, the window and the command line", build)?;
    let mut test = checkout.workspace_with_window_tests("test");
    test.args(["--test", "window"]);
    let mut tests = rust(test, checkout, filters);
    tests.env("HOOKGLASS_DESKTOP_BIN", checkout.binary("debug", "hookglass-desktop"));
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_reach_the_test_harness_and_vitest() {
        let checkout = Checkout::find().expect("tests run inside a checkout");
        let filters = ["diff".to_owned(), "resend".to_owned()];
        let words = |command: Command| -> Vec<_> {
            command.get_args().map(|word| word.to_string_lossy().into_owned()).collect()
        };
        let test = || checkout.cargo(&["test"]);
        assert_eq!(words(rust(test(), &checkout, &filters)), ["test", "--no-fail-fast", "--", "diff", "resend"]);
        assert_eq!(words(rust(test(), &checkout, &[])), ["test", "--no-fail-fast"]);
        assert_eq!(words(interface(&checkout, &filters)), ["test", "--", "--passWithNoTests", "diff", "resend"]);
        assert_eq!(words(interface(&checkout, &[])), ["test"], "an unfiltered run without tests is a failure");
    }
}
