//! Keeps a data folder for its owner: no other user may open the database, its log or its index.
//!
//! New files are made that way (`connection`). Files from a backup, a copy or an older version can
//! have any permissions.

use std::path::Path;

use crate::error::OpenError;

/// Takes away the permissions of other users. Fails if that is not possible.
#[cfg(unix)]
pub(crate) fn tighten(dir: &Path) -> Result<(), OpenError> {
    use crate::paths;
    for file in [paths::database(dir), paths::index(dir)] {
        // SQLite names its log and its shared memory after the file.
        for suffix in ["", "-wal", "-shm"] {
            let mut name = file.clone().into_os_string();
            name.push(suffix);
            private(Path::new(&name), 0o600)?;
        }
    }
    // A folder with other files is not Hookglass's to close; the files in it are closed.
    if is_own(dir) { private(dir, 0o700) } else { Ok(()) }
}

/// Other systems give a new file the permissions of its folder, which is the user's own.
#[cfg(not(unix))]
pub(crate) fn tighten(_dir: &Path) -> Result<(), OpenError> {
    Ok(())
}

#[cfg(unix)]
fn private(path: &Path, mode: u32) -> Result<(), OpenError> {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    let Ok(metadata) = fs::metadata(path) else { return Ok(()) };
    if metadata.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    let mode = metadata.permissions().mode() & mode;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|source| OpenError::Exposed { path: path.to_owned(), source })
}

/// Whether a folder contains only Hookglass's files.
#[cfg(unix)]
fn is_own(dir: &Path) -> bool {
    let is_ours = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b"hookglass");
    std::fs::read_dir(dir)
        .is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(|entry| is_ours(&entry.file_name()))))
}
