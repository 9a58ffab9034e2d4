//! Which files this process has open, and with which of its SQLite libraries.
//!
//! Python's `sqlite3` is another SQLite library than the one in here. Locks of a file belong to the
//! process: when one library closes the file, those of the other are gone without its knowledge. So a
//! file is open in one of them at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use crate::errors;

/// What tells a file from any other, by whatever path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FileId(#[cfg(unix)] [u64; 2], #[cfg(not(unix))] std::path::PathBuf);

#[cfg(unix)]
fn identify(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;

    let there = fs::metadata(path).ok()?;
    Some(FileId([there.dev(), there.ino()]))
}

#[cfg(not(unix))]
fn identify(path: &Path) -> Option<FileId> {
    fs::canonicalize(path).ok().map(FileId)
}

/// How often each file is open: by ledgers, and by `sqlite3`.
static OPEN: Mutex<BTreeMap<FileId, (usize, usize)>> = Mutex::new(BTreeMap::new());

/// Who has a file open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Ledger,
    Sqlite3,
}

/// A file that is open until this is dropped.
#[derive(Debug)]
pub(crate) struct Hold {
    file: FileId,
    holder: Holder,
}

impl Hold {
    /// Note that a file is open; refuse when the other library has it. None when there is no file.
    fn take(path: impl AsRef<Path>, holder: Holder) -> PyResult<Option<Self>> {
        let Some(file) = identify(path.as_ref()) else {
            return Ok(None);
        };
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let (ledgers, readers) = open.get(&file).copied().unwrap_or_default();
        let counted = match holder {
            Holder::Ledger if readers > 0 => {
                return Err(errors::usage(
                    "file_read_elsewhere",
                    "this process has the file open in sqlite3",
                    "close the connections of connect_read_only first, or open the ledger in \
                     another process: two SQLite libraries in one process undo each other's locks",
                ));
            }
            Holder::Sqlite3 if ledgers > 0 => {
                return Err(errors::usage(
                    "file_read_elsewhere",
                    "this process has the file open as a ledger",
                    "disconnect the ledger first, or read from another process: two SQLite \
                     libraries in one process undo each other's locks; results of its verbs are \
                     tables already, as in ledger.lines(2025).to_polars()",
                ));
            }
            Holder::Ledger => (ledgers.saturating_add(1), readers),
            Holder::Sqlite3 => (ledgers, readers.saturating_add(1)),
        };
        open.insert(file.clone(), counted);
        Ok(Some(Self { file, holder }))
    }

    /// Note that a ledger has a file open.
    pub(crate) fn by_ledger(path: &Path) -> PyResult<Option<Self>> {
        Self::take(path, Holder::Ledger)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((ledgers, readers)) = open.get_mut(&self.file) else {
            return;
        };
        let count = match self.holder {
            Holder::Ledger => &mut *ledgers,
            Holder::Sqlite3 => &mut *readers,
        };
        *count = count.saturating_sub(1);
        if (*ledgers, *readers) == (0, 0) {
            open.remove(&self.file);
        }
    }
}

/// That a connection of `sqlite3` has a file open, as long as this object lives.
#[pyclass(frozen, module = "yusuan._core")]
pub(crate) struct FileHold {
    _hold: Option<Hold>,
}

#[pymethods]
impl FileHold {
    /// Note that a file is open.
    #[new]
    fn new(path: std::path::PathBuf) -> PyResult<Self> {
        let hold = Hold::take(path, Holder::Sqlite3)?;
        Ok(Self { _hold: hold })
    }
}
