//! What can be made to fail, and when.

use std::ffi::c_int;

use rusqlite::ffi;

/// A call of SQLite to the layer that holds its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Open,
    Delete,
    Read,
    Write,
    Truncate,
    Sync,
    Size,
    Lock,
    SharedMap,
    SharedLock,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// No room for what is written.
    DiskFull,
    /// Half of what is written finds room.
    HalfFull,
    /// The device refuses to write.
    WriteError,
    /// The device writes half and refuses the rest.
    ShortWrite,
    /// The device refuses to read.
    ReadError,
    /// What was written cannot be made durable.
    SyncError,
    /// A file cannot be shortened.
    TruncateError,
    /// The size of a file cannot be asked.
    SizeError,
    /// A lock cannot be had, for another reason than another writer.
    LockError,
    /// A file beside the ledger, or the ledger, cannot be opened.
    OpenError,
    /// A file beside the ledger cannot be deleted.
    DeleteError,
    /// The index of the log finds no room.
    SharedMapError,
    /// A lock of the index of the log cannot be had.
    SharedLockError,
    /// File and folder have become read-only.
    ReadOnly,
    /// The device says that it wrote and did not. No test of the ledger: it shows that a wrong file is
    /// noticed.
    LostWrite,
}

impl FaultKind {
    /// Every kind that a ledger has to survive.
    pub const ALL: [Self; 14] = [
        Self::DiskFull,
        Self::HalfFull,
        Self::WriteError,
        Self::ShortWrite,
        Self::ReadError,
        Self::SyncError,
        Self::TruncateError,
        Self::SizeError,
        Self::LockError,
        Self::OpenError,
        Self::DeleteError,
        Self::SharedMapError,
        Self::SharedLockError,
        Self::ReadOnly,
    ];

    /// Return its name on reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DiskFull => "disk full",
            Self::HalfFull => "disk full in the middle of a write",
            Self::WriteError => "write error",
            Self::ShortWrite => "short write",
            Self::ReadError => "read error",
            Self::SyncError => "failing sync",
            Self::TruncateError => "failing truncate",
            Self::SizeError => "failing size",
            Self::LockError => "failing lock",
            Self::OpenError => "failing open",
            Self::DeleteError => "failing delete",
            Self::SharedMapError => "no room for the index of the log",
            Self::SharedLockError => "failing lock of the index",
            Self::ReadOnly => "turned read-only",
            Self::LostWrite => "lost write",
        }
    }

    /// Return whether a call is of those that it makes fail.
    pub(crate) fn concerns(self, call: Call) -> bool {
        match self {
            Self::DiskFull
            | Self::HalfFull
            | Self::WriteError
            | Self::ShortWrite
            | Self::LostWrite => call == Call::Write,
            Self::ReadError => call == Call::Read,
            Self::SyncError => call == Call::Sync,
            Self::TruncateError => call == Call::Truncate,
            Self::SizeError => call == Call::Size,
            Self::LockError => call == Call::Lock,
            Self::OpenError => call == Call::Open,
            Self::DeleteError => call == Call::Delete,
            Self::SharedMapError => call == Call::SharedMap,
            Self::SharedLockError => call == Call::SharedLock,
            Self::ReadOnly => matches!(call, Call::Write | Call::Truncate | Call::Delete),
        }
    }

    /// Return what a call answers.
    pub(crate) fn strike(self) -> Strike {
        let (code, share) = match self {
            Self::DiskFull => (ffi::SQLITE_FULL, Share::Nothing),
            // SQLite's own layer calls a short write without an error a full disk.
            Self::HalfFull => (ffi::SQLITE_FULL, Share::Half),
            Self::WriteError => (ffi::SQLITE_IOERR_WRITE, Share::Nothing),
            Self::ShortWrite => (ffi::SQLITE_IOERR_WRITE, Share::Half),
            Self::ReadError => (ffi::SQLITE_IOERR_READ, Share::Nothing),
            Self::SyncError => (ffi::SQLITE_IOERR_FSYNC, Share::Nothing),
            Self::TruncateError => (ffi::SQLITE_IOERR_TRUNCATE, Share::Nothing),
            Self::SizeError => (ffi::SQLITE_IOERR_FSTAT, Share::Nothing),
            Self::LockError => (ffi::SQLITE_IOERR_LOCK, Share::Nothing),
            Self::OpenError => (ffi::SQLITE_CANTOPEN, Share::Nothing),
            Self::DeleteError => (ffi::SQLITE_IOERR_DELETE, Share::Nothing),
            Self::SharedMapError => (ffi::SQLITE_IOERR_SHMSIZE, Share::Nothing),
            Self::SharedLockError => (ffi::SQLITE_IOERR_SHMLOCK, Share::Nothing),
            Self::ReadOnly => (ffi::SQLITE_READONLY, Share::Nothing),
            Self::LostWrite => (ffi::SQLITE_OK, Share::Nothing),
        };
        Strike { code, share }
    }
}

/// How much of a write is done before it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    Nothing,
    Half,
}

/// The answer of a call that was made to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Strike {
    pub(crate) code: c_int,
    pub(crate) share: Share,
}

/// A call that is to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How.
    pub kind: FaultKind,
    /// Which of the calls that it concerns, counted from 1.
    pub at: u64,
    /// Whether those behind it fail as well.
    pub is_lasting: bool,
}
