//! The checkout: its paths, cargo's target folder, and commands for cargo and npm.
//!
//! All paths are determined at run time, so the program works after the checkout moves.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::Failure;

/// Features of the released window, which contains the built UI.
const WINDOW: &str = "hookglass-desktop/custom-protocol";

/// The same features with the end-to-end tests.
const WINDOW_WITH_TESTS: &str = "hookglass-desktop/custom-protocol,hookglass-e2e/window";

/// A checkout of Hookglass.
pub(crate) struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

impl Checkout {
    /// Finds the root from cargo's environment, or from the current folder upwards.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let current = std::env::current_dir().ok();
        let root = [manifest, current]
            .iter()
            .flatten()
            .flat_map(|start| start.ancestors())
            .find(|folder| folder.join("src-tauri").is_dir() && folder.join("xtask").is_dir())
            .ok_or_else(|| Failure::Missing("this is not a Hookglass checkout: change into one and try again".into()))?
            .to_path_buf();
        // Commands run in the root, so cargo resolves a relative CARGO_TARGET_DIR the same way.
        let target = root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        Ok(Self { root, target })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A folder under cargo's target folder for the files that xtask writes.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// The absolute path of a program that cargo builds. `profile` is `debug` or `release`.
    pub(crate) fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo ARGS` in the root, with the same cargo that runs xtask.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(args).current_dir(&self.root);
        // `cargo run` sets these variables to xtask's package. Build scripts that watch them (such
        // as ring's) would run again whenever `cargo xtask` and plain `cargo` alternate.
        let own = std::env::vars_os().map(|(name, _)| name).filter(|name| describes_a_package(&name.to_string_lossy()));
        for name in own {
            command.env_remove(name);
        }
        command
    }

    /// `cargo COMMAND` for every package and the window with its built UI, without the end-to-end
    /// tests.
    ///
    /// All commands of the development profile select their packages here or in
    /// [`Self::workspace_with_window_tests`]. So cargo resolves the same features each time and
    /// compiles each crate once.
    pub(crate) fn workspace(&self, command: &str) -> Command {
        self.cargo(&[command, "--workspace", "--features", WINDOW])
    }

    /// The same with the end-to-end tests, which need a display to run.
    pub(crate) fn workspace_with_window_tests(&self, command: &str) -> Command {
        self.cargo(&[command, "--workspace", "--features", WINDOW_WITH_TESTS])
    }

    /// `npm ARGS` in `ui/`.
    pub(crate) fn npm(&self, args: &[&str]) -> Command {
        let mut command = Command::new(npm());
        command.args(args).current_dir(self.path("ui"));
        command
    }

    /// A path for messages: relative to the root, with `/`.
    pub(crate) fn show(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string().replace('\\', "/")
    }
}

/// On Windows, npm is a script that starts only with its full name.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Whether `cargo run` sets this variable for the package it runs.
fn describes_a_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_does_not_inherit_the_package_that_started_xtask() {
        assert!(describes_a_package("CARGO_MANIFEST_DIR") && describes_a_package("CARGO_PKG_NAME"));
        assert!(!describes_a_package("CARGO_TARGET_DIR") && !describes_a_package("CARGO_HOME"));
        let checkout = Checkout::find().expect("tests run inside a checkout");
        let command = checkout.cargo(&["build"]);
        let removed: Vec<_> = command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.contains(&std::ffi::OsStr::new("CARGO_MANIFEST_DIR")), "cargo test sets it, as cargo run does");
    }
}
