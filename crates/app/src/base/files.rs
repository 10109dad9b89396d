//! Files that a person names: where they go when nothing else is said, and that none is lost.

use directories::UserDirs;
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use crate::error::AppError;

/// The largest file that is read as a text, in bytes.
const MOST_READ: u64 = 128 << 20;

/// Where a file of that name goes when a person does not say otherwise: with the downloads, or with the data.
pub(crate) fn place_for(data_dir: &Path, name: &str) -> String {
    // What stands in a file's name is not to lead anywhere else.
    let name: String =
        name.chars().map(|one| if "/\\:*?\"<>|".contains(one) || one.is_control() { '-' } else { one }).collect();
    let dirs = UserDirs::new();
    let downloads = dirs.as_ref().and_then(UserDirs::download_dir).filter(|folder| folder.is_dir());
    let folder = downloads.unwrap_or(data_dir);
    folder.join(name.trim_start_matches('.')).display().to_string()
}

/// Writes a file, and returns where it is. One that is there is replaced only when that was said.
pub(crate) fn write(path: &str, bytes: &[u8], replace: bool) -> Result<String, AppError> {
    let file = expanded(path)?;
    let told = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => AppError::FileThere(file.display().to_string()),
        _ => AppError::Setting(format!("cannot write {}: {error}", file.display())),
    };
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    options.open(&file).and_then(|mut out| out.write_all(bytes)).map_err(told)?;
    Ok(file.display().to_string())
}

/// Reads a file. What is no plain file could be read without end.
pub(crate) fn read(path: &str) -> Result<Vec<u8>, AppError> {
    let file = expanded(path)?;
    let told = |why: String| AppError::Setting(format!("cannot read {}: {why}", file.display()));
    let about = std::fs::metadata(&file).map_err(|error| told(error.to_string()))?;
    if !about.is_file() {
        return Err(told("it is not a plain file; choose one".to_owned()));
    }
    if about.len() > MOST_READ {
        return Err(told("it is larger than 128 MiB".to_owned()));
    }
    std::fs::read(&file).map_err(|error| told(error.to_string()))
}

/// A full path; `~` is the person's own folder.
fn expanded(path: &str) -> Result<PathBuf, AppError> {
    let path = path.trim();
    let home = || UserDirs::new().map(|dirs| dirs.home_dir().to_owned()).ok_or(AppError::NoHome);
    let full = match path.strip_prefix('~') {
        Some("") => home()?,
        Some(rest) if rest.starts_with(['/', '\\']) => home()?.join(&rest[1..]),
        _ => Path::new(path).to_owned(),
    };
    if full.is_absolute() {
        return Ok(full);
    }
    Err(AppError::Setting(format!("'{path}' is not a full path; begin at the root, or with ~/ for your own folder")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_replaced_unless_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv").display().to_string();
        assert_eq!(write(&path, b"one", false).unwrap(), path);
        assert!(matches!(write(&path, b"two", false), Err(AppError::FileThere(there)) if there == path));
        write(&path, b"3", true).unwrap();
        assert_eq!(read(&path).unwrap(), b"3");
        assert!(
            read(&folder.path().display().to_string()).is_err_and(|error| error.to_string().contains("plain file"))
        );
        assert!(write("a.csv", b"", false).is_err_and(|error| error.to_string().contains("not a full path")));
    }

    #[test]
    fn a_tilde_is_the_persons_own_folder() {
        let home = UserDirs::new().unwrap().home_dir().to_owned();
        assert_eq!(expanded(" ~/a.csv ").unwrap(), home.join("a.csv"));
    }
}
