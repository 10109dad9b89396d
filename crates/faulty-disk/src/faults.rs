//! Which call fails, and how.

use rusqlite::ffi;
use std::ffi::c_int;

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Any call fails with an I/O error and does nothing.
    Io,
    /// Writes fail with a full disk and do nothing.
    Full,
    /// Writes fail with a full disk after half of their bytes.
    ShortWrite,
}

/// How long a fault lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// For one call.
    Once,
    /// Until [`crate::FaultyDisk::heal`].
    UntilHealed,
}

/// A call of SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Open,
    Delete,
    Read,
    Write,
    Truncate,
    Sync,
    Size,
    Lock,
    ShmMap,
    ShmLock,
}

/// A fault that waits for its call.
#[derive(Debug)]
pub(crate) struct Armed {
    pub(crate) fault: Fault,
    pub(crate) lasts: Lasts,
    /// Calls before it that succeed.
    pub(crate) left: u64,
}

impl Armed {
    pub(crate) fn next(&mut self, call: Call) -> Option<Fault> {
        if self.fault != Fault::Io && !matches!(call, Call::Write | Call::ShmMap) {
            return None;
        }
        if self.left == u64::MAX {
            return None;
        }
        if self.left > 0 {
            self.left -= 1;
            return None;
        }
        if self.lasts == Lasts::Once {
            self.left = u64::MAX;
        }
        Some(self.fault)
    }
}

/// What SQLite's own VFS returns in such a case.
pub(crate) fn code(fault: Fault, call: Call) -> c_int {
    match (fault, call) {
        (Fault::Full | Fault::ShortWrite, Call::Write) => ffi::SQLITE_FULL,
        (Fault::Full | Fault::ShortWrite, _) => ffi::SQLITE_IOERR_SHMSIZE,
        (Fault::Io, Call::Open) => ffi::SQLITE_CANTOPEN,
        (Fault::Io, Call::Delete) => ffi::SQLITE_IOERR_DELETE,
        (Fault::Io, Call::Read) => ffi::SQLITE_IOERR_READ,
        (Fault::Io, Call::Write) => ffi::SQLITE_IOERR_WRITE,
        (Fault::Io, Call::Truncate) => ffi::SQLITE_IOERR_TRUNCATE,
        (Fault::Io, Call::Sync) => ffi::SQLITE_IOERR_FSYNC,
        (Fault::Io, Call::Size) => ffi::SQLITE_IOERR_FSTAT,
        (Fault::Io, Call::Lock) => ffi::SQLITE_IOERR_LOCK,
        (Fault::Io, Call::ShmMap) => ffi::SQLITE_IOERR_SHMMAP,
        (Fault::Io, Call::ShmLock) => ffi::SQLITE_IOERR_SHMLOCK,
    }
}
