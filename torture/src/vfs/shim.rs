//! The functions that SQLite calls. All that is unsafe of this package is here.
#![expect(
    unsafe_code,
    reason = "SQLite's interface of a file layer is one of C functions"
)]
#![warn(clippy::undocumented_unsafe_blocks)]

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::{ptr, slice};

use rusqlite::ffi;

use super::{Call, Session, Share};
use crate::disk::Op;

/// The layer of the system.
static SYSTEM: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(ptr::null_mut());

/// Makes what SQLite takes for random.
static RANDOM: Mutex<Option<fastrand::Rng>> = Mutex::new(None);

/// A file of a folder that is watched, as SQLite holds it; that of the system stands behind it.
#[repr(C)]
struct Watched {
    base: ffi::sqlite3_file,
    system: *mut ffi::sqlite3_file,
    /// Comes from a `Box`, and goes when the file is closed.
    open: *mut OpenFile,
}

struct OpenFile {
    session: Arc<Session>,
    inode: usize,
    /// The layer of the system syncs the folder with the first sync of a file that it may have made.
    owes_folder: bool,
}

/// Put the layer before that of the system, for every connection of this process that names none.
pub fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: SQLite is initialised before its default layer is asked for, which lives as long as
        // the process. The copy is leaked, so it does as well; it keeps `pAppData`, so that the
        // functions that are not replaced find what they look for.
        let code = unsafe {
            ffi::sqlite3_initialize();
            let system = ffi::sqlite3_vfs_find(ptr::null());
            SYSTEM.store(system, Ordering::Release);
            let mut layer = ptr::read(system);
            layer.zName = c"torture".as_ptr();
            layer.pNext = ptr::null_mut();
            layer.szOsFile += c_int::try_from(size_of::<Watched>()).unwrap();
            layer.xOpen = Some(open);
            layer.xDelete = Some(delete);
            layer.xRandomness = Some(randomness);
            ffi::sqlite3_vfs_register(Box::leak(Box::new(layer)), 1)
        };
        assert_eq!(code, ffi::SQLITE_OK);
    });
}

/// Return the name of the layer of the system, for connections that nothing watches.
#[must_use]
pub fn plain_name() -> String {
    register();
    // SAFETY: `register` has set the pointer; the layer and its name live as long as the process.
    let name = unsafe { CStr::from_ptr((*SYSTEM.load(Ordering::Acquire)).zName) };
    name.to_string_lossy().into_owned()
}

/// Let what SQLite takes for random follow from a seed, from now on and in the whole process.
pub fn seed(seed: u64) {
    register();
    let mut random = RANDOM.lock().unwrap_or_else(PoisonError::into_inner);
    *random = Some(fastrand::Rng::with_seed(seed));
    drop(random);
    // SAFETY: with no room to fill SQLite only forgets its state, and asks `randomness` for a new one.
    unsafe { ffi::sqlite3_randomness(0, ptr::null_mut()) };
}

unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, count: c_int, out: *mut c_char) -> c_int {
    let mut random = RANDOM.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(random) = random.as_mut() else {
        let system = SYSTEM.load(Ordering::Acquire);
        // SAFETY: the call is handed on as it came, to the layer that it was meant for.
        return unsafe {
            (*system)
                .xRandomness
                .map_or(0, |ask| ask(system, count, out))
        };
    };
    let length = usize::try_from(count).unwrap_or_default();
    // SAFETY: SQLite hands over room for so many bytes.
    let bytes = unsafe { slice::from_raw_parts_mut(out.cast::<u8>(), length) };
    random.fill(bytes);
    count
}

