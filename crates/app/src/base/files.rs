//! Reading and writing files at paths that a user enters, without overwriting by accident.

use directories::UserDirs;
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use super::error::FileError;

/// The maximum size of a file to read, in bytes.
const MAX_FILE_SIZE: u64 = 128 << 20;

/// The default path for an exported file: in the downloads folder, or else in the data folder.
pub(crate) fn default_path(data_dir: &Path, name: &str) -> String {
    // The name must not point into another folder.
    let name: String =
        name.chars().map(|char| if "/\\:*?\"<>|".contains(char) || char.is_control() { '-' } else { char }).collect();
    let dirs = UserDirs::new();
    let downloads = dirs.as_ref().and_then(UserDirs::download_dir).filter(|folder| folder.is_dir());
    let folder = downloads.unwrap_or(data_dir);
    folder.join(name.trim_start_matches('.')).display().to_string()
}

/// Writes a file and returns its path. An existing file is overwritten only with `replace`.
pub(crate) fn write(path: &str, bytes: &[u8], replace: bool) -> Result<String, FileError> {
    let file = expand_home(path)?;
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    match options.open(&file).and_then(|mut out| out.write_all(bytes)) {
        Ok(()) => Ok(file.display().to_string()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(FileError::Exists(file.display().to_string())),
        Err(source) => Err(FileError::Write { file, source }),
    }
}

/// Reads a regular file. Other kinds, such as a device, could be endless.
pub(crate) fn read(path: &str) -> Result<Vec<u8>, FileError> {
    read_file(expand_home(path)?)
}

/// Like [`read`], for a path that needs no expansion.
pub(crate) fn read_file(file: PathBuf) -> Result<Vec<u8>, FileError> {
    let metadata = match std::fs::metadata(&file) {
        Ok(metadata) => metadata,
        Err(source) => return Err(FileError::Read { file, source }),
    };
    if !metadata.is_file() {
        return Err(FileError::NotAPlainFile(file));
    }
    if metadata.len() > MAX_FILE_SIZE {
        return Err(FileError::TooLarge(file));
    }
    std::fs::read(&file).map_err(|source| FileError::Read { file, source })
}

/// Expands `~` to the user's home folder. The result must be an absolute path.
fn expand_home(path: &str) -> Result<PathBuf, FileError> {
    let path = path.trim();
    let home = || UserDirs::new().map(|dirs| dirs.home_dir().to_owned()).ok_or(FileError::NoHome);
    let full = match path.strip_prefix('~') {
        Some("") => home()?,
        Some(rest) if rest.starts_with(['/', '\\']) => home()?.join(&rest[1..]),
        _ => Path::new(path).to_owned(),
    };
    if full.is_absolute() {
        return Ok(full);
    }
    Err(FileError::Relative(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_overwritten_only_with_replace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv").display().to_string();
        assert_eq!(write(&path, b"one", false).unwrap(), path);
        assert!(matches!(write(&path, b"two", false), Err(FileError::Exists(existing)) if existing == path));
        write(&path, b"3", true).unwrap();
        assert_eq!(read(&path).unwrap(), b"3");
        assert!(
            read(&folder.path().display().to_string()).is_err_and(|error| error.to_string().contains("regular file"))
        );
        assert!(write("a.csv", b"", false).is_err_and(|error| error.to_string().contains("not an absolute path")));
    }

    #[test]
    fn a_tilde_expands_to_the_home_folder() {
        let home = UserDirs::new().unwrap().home_dir().to_owned();
        assert_eq!(expand_home(" ~/a.csv ").unwrap(), home.join("a.csv"));
    }
}
