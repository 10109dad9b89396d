//! Where things are: the root of this checkout, the folder cargo builds into, and the programs that build.
//!
//! Paths only. No path of the computer that compiled this program is kept in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step::Failure;

/// A checkout of Hookglass.
pub(crate) struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

impl Checkout {
    /// Asks cargo's environment for the root, or else looks upwards from the current folder.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let current = std::env::current_dir().ok();
        let root = [manifest, current]
            .iter()
            .flatten()
            .flat_map(|start| start.ancestors())
            .find(|folder| folder.join("src-tauri").is_dir() && folder.join("xtask").is_dir())
            .ok_or_else(|| Failure::Missing("no Hookglass checkout here: change into one and try again".into()))?
            .to_path_buf();
        // Every command runs in the root, so a relative CARGO_TARGET_DIR means the same to cargo.
        let target = root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        Ok(Self { root, target })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A folder under cargo's target folder for what xtask itself writes.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// The absolute path of a program that cargo built, `profile` being `debug` or `release`.
    pub(crate) fn binary(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// `cargo ARGS` in the root: the cargo that started xtask.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(args).current_dir(&self.root);
        command
    }

    /// `npm ARGS` in `ui/`.
    pub(crate) fn npm(&self, args: &[&str]) -> Command {
        let mut command = Command::new(npm());
        command.args(args).current_dir(self.path("ui"));
        command
    }

    /// How a path reads in a sentence: from the root, with `/`.
    pub(crate) fn show(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string().replace('\\', "/")
    }
}

/// npm is a script on Windows, and only its full name starts it.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
