//! What can go wrong with the database.
//!
//! A message states the fact and the file. What to do about it depends on the program, so each face
//! adds its own hint.

use std::{io, path::PathBuf};

use crate::reserve::is_out_of_space;

/// Why a database cannot be opened. Nothing has been written to it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder does not exist and cannot be created.
    #[error("cannot make the data folder {}: {source}", .dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be read or created.
    #[error("cannot open the database {}: {source}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is something else.
    #[error("{} is not a Hookglass database; the file was not changed", .file.display())]
    NotADatabase {
        /// The file.
        file: PathBuf,
    },
    /// A later version wrote the file.
    #[error("the database {} was made by a newer version of Hookglass; the file was not changed", .file.display())]
    Newer {
        /// The file.
        file: PathBuf,
    },
    /// The file has a trigger or a view. Hookglass has none; SQLite would run it with each event.
    #[error("the database {} has a {kind} that Hookglass did not create: {name:?}; the file was not changed", .file.display())]
    UnexpectedSchema {
        /// The file.
        file: PathBuf,
        /// `trigger` or `view`.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Other users can open a file or the folder, and that cannot be changed.
    #[error("other users of this computer can open {}, and its permissions cannot be changed: {source}", .path.display())]
    Exposed {
        /// The file or the folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be written to.
    #[error("the database {} is read-only, so nothing that arrives could be stored", .file.display())]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// Another program holds the write lock.
    #[error("the database {} is in use by another program, which did not let go within 5 seconds", .file.display())]
    Busy {
        /// The file.
        file: PathBuf,
    },
    /// The file is damaged.
    #[error("the database {} is damaged; the file was not changed", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// Any other SQLite error.
    #[error("cannot use the database {}: {source}. The file was not changed", .file.display())]
    Sqlite {
        /// The file.
        file: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

impl OpenError {
    /// Whether a full disk can be the reason.
    pub(crate) fn can_be_out_of_space(&self) -> bool {
        use rusqlite::ErrorCode;
        match self {
            Self::Sqlite { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen)
            ),
            Self::File { source, .. } => is_out_of_space(source),
            _ => false,
        }
    }
}

/// Why a read or a write failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room left.
    #[error("the disk is full")]
    Full,
    /// Another process holds the lock for too long.
    #[error("the database is in use by another process, which did not let go in time")]
    Busy,
    /// More arrives than the disk takes.
    #[error("more arrives than the disk can take; nothing was stored within 2.5 seconds")]
    Overloaded,
    /// The file became read-only.
    #[error("the database has become read-only")]
    ReadOnly,
    /// A value is larger than SQLite takes.
    #[error("a value is larger than the 1 GB that SQLite takes")]
    TooLarge,
    /// Another secret has this name.
    #[error("there is a secret called '{0}' already")]
    NameTaken(String),
    /// The index cannot be created. Searches work without it, more slowly.
    #[error("the index of the database cannot be made: {0}")]
    Index(String),
    /// A lock file beside the database cannot be created or locked.
    #[error("the lock file {} cannot be used: {source}", .file.display())]
    LockFile {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(#[source] rusqlite::Error),
    /// The store is being closed.
    #[error("the database is being closed")]
    Closed,
    /// The file holds something that this version does not understand.
    #[error("the database holds a value this version does not understand: {0}")]
    Unreadable(String),
    /// Any other SQLite error.
    #[error("the database failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// A copy for each job of a failed batch. SQLite's errors are not `Clone`.
    pub(crate) fn from_shared(error: &rusqlite::Error) -> Self {
        let copy = match error {
            rusqlite::Error::SqliteFailure(code, message) => rusqlite::Error::SqliteFailure(*code, message.clone()),
            other => rusqlite::Error::ToSqlConversionFailure(other.to_string().into()),
        };
        copy.into()
    }

    pub(crate) fn lock_file(file: &std::path::Path, source: io::Error) -> Self {
        match is_out_of_space(&source) {
            true => Self::Full,
            false => Self::LockFile { file: file.to_owned(), source },
        }
    }
}

/// For a connection to a database that is already open.
impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::TooBig) => Self::TooLarge,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error),
            _ => Self::Sqlite(error),
        }
    }
}
