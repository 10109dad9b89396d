//! The file with the confirmations: reads it when it has changed, and replaces it as a whole.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::SystemTime,
};
use tempfile::NamedTempFile;

use super::Confirmed;
use crate::{
    base::{error::FileError, files, lock},
    error::AppError,
};

/// The extension of the lock file beside the file.
const LOCK_EXTENSION: &str = "lock";

#[derive(Debug)]
pub(super) struct ConfirmationsFile {
    /// `None` if this user has no configuration folder.
    path: Option<PathBuf>,
    read: Mutex<Read>,
}

/// What was read last.
#[derive(Debug, Default)]
struct Read {
    version: Option<Version>,
    confirmed: Arc<Confirmed>,
    /// The message of the last problem, which is logged once.
    problem: Option<String>,
}

/// Tells one content of the file from the next without reading it.
#[derive(Debug, PartialEq, Eq)]
struct Version {
    modified: SystemTime,
    size: u64,
    inode: u64,
}

impl Version {
    fn of(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
        #[cfg(not(unix))]
        let inode = 0;
        Some(Self { modified: metadata.modified().ok()?, size: metadata.len(), inode })
    }
}

impl ConfirmationsFile {
    pub(super) fn new(path: Option<PathBuf>) -> Self {
        Self { path, read: Mutex::default() }
    }

    /// The confirmations; empty if the file does not exist or cannot be read.
    pub(super) fn current(&self) -> Arc<Confirmed> {
        self.refresh().0
    }

    /// Why the file cannot be read, in a sentence.
    pub(super) fn problem(&self) -> Option<String> {
        self.refresh().1
    }

    fn refresh(&self) -> (Arc<Confirmed>, Option<String>) {
        let mut read = lock(&self.read);
        let Some(path) = &self.path else { return (Arc::default(), Some(sentence(FileError::NoConfigDir))) };
        let version = Version::of(path);
        if version.is_none() || version != read.version {
            let (confirmed, problem) = match load(path) {
                Ok(confirmed) => (confirmed, None),
                Err(error) => (Confirmed::default(), Some(sentence(error))),
            };
            if let Some(problem) = problem.as_ref().filter(|problem| read.problem.as_ref() != Some(problem)) {
                tracing::warn!("{problem}");
            }
            *read = Read { version, confirmed: Arc::new(confirmed), problem };
        }
        (Arc::clone(&read.confirmed), read.problem.clone())
    }

    /// Reads the file, changes the confirmations and writes them, while no other process does. The
    /// file is either the old or the new one at any time.
    pub(super) fn change(&self, change: impl FnOnce(&mut Confirmed)) -> Result<(), FileError> {
        let path = self.path.as_deref().ok_or(FileError::NoConfigDir)?;
        let failed = |source| FileError::ConfigFile { file: path.to_owned(), source };
        let folder = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder).map_err(failed)?;
        let lock_file = File::options().create(true).append(true).open(path.with_extension(LOCK_EXTENSION));
        // Released when it is dropped.
        let lock_file = lock_file.map_err(failed)?;
        lock_file.lock().map_err(failed)?;
        let before = load(path)?;
        let mut confirmed = before.clone();
        change(&mut confirmed);
        if confirmed != before {
            replace(path, folder, &confirmed).map_err(failed)?;
            // Read again, even if the version looks the same.
            lock(&self.read).version = None;
        }
        Ok(())
    }
}

fn sentence(error: FileError) -> String {
    AppError::from(error).problem().detail
}

fn load(path: &Path) -> Result<Confirmed, FileError> {
    let failed = |source| FileError::Confirmations { file: path.to_owned(), source };
    match files::read_file(path.to_owned()) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| failed(error.into())),
        Err(FileError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(Confirmed::default()),
        Err(FileError::Read { source, .. }) => Err(failed(source)),
        Err(error) => Err(failed(io::Error::other(error))),
    }
}

/// Replaces the file. Only the user can read it.
fn replace(path: &Path, folder: &Path, confirmed: &Confirmed) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec_pretty(confirmed)?)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // Makes the new name durable. Other systems do not open folders.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(test)]
mod tests;