fn path_of(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names end with a zero.
    let name = unsafe { CStr::from_ptr(name) };
    Some(Path::new(OsStr::from_bytes(name.to_bytes())).to_owned())
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    let system = SYSTEM.load(Ordering::Acquire);
    // SAFETY: `register` has set the pointer.
    let Some(open) = (unsafe { (*system).xOpen }) else {
        return ffi::SQLITE_CANTOPEN;
    };
    let path = path_of(name);
    let watched = path.and_then(|path| Session::of(&path).map(|session| (path, session)));
    let Some((path, session)) = watched else {
        // SAFETY: the call is handed on as it came; the room is larger than the layer asks for.
        return unsafe { open(system, name, file, flags, out_flags) };
    };
    let watched = file.cast::<Watched>();
    // SAFETY: SQLite hands over `szOsFile` bytes, aligned for pointers; methods that are null tell it
    // not to close a file that was not opened.
    unsafe { (*watched).base.pMethods = ptr::null() };
    if let Some(strike) = session.strike(Call::Open) {
        return strike.code;
    }
    // SAFETY: behind `Watched` is as much room as the layer of the system asked for.
    let code = unsafe {
        let behind = watched.add(1).cast::<ffi::sqlite3_file>();
        (*behind).pMethods = ptr::null();
        (*watched).system = behind;
        open(system, name, behind, flags, out_flags)
    };
    if code != ffi::SQLITE_OK {
        return code;
    }
    let is_journal =
        ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_WAL;
    let has_shared_memory = session.device().has_shared_memory;
    let open = OpenFile {
        inode: session.opened(&path),
        owes_folder: flags & ffi::SQLITE_OPEN_CREATE != 0 && flags & is_journal != 0,
        session,
    };
    // SAFETY: as above; the box is taken back in `close`.
    unsafe {
        (*watched).open = Box::into_raw(Box::new(open));
        (*watched).base.pMethods = if has_shared_memory {
            &raw const METHODS
        } else {
            &raw const METHODS_WITHOUT_SHARED_MEMORY
        };
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    sync_folder: c_int,
) -> c_int {
    let system = SYSTEM.load(Ordering::Acquire);
    let path = path_of(name);
    let watched = path.and_then(|path| Session::of(&path).map(|session| (path, session)));
    if let Some((_, session)) = &watched
        && let Some(strike) = session.strike(Call::Delete)
    {
        return strike.code;
    }
    // SAFETY: the call is handed on as it came. The folder is not synced: nothing cuts the power here.
    let code = unsafe {
        let delete = (*system).xDelete;
        delete.map_or(ffi::SQLITE_IOERR, |delete| delete(system, name, 0))
    };
    if let Some((path, session)) = &watched
        && code == ffi::SQLITE_OK
    {
        session.deleted(path, sync_folder != 0);
    }
    code
}

/// Return what is known of an open file.
///
/// # Safety
///
/// `file` was opened by [`open`] and is not closed yet; SQLite uses it from one thread at a time.
unsafe fn opened<'a>(file: *mut ffi::sqlite3_file) -> &'a mut OpenFile {
    // SAFETY: `open` has set the pointer before it gave the file its methods.
    unsafe { &mut *(*file.cast::<Watched>()).open }
}

/// Hand a call on to the file of the system.
macro_rules! system {
    ($file:ident, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: only files that `open` opened have these methods, and it has set the pointer to the
        // file of the system, whose methods are there as long as it is open. The arguments are
        // SQLite's own, or name a part of its buffer.
        unsafe {
            let behind = (*$file.cast::<Watched>()).system;
            (*(*behind).pMethods).$method.map(|method| method(behind $(, $argument)*))
        }
    }};
}

/// Count a call; return from the function when it is made to fail.
macro_rules! strike {
    ($file:ident, $call:expr) => {{
        // SAFETY: SQLite calls with a file that `open` opened.
        let open = unsafe { opened($file) };
        if let Some(strike) = open.session.strike($call) {
            return strike.code;
        }
    }};
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let code = system!(file, xClose);
    // SAFETY: the box that `open` made; SQLite does not use the file any more.
    drop(unsafe { Box::from_raw((*file.cast::<Watched>()).open) });
    code.unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: *mut c_void,
    count: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    strike!(file, Call::Read);
    system!(file, xRead, out, count, offset).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    count: c_int,
    offset: ffi::sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite calls with a file that `open` opened.
    let open = unsafe { opened(file) };
    let (count, failure) = match open.session.strike(Call::Write) {
        None => (count, ffi::SQLITE_OK),
        Some(strike) if strike.share == Share::Half => (count / 2, strike.code),
        Some(strike) => return strike.code,
    };
    let code = system!(file, xWrite, bytes, count, offset).unwrap_or(ffi::SQLITE_IOERR);
    if code != ffi::SQLITE_OK {
        return code;
    }
    let length = usize::try_from(count).unwrap_or_default();
    // SAFETY: SQLite hands over at least so many bytes.
    let bytes = unsafe { slice::from_raw_parts(bytes.cast::<u8>(), length) };
    open.session.done(Op::Write {
        inode: open.inode,
        offset: usize::try_from(offset).unwrap_or_default(),
        bytes: bytes.to_vec(),
    });
    failure
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: ffi::sqlite3_int64) -> c_int {
    strike!(file, Call::Truncate);
    let code = system!(file, xTruncate, size).unwrap_or(ffi::SQLITE_IOERR);
    if code == ffi::SQLITE_OK {
        // SAFETY: SQLite calls with a file that `open` opened.
        let open = unsafe { opened(file) };
        open.session.done(Op::Truncate {
            inode: open.inode,
            size: usize::try_from(size).unwrap_or_default(),
        });
    }
    code
}

