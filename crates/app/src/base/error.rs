//! Errors about files and the data folder.

use hookglass_store::MoveError;
use std::{io, path::PathBuf};

use crate::{
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// A file or the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A file with that name already exists.
    #[error("the file {0} already exists; choose another name, or replace it")]
    Exists(String),
    /// The file cannot be written.
    #[error("cannot write {}: {source}", .file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The file cannot be read.
    #[error("cannot read {}: {source}", .file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The path is a folder, a pipe or a device.
    #[error("cannot read {}: it is not a regular file", .0.display())]
    NotAPlainFile(PathBuf),
    /// The file is too large to be read at once.
    #[error("cannot read {}: it is larger than 128 MiB", .0.display())]
    TooLarge(PathBuf),
    /// The path is relative.
    #[error("'{0}' is not an absolute path; start at the root, or with ~/ for your home folder")]
    Relative(String),
    /// The path of a data folder is relative.
    #[error("the data folder '{}' must be an absolute path", .0.display())]
    RelativeDataDir(PathBuf),
    /// A folder cannot be created.
    #[error("'{}' cannot be the data folder: {source}", .folder.display())]
    DataDir {
        /// The folder.
        folder: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The database cannot be moved aside.
    #[error("the database in {} cannot be moved aside: {source}", .folder.display())]
    MoveAside {
        /// The folder of the database.
        folder: PathBuf,
        /// The cause.
        source: MoveError,
    },
    /// The system reports no home folder for this user.
    #[error("this user has no home folder for the data")]
    NoHome,
    /// The user has no folder for configuration files.
    #[error("this user has no configuration folder, so nothing can be confirmed permanently; set HOOKGLASS_CONFIG_DIR")]
    NoConfigDir,
    /// The file with the confirmations is damaged or cannot be read.
    #[error(
        "the confirmed hosts and targets cannot be read from {}: {source}. Until you correct or remove the file, \
         nothing is confirmed on this computer", .file.display()
    )]
    Confirmations {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Hookglass closes.
    #[error("Hookglass is closing")]
    Closed,
    /// A file in the configuration folder cannot be read or written.
    #[error("cannot use {}: {source}", .file.display())]
    ConfigFile {
        /// The file.
        file: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

impl ContextError for FileError {
    fn code(&self) -> ProblemCode {
        match self {
            Self::Exists(_) => ProblemCode::Taken,
            Self::NoHome | Self::NoConfigDir | Self::Confirmations { .. } | Self::Closed | Self::ConfigFile { .. } => {
                ProblemCode::Internal
            }
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NoHome).then_some(Remedy::NameDataDir)
    }
}
