//! The files in a data folder.

use std::path::{Path, PathBuf};

/// The name of the database in its folder.
pub const FILE_NAME: &str = "hookglass.db";

/// The name of the index in its folder.
pub const INDEX_FILE_NAME: &str = "hookglass-index.db";

pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// The log of the database, which SQLite creates.
pub(crate) fn log(dir: &Path) -> PathBuf {
    dir.join(format!("{FILE_NAME}-wal"))
}

pub(crate) fn index(dir: &Path) -> PathBuf {
    dir.join(INDEX_FILE_NAME)
}

/// Locked by the process that fills the index. It is a separate file because a lock on the index
/// would release SQLite's locks.
pub(crate) fn index_lock(dir: &Path) -> PathBuf {
    dir.join("hookglass-index.lock")
}

/// Exists while the index is known to be damaged.
pub(crate) fn index_damaged(dir: &Path) -> PathBuf {
    dir.join("hookglass-index.damaged")
}

/// The highest id of the databases that were moved aside.
pub(crate) fn highest_id(dir: &Path) -> PathBuf {
    dir.join("hookglass-highest-id")
}

/// Locked by every program that has the database open, together with others.
pub(crate) fn open_lock(dir: &Path) -> PathBuf {
    dir.join("hookglass-open.lock")
}

/// Space that is kept for deleting.
pub(crate) fn reserve(dir: &Path) -> PathBuf {
    dir.join("hookglass-reserve")
}

/// Exists while the space on the disk is probed.
pub(crate) fn probe(dir: &Path) -> PathBuf {
    dir.join("hookglass-probe")
}
