//! Opening the file: who may read it, and how SQLite treats it. Every PRAGMA of the project stands here.

use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{error::OpenError, index::index_file, trash::hide_trash};

/// The name of the database in its folder.
pub const FILE_NAME: &str = "hookglass.db";

/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

pub(crate) fn file_in(dir: &Path) -> PathBuf {
    dir.join(FILE_NAME)
}

/// Opens the connection that writes. Makes folder and file when they are not there, for their owner only. Nothing is
/// written to a file that was there; [`prepare_writer`] is for a file that is known to be Hookglass's.
pub(crate) fn open_writer(dir: &Path) -> Result<Connection, OpenError> {
    make_folder(dir).map_err(|source| OpenError::Folder { dir: dir.to_owned(), source })?;
    let file = file_in(dir);
    make_file(&file).map_err(|source| match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly { file: file.clone() },
        _ => OpenError::File { file: file.clone(), source },
    })?;
    // Looked at by itself, because root can write to what it is told not to.
    if fs::metadata(&file).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(OpenError::ReadOnly { file });
    }
    let failed = |source: rusqlite::Error| refused(&file, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(failed)? {
        return Err(OpenError::ReadOnly { file });
    }
    connection.busy_timeout(BUSY).map_err(failed)?;
    Ok(connection)
}

/// Sets how SQLite lays out a file that is still empty. On any other this would do nothing, but take the write lock.
pub(crate) fn lay_out(connection: &Connection) -> rusqlite::Result<()> {
    // An event of 2 KB with its headers fits three times into 8 KiB, and once into 4: 2.7 KB on disk for it against 4.1.
    connection.pragma_update(None, "page_size", 8192)?;
    // Lets the space of deleted events be given back in small steps.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")
}

/// Sets how SQLite writes.
pub(crate) fn prepare_writer(connection: &Connection) -> rusqlite::Result<()> {
    // Readers and the writer do not wait for each other.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // An acknowledged event is on the disk, not only in the system's memory.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // 4 MiB: small enough that no commit pays for a long checkpoint.
    connection.pragma_update(None, "wal_autocheckpoint", 500)?;
    // After a burst the log goes back to 16 MiB.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    // 2 MiB: appending needs few pages.
    connection.pragma_update(None, "cache_size", -2048)?;
    // 16 MiB for all connections of this process together: what one has not used for long makes room for another.
    connection.pragma_update(None, "soft_heap_limit", 16 << 20)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Opens a connection that can only read. It does not see what is deleted.
pub(crate) fn open_reader(dir: &Path) -> Result<Connection, OpenError> {
    let file = file_in(dir);
    let failed = |source: rusqlite::Error| refused(&file, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
    connection.busy_timeout(BUSY).map_err(failed)?;
    // 8 MiB: scans of list columns run over large bodies' neighbours.
    connection.pragma_update(None, "cache_size", -8192).map_err(failed)?;
    hide_trash(&connection).map_err(failed)?;
    Ok(connection)
}

/// Folds the log into the file and cuts it to nothing; does neither if somebody reads or writes just now.
pub(crate) fn fold_log(dir: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file_in(dir), flags)?;
    // Nobody is waited for, and almost all is done before a writer would have to wait.
    connection.busy_timeout(Duration::ZERO)?;
    for how in ["PASSIVE", "TRUNCATE"] {
        connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))?;
    }
    Ok(())
}

/// Attaches the index to a connection as `idx`. What can only read reads the index only, too.
pub(crate) fn attach_index(connection: &Connection, dir: &Path) -> rusqlite::Result<()> {
    let file = index_file(dir);
    connection.execute("ATTACH ?1 AS idx", [file.to_string_lossy()])?;
    // 8 MiB: the lists of common words are long.
    connection.pragma_update(Some("idx"), "cache_size", -8192)?;
    // Which terms there are. A table that only this connection has, and that holds nothing.
    connection.execute_batch("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(idx, words, row)")?;
    // A page that is not what it says is noticed sooner.
    connection.pragma_update(None, "cell_size_check", true)
}

/// Opens the index to fill it.
pub(crate) fn open_index_writer(dir: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(index_file(dir), flags)?;
    connection.busy_timeout(BUSY)?;
    prepare_index(&connection)?;
    Ok(connection)
}

/// From now on what is committed to the index is on the disk.
pub(crate) fn wait_for_the_disk(index: &Connection) -> rusqlite::Result<()> {
    index.pragma_update(None, "synchronous", "FULL")
}

/// Sets how SQLite lays out and writes the index.
pub(crate) fn prepare_index(connection: &Connection) -> rusqlite::Result<()> {
    // Its pages are written in no order: small ones cost less.
    connection.pragma_update(None, "page_size", 4096)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // The disk is waited for once in a thousand pages, never at a commit. OFF would not wait at all; but after a power cut
    // its file can be a mix of old and new pages that nothing notices, and then a search says what is not so.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 1000)?;
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "cell_size_check", true)
}

pub(crate) fn refused(file: &Path, source: rusqlite::Error) -> OpenError {
    let file = file.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase { file },
        Some(ErrorCode::ReadOnly) => OpenError::ReadOnly { file },
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged { file },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy { file },
        _ => OpenError::Sqlite { file, source: without_sql(source) },
    }
}

/// What SQLite says, without the statement it says it about.
fn without_sql(error: rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqlInputError { error, msg, .. } => rusqlite::Error::SqliteFailure(error, Some(msg)),
        other => other,
    }
}

fn make_folder(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// SQLite gives its log the permissions of the file, so they have to be right before it opens it.
pub(crate) fn make_file(file: &Path) -> io::Result<()> {
    if file.exists() {
        return Ok(());
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_acknowledged_is_on_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let connection = open_writer(dir.path()).unwrap();
        lay_out(&connection).unwrap();
        prepare_writer(&connection).unwrap();
        let pragma =
            |name| connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
        // Killing the process cannot show this: the system's memory survives it. Power failing does not ask.
        assert_eq!(pragma("synchronous"), 2.into(), "FULL");
        assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
        assert_eq!(pragma("page_size"), 8192.into());
    }
}
