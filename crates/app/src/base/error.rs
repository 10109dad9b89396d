//! What can go wrong with files and with the data folder.

use std::{io, path::PathBuf};

use crate::{
    error::{ContextError, Remedy},
    view::ProblemCode,
};

/// Why a file or the data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// A file has that name already.
    #[error("there is a file {0} already; choose another name, or replace it")]
    Exists(String),
    /// The file cannot be written.
    #[error("cannot write {}: {source}", .file.display())]
    Write {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be read.
    #[error("cannot read {}: {source}", .file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder, a pipe or a device.
    #[error("cannot read {}: it is not a plain file; choose one", .0.display())]
    NotAPlainFile(PathBuf),
    /// The file is too large to be read at once.
    #[error("cannot read {}: it is larger than 128 MiB", .0.display())]
    TooLarge(PathBuf),
    /// The path is relative.
    #[error("'{0}' is not a full path; begin at the root, or with ~/ for your own folder")]
    Relative(String),
    /// The path of a data folder is relative.
    #[error("the data folder '{}' must be a full path, from the root on", .0.display())]
    RelativeDataDir(PathBuf),
    /// A folder cannot be created.
    #[error("'{}' cannot be the data folder: {source}", .folder.display())]
    DataDir {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system has no folder for this user's files.
    #[error("cannot tell where this user's data belongs")]
    NoHome,
    /// The file that remembers the data folder cannot be used.
    #[error("cannot use {}: {source}", .file.display())]
    ConfigFile {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl ContextError for FileError {
    fn code(&self) -> ProblemCode {
        match self {
            Self::Exists(_) => ProblemCode::Taken,
            Self::NoHome | Self::ConfigFile { .. } => ProblemCode::Internal,
            _ => ProblemCode::InvalidInput,
        }
    }

    fn remedy(&self) -> Option<Remedy> {
        matches!(self, Self::NoHome).then_some(Remedy::NameDataDir)
    }
}
