//! Finds the folder of the database, in this order of precedence: `--data-dir`,
//! `HOOKGLASS_DATA_DIR`, the folder chosen in the settings, the platform's data folder. The window
//! and the command line both use this and so find the same database.
//!
//! The folder chosen in the settings cannot be stored in the database itself. It is stored in a
//! small file in the platform's configuration folder.

use directories::ProjectDirs;
use hookglass_clock::Clock;
use serde::{Deserialize, Serialize};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use super::{config_dir::from_environment, error::FileError};
use crate::view::DataDirSource;

/// The environment variable with the folder.
const VARIABLE: &str = "HOOKGLASS_DATA_DIR";

/// The data folder, and how it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir {
    /// The folder. It may not exist yet.
    pub path: PathBuf,
    /// How it was chosen.
    pub source: DataDirSource,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct ConfigFile {
    data_dir: Option<PathBuf>,
}

impl DataDir {
    /// The folder to use; `option` is the value of `--data-dir`.
    pub fn choose(option: Option<PathBuf>) -> Result<Self, FileError> {
        if let Some(path) = option {
            return Ok(Self { path, source: DataDirSource::Option });
        }
        if let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            return Ok(Self { path: path.into(), source: DataDirSource::Environment });
        }
        if let Some(path) = Self::chosen_in_settings()? {
            return Ok(Self { path, source: DataDirSource::Settings });
        }
        let project = project().ok_or(FileError::NoHome)?;
        Ok(Self { path: project.data_dir().to_owned(), source: DataDirSource::Default })
    }

    /// The folder chosen in the settings.
    pub(crate) fn chosen_in_settings() -> Result<Option<PathBuf>, FileError> {
        let Some(file) = config_file() else { return Ok(None) };
        match fs::read(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(FileError::ConfigFile { file, source }),
            Ok(bytes) => serde_json::from_slice::<ConfigFile>(&bytes)
                .map(|config| config.data_dir)
                .map_err(|error| FileError::ConfigFile { file, source: error.into() }),
        }
    }

    /// Moves a database that cannot be opened into a new folder beside it, and returns that folder.
    pub fn move_database_aside(&self) -> Result<PathBuf, FileError> {
        hookglass_store::move_aside(&self.path, Clock::system().wall())
            .map_err(|source| FileError::MoveAside { folder: self.path.clone(), source })
    }

    /// Sets the folder to use from the next start. An empty path selects the platform's data
    /// folder.
    pub fn choose_next(path: &str) -> Result<(), FileError> {
        let path = Some(path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from);
        if path.as_deref().is_some_and(Path::is_relative) {
            return Err(FileError::RelativeDataDir(path.unwrap_or_default()));
        }
        if let Some(path) = &path {
            // Fail now: at the next start there would be no window yet to show the error in.
            fs::create_dir_all(path).map_err(|source| FileError::DataDir { folder: path.clone(), source })?;
        }
        let file = config_file().ok_or(FileError::NoHome)?;
        let write = || {
            fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
            fs::write(&file, serde_json::to_vec_pretty(&ConfigFile { data_dir: path.clone() })?)
        };
        write().map_err(|source| FileError::ConfigFile { file: file.clone(), source })
    }
}

pub(super) fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "Hookglass")
}

fn config_file() -> Option<PathBuf> {
    let folder = from_environment().or_else(|| Some(project()?.config_dir().to_owned()))?;
    Some(folder.join("hookglass.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_option_takes_precedence() {
        let chosen = DataDir::choose(Some("/x".into())).unwrap();
        assert_eq!(chosen, DataDir { path: "/x".into(), source: DataDirSource::Option });
    }

    #[test]
    fn a_relative_or_unusable_folder_is_rejected_before_anything_is_written() {
        let error = DataDir::choose_next("data").unwrap_err();
        assert!(error.to_string().contains("absolute path"), "{error}");
        let file = DataDir::choose_next("/dev/null/folder").unwrap_err();
        assert!(file.to_string().contains("cannot be the data folder"), "{file}");
    }
}
