//! Which files this process has open, and with which of its SQLite libraries.
//!
//! Python's `sqlite3` is another SQLite library than the one in here. Locks of a file belong to the
//! process: when one library closes the file, those of the other are gone without its knowledge. So a
//! file is open in one of them at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process;
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

/// How often a file is open: by ledgers, and by `sqlite3`.
#[derive(Clone, Copy, Debug)]
struct Count {
    ledgers: usize,
    readers: usize,
    /// The process that has it open. One that was forked from it is another.
    process: u32,
}

static OPEN: Mutex<BTreeMap<FileId, Count>> = Mutex::new(BTreeMap::new());

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
        let mut count = open.get(&file).copied().unwrap_or(Count {
            ledgers: 0,
            readers: 0,
            process: process::id(),
        });
        if count.process != process::id() {
            return Err(errors::usage(
                "file_open_before_fork",
                "the file was open when this process was forked from another",
                "start processes by spawn or forkserver, or let go of the file before you fork: the \
                 copy of an open file makes SQLite believe that it has locks, which it has not",
            ));
        }
        match holder {
            Holder::Ledger if count.readers > 0 => {
                return Err(errors::usage(
                    "file_read_elsewhere",
                    "this process has the file open in sqlite3",
                    "close the connections of connect_read_only first, or open the ledger in \
                     another process: two SQLite libraries in one process undo each other's locks",
                ));
            }
            Holder::Sqlite3 if count.ledgers > 0 => {
                return Err(errors::usage(
                    "file_read_elsewhere",
                    "this process has the file open as a ledger",
                    "disconnect the ledger first, or read from another process: two SQLite \
                     libraries in one process undo each other's locks; results of its verbs are \
                     tables already, as in ledger.lines(2025).to_polars()",
                ));
            }
            Holder::Ledger => count.ledgers = count.ledgers.saturating_add(1),
            Holder::Sqlite3 => count.readers = count.readers.saturating_add(1),
        }
        open.insert(file.clone(), count);
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
        let Some(count) = open.get_mut(&self.file) else {
            return;
        };
        // What was forked keeps its copy of the file for good.
        if count.process != process::id() {
            return;
        }
        let of_holder = match self.holder {
            Holder::Ledger => &mut count.ledgers,
            Holder::Sqlite3 => &mut count.readers,
        };
        *of_holder = of_holder.saturating_sub(1);
        if (count.ledgers, count.readers) == (0, 0) {
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
