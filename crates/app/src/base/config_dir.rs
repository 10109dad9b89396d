//! The folder of this user's files that belong to no database: `HOOKGLASS_CONFIG_DIR`, or the
//! platform's folder for preferences.
//!
//! On macOS that is another folder than the platform's data folder, which is also the folder for
//! configuration. What this computer's user confirmed must not move along with a data folder.

use std::{env, path::PathBuf};

use super::data_dir::project;

/// The environment variable with the folder.
const VARIABLE: &str = "HOOKGLASS_CONFIG_DIR";

/// The configuration folder. It may not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigDir(Option<PathBuf>);

impl ConfigDir {
    /// The folder to use. Without one, nothing can be confirmed beyond the current run.
    pub fn choose() -> Self {
        Self(from_environment().or_else(|| Some(project()?.preference_dir().to_owned())))
    }

    /// A given folder.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(Some(path.into()))
    }

    /// The path of a file in the folder; `None` if this user has no such folder.
    pub fn file(&self, name: &str) -> Option<PathBuf> {
        Some(self.0.as_ref()?.join(name))
    }
}

/// The folder in `HOOKGLASS_CONFIG_DIR`.
pub(super) fn from_environment() -> Option<PathBuf> {
    env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from)
}
