//! `cargo xtask check`: formatting, layers, lints, types, and whether the generated TypeScript is current.
//! `cargo xtask bindings` generates it.
//!
//! All checks run even when one fails. Only `bindings` changes sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::layers;
use crate::packages::{self, Need};
use crate::phrases;
use crate::step::{self, Failure, Outcome, Tally};
use crate::tools;
use crate::ui;

const BINDINGS: &str = "ui/src/ipc/bindings";
/// The program whose test writes commands, signals and limits.
const WINDOW: &str = "hookglass-desktop";

/// Generated files by their path below the bindings folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Sets up and runs every check.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    packages::ensure(&[Need::Window])?;
    ui::install(checkout)?;

    let mut tally = Tally::default();
    let format = ["fmt", "--all", "--check"];
    tally.run("rustfmt", || step::run("the Rust's formatting", checkout.cargo(&format)));
    tally.run("layers", || layers::run(checkout));
    tally.run("phrases", || phrases::run(checkout));
    tally.run("typos", || tools::run(checkout, &tools::TYPOS, "misspelled words", &[]));
    tally.run("unused dependencies", || {
        tools::run(checkout, &tools::MACHETE, "dependencies that no source uses", &["crates", "src-tauri", "tests", "xtask"])
    });
    tally.run("licenses and sources", || {
        // Advisories need a database from the network; CI on GitHub checks them.
        let args = ["--offline", "check", "bans", "licenses", "sources"];
        tools::run(checkout, &tools::DENY, "licenses and sources of dependencies", &args)
    });
    tally.run("biome, tsc and knip", || {
        step::run("the UI's lints, layers, types and unused code", checkout.npm(&["run", "check"]))
    });
    tally.run("clippy", || {
        // The window's crate embeds the built UI when it compiles.
        ui::build(checkout)?;
        let mut lints = checkout.workspace_with_window_tests("clippy");
        lints.args(["--all-targets", "--", "-D", "warnings"]);
        step::run("the Rust's lints (minutes the first time)", lints)
    });
    tally.run("generated TypeScript", || compare_bindings(checkout));
    tally.close()
}

/// Writes the TypeScript that the Rust side generates, and removes files that are no longer generated. A current file keeps its time stamp,
/// so that the UI is not built again for it.
pub(crate) fn refresh_bindings(checkout: &Checkout) -> Outcome {
    let fresh = generate(checkout)?;
    let folder = checkout.path(BINDINGS);
    let kept = committed(checkout)?;
    let changes = differences(&kept, &fresh);
    for path in changes.keys() {
        let file = folder.join(path);
        let written = match fresh.get(path) {
            Some(bytes) => fs::create_dir_all(file.parent().unwrap_or(&folder)).and_then(|()| fs::write(&file, bytes)),
            None => fs::remove_file(&file),
        };
        written.map_err(|error| Failure::Failed(format!("{} could not be written: {error}", checkout.show(&file))))?;
    }
    println!("    {} files changed in {BINDINGS}", changes.len());
    Ok(())
}

fn compare_bindings(checkout: &Checkout) -> Outcome {
    let fresh = generate(checkout)?;
    let kept = committed(checkout)?;
    let differences = differences(&kept, &fresh);
    for (path, difference) in &differences {
        println!("    {BINDINGS}/{}: {difference}", path.display());
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{} stale files in {BINDINGS}; `cargo xtask bindings` refreshes them",
        differences.len()
    )))
}

/// Generates the TypeScript into an empty folder. Unit tests write it: those of ts-rs in the libraries the types, and one of
/// the window's program the rest. They read ts-rs's variables while they run.
fn generate(checkout: &Checkout) -> Result<Files, Failure> {
    let folder = checkout.scratch("bindings");
    let problem = |error: io::Error| Failure::Failed(format!("{} could not be used: {error}", checkout.show(&folder)));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(problem)?;
    }
    // Tauri's macro does not compile without the folder of the built UI. An empty one will do: the test serves no pages, and
    // the UI may not build before its contract is current.
    let built = checkout.path("ui/dist");
    fs::create_dir_all(&built)
        .map_err(|error| Failure::Failed(format!("{} cannot be created: {error}", checkout.show(&built))))?;
    let mut export = checkout.workspace_with_window_tests("test");
    export.args(["--quiet", "--lib", "--bin", WINDOW, "export_bindings"]);
    export.env("TS_RS_EXPORT_DIR", &folder).env("TS_RS_LARGE_INT", "number");
    step::run("generating the UI's contract from the Rust side", export)?;
    let files = read(&folder).map_err(problem)?;
    if !files.contains_key(Path::new("commands.ts")) || !files.contains_key(Path::new("Problem.ts")) {
        return Err(Failure::Failed("the tests named export_bindings did not write all of the contract".into()));
    }
    Ok(files)
}

fn committed(checkout: &Checkout) -> Result<Files, Failure> {
    read(&checkout.path(BINDINGS)).map_err(|error| Failure::Failed(format!("{BINDINGS} could not be read: {error}")))
}

/// Every file below the folder; none when the folder does not exist.
fn read(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        if !next.exists() {
            continue;
        }
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// The committed files that differ from the generated ones, each with the reason.
fn differences(committed: &Files, fresh: &Files) -> BTreeMap<PathBuf, &'static str> {
    let names: BTreeSet<_> = committed.keys().chain(fresh.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let wrong = match (committed.get(name), fresh.get(name)) {
                (Some(old), Some(new)) if old == new => return None,
                (Some(_), Some(_)) => "differs from the Rust side",
                (None, _) => "is missing",
                (_, None) => "is not generated by the Rust side",
            };
            Some((name.clone(), wrong))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> Files {
        pairs.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn both_directions_are_compared() {
        let committed = files(&[("Same.ts", "a"), ("Changed.ts", "a"), ("Gone.ts", "a")]);
        let fresh = files(&[("Same.ts", "a"), ("Changed.ts", "b"), ("new/New.ts", "a")]);
        let expected = BTreeMap::from([
            (PathBuf::from("Changed.ts"), "differs from the Rust side"),
            (PathBuf::from("Gone.ts"), "is not generated by the Rust side"),
            (PathBuf::from("new/New.ts"), "is missing"),
        ]);
        assert_eq!(differences(&committed, &fresh), expected);
        assert!(differences(&fresh, &fresh).is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        let absent = std::env::temp_dir().join("xtask-no-such-folder");
        assert!(read(&absent).is_ok_and(|files| files.is_empty()), "the first `bindings` starts from nothing");
    }
}
