//! The calls of SQLite. SQLite's own VFS does the work: for each file in a watched folder, its
//! table of methods is replaced by one that asks the [`FaultyDisk`] first and then calls the
//! original method.

use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};
use std::{
    collections::HashMap,
    ffi::{CStr, OsStr, c_char, c_int, c_void},
    os::unix::ffi::OsStrExt as _,
    path::Path,
    ptr,
    sync::{
        Arc, Mutex, MutexGuard, Once, OnceLock,
        atomic::{AtomicPtr, Ordering},
    },
};

use crate::{
    FaultyDisk,
    faults::{Call, Fault, code},
    history::{Change, FileId},
    lock,
};

/// SQLite's own VFS.
static ORIGINAL: AtomicPtr<sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// An open file in a watched folder.
#[derive(Clone)]
struct Open {
    disk: Arc<FaultyDisk>,
    /// The original methods, which SQLite keeps for the whole program.
    methods: &'static sqlite3_io_methods,
    recorded: Option<FileId>,
}

/// The open files by the address of SQLite's handle, which does not move while it is open.
fn open_files() -> MutexGuard<'static, HashMap<usize, Open>> {
    static OPEN: OnceLock<Mutex<HashMap<usize, Open>>> = OnceLock::new();
    lock(OPEN.get_or_init(Mutex::default))
}

fn opened(file: *mut sqlite3_file) -> Open {
    open_files().get(&file.addr()).expect("the methods are set for files in the table only").clone()
}

impl Open {
    fn fails(&self, call: Call) -> Option<c_int> {
        self.disk.next(call).map(|fault| code(fault, call))
    }

    fn changed(&self, change: impl FnOnce() -> Change) {
        if let Some(file) = self.recorded {
            self.disk.changes(file, change());
        }
    }
}

/// Registers the VFS as the default one.
pub(crate) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // SAFETY: SQLite initializes itself and returns its default VFS, which is never freed.
        let original = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        ORIGINAL.store(original, Ordering::Release);
        // SAFETY: `original` is valid, see above. Its functions read only the fields that the copy
        // has too.
        let copy = sqlite3_vfs {
            zName: c"faulty".as_ptr(),
            pNext: ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            ..unsafe { *original }
        };
        // SAFETY: the leaked VFS is valid for the rest of the program.
        let registered = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(copy)), 1) };
        assert_eq!(registered, ffi::SQLITE_OK, "SQLite accepts the VFS");
    });
}

/// The disk of a path that SQLite passes; none for temporary files without a name.
///
/// # Safety
/// `name` is null or a string that ends in a NUL.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    // SAFETY: promised by the caller.
    (!name.is_null()).then(|| Path::new(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes())))
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: SQLite passes a name that stays valid while the file is open.
    let path = unsafe { path(name) };
    let disk = path.and_then(FaultyDisk::watching);
    if let Some(disk) = &disk
        && let Some(fault) = disk.next(Call::Open)
    {
        // SAFETY: SQLite passes a valid handle. Without methods, it does not close it.
        unsafe { (*file).pMethods = ptr::null() };
        return code(fault, Call::Open);
    }
    let original = ORIGINAL.load(Ordering::Acquire);
    // SAFETY: `original` is valid, and the arguments are those of SQLite.
    let result = unsafe { (*original).xOpen.expect("VFS method")(original, name, file, flags, out_flags) };
    if result == ffi::SQLITE_OK
        && let (Some(disk), Some(path)) = (disk, path)
    {
        let recorded = disk.opens(path);
        // SAFETY: the call above has opened the file and set its methods, which are static.
        let methods = unsafe { &*(*file).pMethods };
        open_files().insert(file.addr(), Open { disk, methods, recorded });
        // SAFETY: the handle is valid, and `METHODS` calls the methods that it had.
        unsafe { (*file).pMethods = &raw const METHODS };
    }
    result
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_dir: c_int) -> c_int {
    // SAFETY: SQLite passes a valid name.
    let disk = unsafe { path(name) }.and_then(FaultyDisk::watching);
    if let Some(fault) = disk.and_then(|disk| disk.next(Call::Delete)) {
        return code(fault, Call::Delete);
    }
    let original = ORIGINAL.load(Ordering::Acquire);
    // SAFETY: `original` is valid, and the arguments are those of SQLite.
    unsafe { (*original).xDelete.expect("VFS method")(original, name, sync_dir) }
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Without memory-mapped reads, which no method would see.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock_file),
    xUnlock: Some(unlock_file),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Defines methods that return the fault of the disk, or else call the original.
