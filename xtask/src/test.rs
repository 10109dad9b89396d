//! `cargo xtask test`: runs all tests, the fastest suite first.
//!
//! All suites run, even if one fails. The output of each runner is unchanged; a summary has one
//! line for each suite. Tests do not change sources: the TypeScript types that Rust tests generate
//! go to a folder under `target`.

use std::{fs, io, path::Path, process::Command};

use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome, Summary};
use crate::ui;

/// The variable with the folder for screenshots of the end-to-end tests. Without it they take none.
const SCREENSHOTS: &str = "HOOKGLASS_SCREENSHOTS";

/// The end-to-end tests that take the screenshots: a module and a test.
const SCREENSHOT_TESTS: [&str; 2] = ["screenshots", "held_events_are_denied"];

/// The screenshots in the README.
const IN_README: [&str; 6] = [
    "changes-dark.png",
    "resend-light.png",
    "empty-light.png",
    "catalog-light.png",
    "kept-dark.png",
    "held-mutate-dark.png",
];

/// The value of `--only`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Suite {
    Rust,
    Ui,
    E2e,
}

/// Prepares and runs the suites. Cargo matches `filters` with parts of test names, the UI's runner
/// with parts of file names.
pub(crate) fn run(checkout: &Checkout, only: Option<Suite>, filters: &[String]) -> Outcome {
    let selected = |suite| only.is_none_or(|only| only == suite);
    // Only WebKitGTK has a WebDriver.
    let has_webdriver = cfg!(target_os = "linux");
    match only {
        Some(Suite::Ui) => ui::install(checkout)?,
        Some(Suite::Rust) => setup::window(checkout, &[Need::Window])?,
        _ if has_webdriver => setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?,
        _ => setup::window(checkout, &[Need::Window])?,
    }

    let mut summary = Summary::default();
    if selected(Suite::Rust) {
        summary.run("rust", || step::run("Rust tests", rust(checkout.workspace("test"), checkout, filters)));
    }
    if selected(Suite::Ui) {
        summary.run("ui", || step::run("UI tests", ui_tests(checkout, filters)));
    }
    if selected(Suite::E2e) && has_webdriver {
        summary.run("end to end", || end_to_end(checkout, filters));
    } else if selected(Suite::E2e) {
        summary.skip("end to end", "WebKitWebDriver is for Linux only");
    }
    summary.finish()
}

/// Completes a `cargo test` command.
fn rust(mut command: Command, checkout: &Checkout, filters: &[String]) -> Command {
    command.arg("--no-fail-fast").env("TS_RS_EXPORT_DIR", checkout.scratch("bindings-of-tests"));
    if !filters.is_empty() {
        // Cargo accepts one filter. The test harness, after the dashes, accepts any number.
        command.arg("--").args(filters);
    }
    command
}

fn ui_tests(checkout: &Checkout, filters: &[String]) -> Command {
    let mut command = checkout.npm(&["test"]);
    if !filters.is_empty() {
        command.args(["--", "--passWithNoTests"]).args(filters);
    }
    command
}

/// Runs the tests in the real window, on a virtual display.
fn end_to_end(checkout: &Checkout, filters: &[String]) -> Outcome {
    let mut tests = build_tests(checkout, filters)?;
    tests.env_remove(SCREENSHOTS);
    display::virtually(&tests, |tests| step::run("end-to-end tests in the real window, on a virtual display", tests))
}

/// Takes screenshots of the main states into `target`, and copies those in the README.
pub(crate) fn screenshots(checkout: &Checkout) -> Outcome {
    setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?;
    let (all, in_docs) = (checkout.scratch("screenshots"), checkout.path("docs/screenshots"));
    let create = |folder: &Path| fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error));
    create(&all)?;
    create(&in_docs)?;
    let mut tests = build_tests(checkout, &SCREENSHOT_TESTS.map(str::to_owned))?;
    tests.env(SCREENSHOTS, &all);
    display::virtually(&tests, |tests| step::run("taking screenshots on a virtual display", tests))?;
    for name in IN_README {
        fs::copy(all.join(name), in_docs.join(name)).map_err(|error| unwritable(&in_docs.join(name), &error))?;
    }
    println!("all screenshots are in {}, those of the README in {}", all.display(), in_docs.display());
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot write {}: {error}", path.display()))
}

/// Builds the end-to-end tests and the programs they start. Returns the command that runs the
/// tests.
fn build_tests(checkout: &Checkout, filters: &[String]) -> Result<Command, Failure> {
    let mut build = checkout.workspace_with_window_tests("build");
    // With a test among the targets, cargo resolves the same features as for the Rust tests, which
    // are built already.
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
    fn filters_are_passed_to_the_test_harness_and_to_vitest() {
        let checkout = Checkout::find().expect("tests run inside a checkout");
        let filters = ["diff".to_owned(), "resend".to_owned()];
        let words = |command: Command| -> Vec<_> {
            command.get_args().map(|word| word.to_string_lossy().into_owned()).collect()
        };
        let test = || checkout.cargo(&["test"]);
        assert_eq!(words(rust(test(), &checkout, &filters)), ["test", "--no-fail-fast", "--", "diff", "resend"]);
        assert_eq!(words(rust(test(), &checkout, &[])), ["test", "--no-fail-fast"]);
        assert_eq!(words(ui_tests(&checkout, &filters)), ["test", "--", "--passWithNoTests", "diff", "resend"]);
        assert_eq!(words(ui_tests(&checkout, &[])), ["test"], "without a filter, a run without tests must fail");
    }
}
