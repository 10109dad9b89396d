//! What can go wrong with the database, in sentences for a person.

use std::path::PathBuf;

/// Why a database cannot be opened. Nothing has been written to it.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder is not there and cannot be made.
    #[error("cannot make the data folder {}: {source}. Choose another with --data-dir", .dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file cannot be read or made.
    #[error("cannot open the database {}: {source}. Check its permissions, or choose another folder with --data-dir", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("{} is not a Hookglass database; it was left as it is. Move it away, or choose another folder with --data-dir", .file.display())]
    NotADatabase {
        /// The file.
        file: PathBuf,
    },
    /// The file is of a version to come.
    #[error("the database {} was made by a newer version of Hookglass; it was left as it is. Install that version, or choose another folder with --data-dir", .file.display())]
    Newer {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written to.
    #[error("the database {} is read-only, so nothing that arrives could be stored. Make it writable, or choose another folder with --data-dir", .file.display())]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// Another program writes, and does not stop.
    #[error("the database {} is in use by another program, which did not let go within 5 seconds. Try again, or end that program", .file.display())]
    Busy {
        /// The file.
        file: PathBuf,
    },
    /// The file is damaged.
    #[error("the database {} is damaged; it was left as it is. `hookglass repair` says how far, and can move it aside", .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// Anything else.
    #[error("cannot use the database {}: {source}. It was left as it is; choose another folder with --data-dir", .file.display())]
    Sqlite {
        /// The file.
        file: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
}

/// Why something was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No room.
    #[error("the disk is full; free some room, and Hookglass goes on by itself")]
    Full,
    /// Another process holds the file for too long.
    #[error("the database is in use by another process, which did not let go within 5 seconds")]
    Busy,
    /// More arrives than the disk takes.
    #[error("more arrives than the disk can take; waited 5 seconds for room in the queue")]
    Overloaded,
    /// The file became read-only.
    #[error("the database has become read-only")]
    ReadOnly,
    /// A value larger than SQLite takes.
    #[error("a value is larger than the 1 GB that SQLite takes")]
    TooLarge,
    /// Secrets are told apart by their names.
    #[error("there is a secret called '{0}' already; give this one another name, or remove that one first")]
    NameTaken(String),
    /// The index cannot be made.
    #[error("the index of the database cannot be made: {0}. Searches go on without it, and are slower")]
    Index(String),
    /// A file beside the database, which says who does what, cannot be made or locked.
    #[error("a lock file beside the database cannot be used: {0}. Check the permissions of the data folder")]
    Session(String),
    /// The file is damaged.
    #[error("the database is damaged: {0}. `hookglass repair` says how far, and can move it aside")]
    Damaged(#[source] rusqlite::Error),
    /// The store is being closed.
    #[error("the database is being closed")]
    Closed,
    /// Something in the file that this version does not understand.
    #[error("the database holds a value this version does not understand: {0}")]
    Unreadable(String),
    /// Anything else.
    #[error("the database failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// Whether it says nothing about the file itself.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Full | Self::Busy | Self::ReadOnly)
    }

    /// The same for each of several that failed together; SQLite's errors cannot be copied whole.
    pub(crate) fn from_shared(error: &rusqlite::Error) -> Self {
        let copy = match error {
            rusqlite::Error::SqliteFailure(code, message) => rusqlite::Error::SqliteFailure(*code, message.clone()),
            other => rusqlite::Error::ToSqlConversionFailure(other.to_string().into()),
        };
        copy.into()
    }
}

/// Of a database that is open already.
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