macro_rules! methods {
    ($($name:ident = $original:ident($($arg:ident: $type:ty),*) $(fails $call:expr)?;)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $arg: $type)*) -> c_int {
            let open = opened(file);
            $(if let Some(code) = open.fails($call) {
                return code;
            })?
            // SAFETY: SQLite's arguments go to the method that SQLite's own VFS gave this file.
            unsafe { open.methods.$original.expect("VFS method")(file $(, $arg)*) }
        }
    )*};
}

methods! {
    read = xRead(to: *mut c_void, count: c_int, at: i64) fails Call::Read;
    file_size = xFileSize(size: *mut i64) fails Call::Size;
    lock_file = xLock(level: c_int) fails Call::Lock;
    unlock_file = xUnlock(level: c_int);
    check_reserved_lock = xCheckReservedLock(result: *mut c_int);
    file_control = xFileControl(operation: c_int, value: *mut c_void);
    sector_size = xSectorSize();
    device_characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, memory: *mut *mut c_void) fails Call::ShmMap;
    shm_unmap = xShmUnmap(delete: c_int);
    original_shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    original_write = xWrite(from: *const c_void, count: c_int, at: i64);
    original_truncate = xTruncate(size: i64);
    original_close = xClose();
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: SQLite's arguments.
    let result = unsafe { original_close(file) };
    let open = open_files().remove(&file.addr());
    if let Some((disk, recorded)) = open.and_then(|open| Some((open.disk, open.recorded?))) {
        disk.closes(recorded);
    }
    result
}

unsafe extern "C" fn write(file: *mut sqlite3_file, from: *const c_void, count: c_int, at: i64) -> c_int {
    let open = opened(file);
    let fault = open.disk.next(Call::Write);
    let written = match fault {
        None => count,
        Some(Fault::ShortWrite) => count / 2,
        Some(Fault::Io | Fault::Full) => 0,
    };
    if written > 0 {
        open.changed(|| {
            // SAFETY: SQLite passes `count` bytes, of which this reads no more.
            let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), written as usize) };
            Change::Write { at: at as usize, bytes: bytes.to_vec() }
        });
        // SAFETY: SQLite's arguments with a count that is not higher.
        let result = unsafe { original_write(file, from, written, at) };
        if result != ffi::SQLITE_OK {
            return result;
        }
    }
    fault.map_or(ffi::SQLITE_OK, |fault| code(fault, Call::Write))
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    let open = opened(file);
    if let Some(code) = open.fails(Call::Truncate) {
        return code;
    }
    open.changed(|| Change::Truncate { size: size as usize });
    // SAFETY: SQLite's arguments.
    unsafe { original_truncate(file, size) }
}

/// Waits for no real disk: what survives a power cut is computed.
unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    let open = opened(file);
    open.disk.wait_for_sync();
    let failed = open.fails(Call::Sync);
    open.changed(|| Change::Sync { succeeded: failed.is_none() });
    failed.unwrap_or(ffi::SQLITE_OK)
}

/// Unlocking does not fail.
unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, offset: c_int, count: c_int, flags: c_int) -> c_int {
    let failed = (flags & ffi::SQLITE_SHM_LOCK != 0).then(|| opened(file).fails(Call::ShmLock)).flatten();
    // SAFETY: SQLite's arguments.
    failed.unwrap_or_else(|| unsafe { original_shm_lock(file, offset, count, flags) })
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as for the other methods.
    unsafe { opened(file).methods.xShmBarrier.expect("VFS method")(file) }
}
