//! Space on the disk that deleting can use once the disk is full.
//!
//! SQLite needs room even to delete: it writes the changed pages to its log first. The reserve is a
//! file that is allocated while there is room. A full disk releases it in parts, only for work that
//! frees space. New events leave room for the parts that are missing, so that they do not take what
//! was released.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{connection::make_file, paths};

/// Bytes of the reserve on a disk with plenty of room.
const MAX_RESERVE: u64 = 16 << 20;
/// The reserve takes at most one eighth of the free space.
const SHARE: u64 = 8;
/// How many parts it is released in.
const PARTS: u64 = 4;
/// Small events can take this share of the free space, and at most this many bytes, until it is read
/// again. Reading it for each of them would cost more than any other check of the writer.
const UNCHECKED_SHARE: u64 = 16;
const MAX_UNCHECKED: u64 = 1 << 20;
/// For more bytes than these the free space is always read.
const MAX_SMALL: u64 = MAX_UNCHECKED / 4;

/// The reserve of a data folder.
#[derive(Debug, Clone)]
pub(crate) struct Reserve {
    dir: PathBuf,
    /// Bytes that it should have.
    target: Arc<AtomicU64>,
    /// Bytes that can be written until the free space is read again.
    unchecked: Arc<AtomicU64>,
}

impl Reserve {
    /// The reserve as it is.
    pub(crate) fn of(dir: &Path) -> Self {
        let reserve = Self { dir: dir.to_owned(), target: Arc::default(), unchecked: Arc::default() };
        reserve.target.store(reserve.size(), Ordering::Relaxed);
        reserve
    }

    fn size(&self) -> u64 {
        fs::metadata(paths::reserve(&self.dir)).map_or(0, |metadata| metadata.len())
    }

    fn missing(&self) -> u64 {
        self.target.load(Ordering::Relaxed).saturating_sub(self.size())
    }

    /// Allocates what is missing, if there is room.
    pub(crate) fn fill(&self) -> io::Result<()> {
        let size = self.size();
        let Some(free) = available(&self.dir) else { return Ok(()) };
        let wanted = ((free + size) / SHARE).min(MAX_RESERVE).max(self.target.load(Ordering::Relaxed));
        if size < wanted && free >= 2 * (wanted - size) {
            let path = paths::reserve(&self.dir);
            make_file(&path)?;
            self.unchecked.store(0, Ordering::Relaxed);
            allocate(&File::options().write(true).open(path)?, size, wanted)?;
        }
        self.target.store(wanted, Ordering::Relaxed);
        Ok(())
    }

    /// Frees a part of the reserve. Returns false if there is nothing left to free.
    pub(crate) fn release(&self) -> bool {
        let size = self.size();
        let part = self.target.load(Ordering::Relaxed).max(size).div_ceil(PARTS);
        let freed = File::options()
            .write(true)
            .open(paths::reserve(&self.dir))
            .and_then(|file| file.set_len(size.saturating_sub(part)));
        self.unchecked.store(0, Ordering::Relaxed);
        size > 0 && freed.is_ok()
    }

    /// Whether the disk has room for `bytes` twice, which is what storing them takes: once in the
    /// log and once in the file. True where the free space is unknown.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        let needed = 2 * bytes as u64;
        let take = |unchecked: u64| unchecked.checked_sub(needed);
        if needed <= MAX_SMALL && self.unchecked.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
            return true;
        }
        let Some(free) = available(&self.dir) else { return true };
        let left = free.checked_sub(needed + self.missing());
        let unchecked = left.map_or(0, |left| (left / UNCHECKED_SHARE).min(MAX_UNCHECKED));
        self.unchecked.store(unchecked, Ordering::Relaxed);
        left.is_some()
    }

    /// Writes and removes a file that takes twice `bytes`. Fails if the disk or a quota is full.
    pub(crate) fn probe(&self, bytes: usize) -> io::Result<()> {
        if !self.has_room(bytes) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let path = paths::probe(&self.dir);
        make_file(&path)?;
        let allocated =
            File::options().write(true).open(&path).and_then(|file| allocate(&file, 0, 2 * (bytes as u64).max(4096)));
        fs::remove_file(path)?;
        allocated
    }
}

/// Whether an error means that the disk, a quota or the size limit of files is reached.
pub(crate) fn is_out_of_space(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

/// Bytes that this user can still write; `None` if the system does not say.
#[cfg(unix)]
fn available(dir: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(dir).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn available(_: &Path) -> Option<u64> {
    None
}

/// Makes a file take space up to `to`, not only have that length.
fn allocate(mut file: &File, from: u64, to: u64) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), from, to - from) {
        Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => {}
        allocated => return Ok(allocated?),
    }
    io::Seek::seek(&mut file, io::SeekFrom::Start(from))?;
    let zeros = vec![0; 1 << 20];
    let mut left = to - from;
    while left > 0 {
        let part = left.min(zeros.len() as u64);
        file.write_all(&zeros[..part as usize])?;
        left -= part;
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_is_released_in_parts_and_filled_again() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = Reserve::of(dir.path());
        assert!(!reserve.release(), "there is none yet");
        reserve.fill().unwrap();
        let size = reserve.size();
        assert!(size > 0 && size <= MAX_RESERVE, "{size}");
        let parts = std::iter::from_fn(|| reserve.release().then(|| reserve.size())).collect::<Vec<_>>();
        assert_eq!((parts.len() as u64, parts.last()), (PARTS, Some(&0)));
        assert_eq!(reserve.missing(), size, "new events leave room for it");
        reserve.fill().unwrap();
        assert!(reserve.size() >= size);
        assert_eq!(Reserve::of(dir.path()).size(), reserve.size(), "other programs use the same one");
    }

    #[test]
    fn a_disk_without_room_for_twice_the_size_is_noticed_before_writing() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = Reserve::of(dir.path());
        let free = available(dir.path()).unwrap();
        assert!(reserve.has_room(1000) && !reserve.has_room(usize::try_from(free).unwrap() / 2 + (64 << 20)));
        reserve.probe(1000).unwrap();
        let error = reserve.probe(usize::MAX / 4).unwrap_err();
        assert!(is_out_of_space(&error));
        assert!(!paths::probe(dir.path()).exists());
        for kind in [io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge] {
            assert!(is_out_of_space(&kind.into()), "{kind}");
        }
    }
}
