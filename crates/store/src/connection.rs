//! Opens connections. All PRAGMAs of the crate are here.

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql,
    types::{ToSqlOutput, ValueRef},
};
use std::{fs, io, path::Path, time::Duration};

use crate::{error::OpenError, paths, visibility::hide_trash};

/// How long a connection waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens the connection that writes. Creates the file if needed, for its owner only. An existing
/// file is not written to until the caller knows that it is Hookglass's and calls
/// [`prepare_writer`].
pub(crate) fn open_writer(dir: &Path) -> Result<Connection, OpenError> {
    let file = paths::database(dir);
    make_file(&file).map_err(|source| match source.kind() {
        io::ErrorKind::ReadOnlyFilesystem => OpenError::ReadOnly { file: file.clone() },
        _ => OpenError::File { file: file.clone(), source },
    })?;
    // Checked here because root can write to read-only files.
    if fs::metadata(&file).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(OpenError::ReadOnly { file });
    }
    let failed = |source: rusqlite::Error| open_error(&file, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(failed)? {
        return Err(OpenError::ReadOnly { file });
    }
    connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    distrust_schema(&connection).map_err(failed)?;
    Ok(connection)
}

/// Views, triggers and defaults of a file from elsewhere can call only functions without side
/// effects.
fn distrust_schema(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "trusted_schema", false)
}

/// Sets the layout of an empty file. On any other file this would only take the write lock.
pub(crate) fn lay_out(connection: &Connection) -> rusqlite::Result<()> {
    // A page of 8 KiB holds three events of 2 KB, a page of 4 KiB one: 2.7 KB per event on disk
    // instead of 4.1.
    connection.pragma_update(None, "page_size", 8192)?;
    // Allows returning the space of deleted events in small steps.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")
}

/// Sets how SQLite writes.
pub(crate) fn prepare_writer(connection: &Connection) -> rusqlite::Result<()> {
    // Readers and the writer do not wait for each other.
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // An acknowledged event is on the disk, not only in the page cache.
    connection.pragma_update(None, "synchronous", "FULL")?;
    // 4 MiB: small enough that no commit pays for a long checkpoint.
    connection.pragma_update(None, "wal_autocheckpoint", 500)?;
    // After a burst the log shrinks to 16 MiB.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    // 2 MiB: appends touch few pages.
    connection.pragma_update(None, "cache_size", -2048)?;
    // 16 MiB for all connections of this process: a connection gives up pages that it has not used
    // for long.
    connection.pragma_update(None, "soft_heap_limit", 16 << 20)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

/// Opens a read-only connection. It does not see events in the trash.
pub(crate) fn open_reader(dir: &Path) -> Result<Connection, OpenError> {
    let file = paths::database(dir);
    let failed = |source: rusqlite::Error| open_error(&file, source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&file, flags).map_err(failed)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
    // 8 MiB: scans of list columns read pages beside large bodies.
    connection.pragma_update(None, "cache_size", -8192).map_err(failed)?;
    distrust_schema(&connection).map_err(failed)?;
    hide_trash(&connection).map_err(failed)?;
    Ok(connection)
}

/// Moves the log into the file and truncates it. Returns `false` if another connection that is
/// reading or writing prevented that.
pub(crate) fn checkpoint(dir: &Path) -> rusqlite::Result<bool> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(paths::database(dir), flags)?;
    // It waits for no lock. PASSIVE does most of the work before a writer would have to wait.
    connection.busy_timeout(Duration::ZERO)?;
    let run =
        |how| connection.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |row| row.get::<_, bool>("busy"));
    run("PASSIVE")?;
    Ok(!run("TRUNCATE")?)
}

/// Attaches the index to a connection as `idx`. A read-only connection reads it only.
pub(crate) fn attach_index(connection: &Connection, dir: &Path) -> rusqlite::Result<()> {
    connection.execute("ATTACH ?1 AS idx", [FileName(&paths::index(dir))])?;
    // 8 MiB: the posting lists of common words are long.
    connection.pragma_update(Some("idx"), "cache_size", -8192)?;
    // Lists the terms of the index. The table exists on this connection only and stores nothing.
    connection.execute_batch("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(idx, words, row)")?;
    // Finds damaged pages sooner.
    connection.pragma_update(None, "cell_size_check", true)
}

/// A file name as a value of SQL. On Unix it is any bytes, which SQLite passes on to the system.
struct FileName<'a>(&'a Path);

impl ToSql for FileName<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let bytes = self.0.as_os_str().as_encoded_bytes();
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(bytes)))
    }
}

/// Opens the index to fill it.
pub(crate) fn open_index_writer(dir: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(paths::index(dir), flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    prepare_index(&connection)?;
    Ok(connection)
}

/// Makes every commit to the index wait for the disk.
pub(crate) fn sync_commits(index: &Connection) -> rusqlite::Result<()> {
    index.pragma_update(None, "synchronous", "FULL")
}

/// Sets the layout of the index and how SQLite writes it.
pub(crate) fn prepare_index(connection: &Connection) -> rusqlite::Result<()> {
    // Pages are written in random order, so small ones cost less.
    connection.pragma_update(None, "page_size", 4096)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // Waits for the disk at checkpoints, not at commits. OFF would never wait, but a power cut
    // could then leave a mix of old and new pages that goes unnoticed, and searches would return
    // wrong results.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 1000)?;
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "cell_size_check", true)
}

pub(crate) fn open_error(file: &Path, source: rusqlite::Error) -> OpenError {
    let file = file.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => OpenError::NotADatabase { file },
        Some(ErrorCode::ReadOnly) => OpenError::ReadOnly { file },
        Some(ErrorCode::DatabaseCorrupt) => OpenError::Damaged { file },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => OpenError::Busy { file },
        _ => OpenError::Sqlite { file, source: without_sql(source) },
    }
}

/// Removes the statement from an error message.
fn without_sql(error: rusqlite::Error) -> rusqlite::Error {
    match error {
        rusqlite::Error::SqlInputError { error, msg, .. } => rusqlite::Error::SqliteFailure(error, Some(msg)),
        other => other,
    }
}

/// Creates a folder for its owner only.
pub(crate) fn make_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Creates a file for its owner only. SQLite copies the permissions to its log, so they are set
/// before it opens the file.
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
    fn the_schema_of_a_file_is_not_trusted() {
        let dir = tempfile::tempdir().unwrap();
        let writer = open_writer(dir.path()).unwrap();
        lay_out(&writer).unwrap();
        prepare_writer(&writer).unwrap();
        for connection in [&writer, &open_reader(dir.path()).unwrap()] {
            let trusted: bool = connection.pragma_query_value(None, "trusted_schema", |row| row.get(0)).unwrap();
            assert!(!trusted, "a planted default or index could call any function");
        }
    }

    #[test]
    fn commits_wait_for_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let connection = open_writer(dir.path()).unwrap();
        lay_out(&connection).unwrap();
        prepare_writer(&connection).unwrap();
        let pragma =
            |name| connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).unwrap();
        // A killed process does not show this, because the page cache survives it. Only a power cut
        // would.
        assert_eq!(pragma("synchronous"), 2.into(), "FULL");
        assert_eq!(pragma("journal_mode"), "wal".to_owned().into());
        assert_eq!(pragma("page_size"), 8192.into());
    }
}
