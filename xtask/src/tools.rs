//! Command-line tools of the checks: cargo-deny, cargo-machete and typos.
//!
//! Each has a pinned version and is built once from the package registry into the target folder, so
//! that every computer checks with the same rules. A tool of that version on the PATH is used
//! instead.

use std::path::PathBuf;
use std::process::Command;

use crate::checkout::Checkout;
use crate::step::{self, Outcome};

/// A program from crates.io.
pub(crate) struct Tool {
    program: &'static str,
    package: &'static str,
    version: &'static str,
}

/// Licenses and sources of dependencies.
pub(crate) const DENY: Tool = Tool { program: "cargo-deny", package: "cargo-deny", version: "0.20.2" };
/// Dependencies that no source file uses.
pub(crate) const MACHETE: Tool = Tool { program: "cargo-machete", package: "cargo-machete", version: "0.9.2" };
/// Misspelled words.
pub(crate) const TYPOS: Tool = Tool { program: "typos", package: "typos-cli", version: "1.52.0" };

/// Runs a tool in the root of the checkout; builds it first if it is missing.
pub(crate) fn run(checkout: &Checkout, tool: &Tool, what: &str, args: &[&str]) -> Outcome {
    let mut command = Command::new(find(checkout, tool)?);
    command.args(args).current_dir(checkout.path(""));
    step::run(what, command)
}

fn find(checkout: &Checkout, tool: &Tool) -> Result<PathBuf, step::Failure> {
    if is_current(tool, tool.program) {
        return Ok(tool.program.into());
    }
    let root = checkout.scratch("tools");
    let own = root.join("bin").join(format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX));
    if !is_current(tool, &own.to_string_lossy()) {
        // The development profile: building takes longer than all runs together.
        let version = format!("{}@{}", tool.package, tool.version);
        let mut install = checkout.cargo(&["install", "--locked", "--debug", "--force", &version, "--root"]);
        install.arg(&root).env("CARGO_TARGET_DIR", checkout.scratch("tools-build"));
        step::run(&format!("building {} {} (minutes, once)", tool.program, tool.version), install)?;
    }
    Ok(own)
}

/// Whether a program exists and has the tool's version: `typos-cli 1.2.3`.
fn is_current(tool: &Tool, program: &str) -> bool {
    step::output(program, &["--version"]).is_some_and(|text| has_version(&text, tool.version))
}

fn has_version(text: &str, version: &str) -> bool {
    text.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pinned_version_counts() {
        assert!(has_version("cargo-deny 0.18.3\n", "0.18.3"));
        assert!(has_version("0.9.1", "0.9.1"), "cargo-machete prints the number alone");
        assert!(!has_version("typos-cli 1.52.0", "1.5"));
        assert!(!has_version("", "1.0.0"));
    }
}