/// The file of the system is not synced: the power of this machine stays on.
unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite calls with a file that `open` opened.
    let open = unsafe { opened(file) };
    let inode = open.inode;
    if let Some(strike) = open.session.strike(Call::Sync) {
        open.session.done(Op::SyncFailed { inode });
        return strike.code;
    }
    open.session.done(Op::Sync { inode });
    if std::mem::take(&mut open.owes_folder) {
        open.session.done(Op::SyncFolder);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_size(
    file: *mut ffi::sqlite3_file,
    out: *mut ffi::sqlite3_int64,
) -> c_int {
    strike!(file, Call::Size);
    system!(file, xFileSize, out).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    strike!(file, Call::Lock);
    system!(file, xLock, level).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    system!(file, xUnlock, level).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn check_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    system!(file, xCheckReservedLock, out).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn control(
    file: *mut ffi::sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    system!(file, xFileControl, operation, argument).unwrap_or(ffi::SQLITE_NOTFOUND)
}

unsafe extern "C" fn sector_size(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite calls with a file that `open` opened.
    let open = unsafe { opened(file) };
    c_int::try_from(open.session.device().sector_bytes).unwrap_or_default()
}

unsafe extern "C" fn characteristics(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: SQLite calls with a file that `open` opened.
    let open = unsafe { opened(file) };
    let of_system = system!(file, xDeviceCharacteristics).unwrap_or_default();
    if open.session.device().claims_powersafe {
        of_system | ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
    } else {
        of_system & !ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
    }
}

unsafe extern "C" fn shared_map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    page_bytes: c_int,
    extends: c_int,
    out: *mut *mut c_void,
) -> c_int {
    strike!(file, Call::SharedMap);
    system!(file, xShmMap, page, page_bytes, extends, out).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn shared_lock(
    file: *mut ffi::sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // To give a lock back cannot fail for want of anything.
    if flags & ffi::SQLITE_SHM_LOCK != 0 {
        strike!(file, Call::SharedLock);
    }
    system!(file, xShmLock, offset, count, flags).unwrap_or(ffi::SQLITE_IOERR)
}

unsafe extern "C" fn shared_barrier(file: *mut ffi::sqlite3_file) {
    system!(file, xShmBarrier);
}

unsafe extern "C" fn shared_unmap(file: *mut ffi::sqlite3_file, deletes: c_int) -> c_int {
    system!(file, xShmUnmap, deletes).unwrap_or(ffi::SQLITE_IOERR)
}

/// Nothing is read but by `read`.
unsafe extern "C" fn fetch(
    _: *mut ffi::sqlite3_file,
    _: ffi::sqlite3_int64,
    _: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite hands over where the answer goes.
    unsafe { *out = ptr::null_mut() };
    ffi::SQLITE_OK
}

unsafe extern "C" fn unfetch(
    _: *mut ffi::sqlite3_file,
    _: ffi::sqlite3_int64,
    _: *mut c_void,
) -> c_int {
    ffi::SQLITE_OK
}

static METHODS: ffi::sqlite3_io_methods = methods(3);
static METHODS_WITHOUT_SHARED_MEMORY: ffi::sqlite3_io_methods = methods(1);

const fn methods(version: c_int) -> ffi::sqlite3_io_methods {
    ffi::sqlite3_io_methods {
        iVersion: version,
        xClose: Some(close),
        xRead: Some(read),
        xWrite: Some(write),
        xTruncate: Some(truncate),
        xSync: Some(sync),
        xFileSize: Some(file_size),
        xLock: Some(lock),
        xUnlock: Some(unlock),
        xCheckReservedLock: Some(check_lock),
        xFileControl: Some(control),
        xSectorSize: Some(sector_size),
        xDeviceCharacteristics: Some(characteristics),
        xShmMap: Some(shared_map),
        xShmLock: Some(shared_lock),
        xShmBarrier: Some(shared_barrier),
        xShmUnmap: Some(shared_unmap),
        xFetch: Some(fetch),
        xUnfetch: Some(unfetch),
    }
}
