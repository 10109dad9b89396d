//! `cargo xtask check`: checks formatting, layers, lints, types and the generated TypeScript.
//! `cargo xtask bindings` generates the TypeScript.
//!
//! All checks run, even if one fails. Only `bindings` changes sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::layers;
use crate::packages::{self, Need};
use crate::phrases;
use crate::step::{self, Failure, Outcome, Summary};
use crate::tools;
use crate::ui;

const BINDINGS: &str = "ui/src/ipc/bindings";
/// The program with the test that writes commands, signals and limits.
const WINDOW: &str = "hookglass-desktop";

/// Generated files, by path below the bindings folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Sets up and runs every check.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    packages::ensure(&[Need::Window])?;
    ui::install(checkout)?;

    let mut summary = Summary::default();
    let format = ["fmt", "--all", "--check"];
    summary.run("rustfmt", || step::run("checking the formatting of Rust", checkout.cargo(&format)));
    summary.run("layers", || layers::run(checkout));
    summary.run("phrases", || phrases::run(checkout));
    summary.run("typos", || tools::run(checkout, &tools::TYPOS, "checking the spelling", &[]));
    summary.run("unused dependencies", || {
        let folders = ["crates", "src-tauri", "tests", "xtask"];
        tools::run(checkout, &tools::MACHETE, "checking for dependencies that no source uses", &folders)
    });
    summary.run("licenses and sources", || {
        // Advisories need a database from GitHub; the workflow in .github checks them. The
        // dependencies of other platforms are downloaded from the registry, because their licenses
        // count too.
        let args = ["check", "bans", "licenses", "sources"];
        tools::run(checkout, &tools::DENY, "checking licenses and sources of dependencies", &args)
    });
    summary.run("biome, tsc and knip", || {
        step::run("checking the UI's lints, layers, types and unused code", checkout.npm(&["run", "check"]))
    });
    summary.run("clippy", || {
        // The window's crate embeds the built UI when it compiles.
        ui::build(checkout)?;
        let mut lints = checkout.workspace_with_window_tests("clippy");
        lints.args(["--all-targets", "--", "-D", "warnings"]);
        step::run("checking Rust's lints (the first time takes minutes)", lints)
    });
    summary.run("generated TypeScript", || compare_bindings(checkout));
    summary.finish()
}

/// Writes the TypeScript that Rust generates, and removes files that are no longer generated. A
/// current file keeps its modification time, so that the UI is not built again.
pub(crate) fn refresh_bindings(checkout: &Checkout) -> Outcome {
    let fresh = generate(checkout)?;
    let folder = checkout.path(BINDINGS);
    let committed = committed(checkout)?;
    let changes = differences(&committed, &fresh);
    for path in changes.keys() {
        let file = folder.join(path);
        let written = match fresh.get(path) {
            Some(bytes) => fs::create_dir_all(file.parent().unwrap_or(&folder)).and_then(|()| fs::write(&file, bytes)),
            None => fs::remove_file(&file),
        };
        written.map_err(|error| Failure::Failed(format!("cannot write {}: {error}", checkout.show(&file))))?;
    }
    println!("    {} files changed in {BINDINGS}", changes.len());
    Ok(())
}

fn compare_bindings(checkout: &Checkout) -> Outcome {
    let fresh = generate(checkout)?;
    let committed = committed(checkout)?;
    let differences = differences(&committed, &fresh);
    for (path, difference) in &differences {
        println!("    {BINDINGS}/{}: {difference}", path.display());
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(Failure::Failed(format!("{} stale files in {BINDINGS}; run `cargo xtask bindings`", differences.len())))
}

/// Generates the TypeScript into an empty folder. Unit tests write it: ts-rs's tests in the
/// libraries write the types, and a test of the window's program writes everything else. The tests
/// read ts-rs's environment variables.
fn generate(checkout: &Checkout) -> Result<Files, Failure> {
    let folder = checkout.scratch("bindings");
    let problem = |error: io::Error| Failure::Failed(format!("cannot use {}: {error}", checkout.show(&folder)));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(problem)?;
    }
    // Tauri's macro does not compile without the folder of the built UI. An empty folder is enough:
    // the test serves no pages, and the UI may not build before its bindings are current.
    let built = checkout.path("ui/dist");
    fs::create_dir_all(&built)
        .map_err(|error| Failure::Failed(format!("cannot create {}: {error}", checkout.show(&built))))?;
    let mut export = checkout.workspace_with_window_tests("test");
    export.args(["--quiet", "--lib", "--bin", WINDOW, "export_bindings"]);
    export.env("TS_RS_EXPORT_DIR", &folder).env("TS_RS_LARGE_INT", "number");
    step::run("generating the UI's bindings from Rust", export)?;
    let files = read(&folder).map_err(problem)?;
    if !files.contains_key(Path::new("commands.ts")) || !files.contains_key(Path::new("Problem.ts")) {
        return Err(Failure::Failed("the tests called export_bindings did not write all bindings".into()));
    }
    Ok(files)
}

fn committed(checkout: &Checkout) -> Result<Files, Failure> {
    read(&checkout.path(BINDINGS)).map_err(|error| Failure::Failed(format!("cannot read {BINDINGS}: {error}")))
}

/// Every file below the folder; none if the folder does not exist.
fn read(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        if !next.exists() {
            continue;
        }
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
                files.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

/// The files whose committed and generated versions differ, each with the difference.
fn differences(committed: &Files, fresh: &Files) -> BTreeMap<PathBuf, &'static str> {
    let names: BTreeSet<_> = committed.keys().chain(fresh.keys()).collect();
    names
        .into_iter()
        .filter_map(|name| {
            let difference = match (committed.get(name), fresh.get(name)) {
                (Some(old), Some(new)) if old == new => return None,
                (Some(_), Some(_)) => "differs from Rust",
                (None, _) => "is missing",
                (_, None) => "is no longer generated",
            };
            Some((name.clone(), difference))
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
    fn missing_changed_and_extra_files_are_differences() {
        let committed = files(&[("Same.ts", "a"), ("Changed.ts", "a"), ("Gone.ts", "a")]);
        let fresh = files(&[("Same.ts", "a"), ("Changed.ts", "b"), ("new/New.ts", "a")]);
        let expected = BTreeMap::from([
            (PathBuf::from("Changed.ts"), "differs from Rust"),
            (PathBuf::from("Gone.ts"), "is no longer generated"),
            (PathBuf::from("new/New.ts"), "is missing"),
        ]);
        assert_eq!(differences(&committed, &fresh), expected);
        assert!(differences(&fresh, &fresh).is_empty());
    }

    #[test]
    fn a_missing_folder_has_no_files() {
        let absent = std::env::temp_dir().join("xtask-no-such-folder");
        assert!(read(&absent).is_ok_and(|files| files.is_empty()), "`bindings` must work without the folder");
    }
}
