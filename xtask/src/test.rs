//! `cargo xtask test`: every test there is, in the order from the quickest answer to the slowest.
//!
//! All suites run even when one fails, each runner's own output stays as it is, and a line per suite closes. Tests do
//! not write into the sources: the TypeScript types that Rust tests generate go to a folder under `target`.

use std::{fs, io, path::Path, process::Command};

use crate::checkout::Checkout;
use crate::display;
use crate::packages::Need;
use crate::setup;
use crate::step::{self, Failure, Outcome, Tally};
use crate::ui;

/// Where the end-to-end tests put pictures; without it they take none.
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

/// Sets up and runs the suites; `filters` go to each runner as it understands them (a part of a test's name for cargo,
/// of a file's name for the UI).
pub(crate) fn run(checkout: &Checkout, only: Option<Suite>, filters: &[String]) -> Outcome {
    let wanted = |suite| only.is_none_or(|only| only == suite);
    // The driver of a real window exists for WebKitGTK alone.
    let drivable = cfg!(target_os = "linux");
    match only {
        Some(Suite::Ui) => ui::install(checkout)?,
        Some(Suite::Rust) => setup::window(checkout, &[Need::Window])?,
        _ if drivable => setup::window(checkout, &[Need::Window, Need::Display, Need::Driver])?,
        _ => setup::window(checkout, &[Need::Window])?,
    }

    let mut tally = Tally::default();
    if wanted(Suite::Rust) {
        tally.run("rust", || step::run("Rust tests", rust(checkout, &[], filters)));
        let window = ["-p", "hookglass-desktop", "--features", "custom-protocol"];
        tally.run("window's own", || step::run("the window's own Rust tests", rust(checkout, &window, filters)));
    }
    if wanted(Suite::Ui) {
        tally.run("ui", || step::run("UI tests", interface(checkout, filters)));
    }
    if wanted(Suite::E2e) && drivable {
        tally.run("end to end", || end_to_end(checkout, filters));
    } else if wanted(Suite::E2e) {
        tally.skip("end to end", "WebKitWebDriver is for Linux only");
    }
    tally.close()
}

fn rust(checkout: &Checkout, what: &[&str], filters: &[String]) -> Command {
    let mut command = checkout.cargo(&["test", "--no-fail-fast"]);
    command.args(what).env("TS_RS_EXPORT_DIR", checkout.scratch("bindings-of-tests"));
    if !filters.is_empty() {
        // After the dashes, because cargo itself takes one filter and the test harness any number.
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

/// The real app in a real window, on a display of its own.
fn end_to_end(checkout: &Checkout, filters: &[String]) -> Outcome {
    let mut tests = built(checkout, filters)?;
    tests.env_remove(SCREENSHOTS);
    display::virtually(&tests, |tests| step::run("end-to-end tests in the real window, on a virtual display", tests))
}

/// Pictures every main state into `target`, and takes the README's from there.
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

/// The end-to-end tests, with everything they start already built.
fn built(checkout: &Checkout, filters: &[String]) -> Result<Command, Failure> {
    let window = ["build", "-p", "hookglass-desktop", "--features", "custom-protocol"];
    step::run("building the window for the end-to-end tests", checkout.cargo(&window))?;
    step::run("building the command line for the end-to-end tests", checkout.cargo(&["build", "-p", "hookglass"]))?;
    step::run("building the end-to-end tests", checkout.cargo(&["test", "-p", "hookglass-e2e", "--no-run"]))?;
    let mut tests = rust(checkout, &["-p", "hookglass-e2e"], filters);
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
        assert_eq!(words(rust(&checkout, &[], &filters)), ["test", "--no-fail-fast", "--", "diff", "resend"]);
        assert_eq!(words(rust(&checkout, &[], &[])), ["test", "--no-fail-fast"]);
        assert_eq!(words(interface(&checkout, &filters)), ["test", "--", "--passWithNoTests", "diff", "resend"]);
        assert_eq!(words(interface(&checkout, &[])), ["test"], "an unfiltered run without tests is a failure");
    }
}
